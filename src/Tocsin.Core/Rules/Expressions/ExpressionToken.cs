namespace Tocsin.Core.Rules.Expressions;

/// <summary>One token of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written.</param>
/// <param name="Start">Its first character, from 0.</param>
internal sealed record ExpressionToken(ExpressionTokenKind Kind, string Text, int Start)
{
    /// <summary>True when it is the given word, in any case.</summary>
    public bool IsWord(string word) =>
        Kind == ExpressionTokenKind.Name && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The kinds of token.</summary>
internal enum ExpressionTokenKind
{
    /// <summary>A name, dots included: <c>bureau.owner_query_count_3m</c>, <c>Math.Max</c>, <c>and</c>.</summary>
    Name,

    /// <summary>A number with its suffix.</summary>
    Number,

    /// <summary>A text or character in quotes.</summary>
    Literal,

    /// <summary>An operator, a parenthesis, a comma, or anything else.</summary>
    Symbol,
}
