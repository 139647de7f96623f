using System.Globalization;
using System.Text.RegularExpressions;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// Cuts an expression into tokens and keeps <see cref="ExpressionLimits"/>, before any parser sees it. A dotted name is
/// one token; white space is none.
/// </summary>
internal sealed partial class ExpressionTokenizer
{
    private readonly string _text;
    private readonly List<ExpressionToken> _tokens = [];
    private int _nesting;
    private int _prefixes;
    private int _conditionals;

    private ExpressionTokenizer(string text) => _text = text;

    /// <summary>The tokens of an expression, taken from the rule set's budget.</summary>
    /// <exception cref="ExpressionRefusedException">A limit is passed, or a literal does not end.</exception>
    public static IReadOnlyList<ExpressionToken> Tokenize(string text, ExpressionBudget budget)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new ExpressionRefusedException("EXPRESSION_EMPTY", 0, "The expression is empty.");
        if (text.Length > ExpressionLimits.MaximumLength)
        {
            throw new ExpressionRefusedException("EXPRESSION_TOO_LONG", 0,
                $"The expression has {text.Length} characters; at most {ExpressionLimits.MaximumLength} are read.");
        }

        RefuseUnseen(text);
        var tokenizer = new ExpressionTokenizer(text);
        tokenizer.Run();
        budget.TakeTokens(tokenizer._tokens.Count);
        return tokenizer._tokens;
    }

    // What nobody sees changes what a reviewer reads: marks of direction, zero-width characters, controls.
    private static void RefuseUnseen(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isUnseen = char.IsControl(text, i) ? text[i] is not ('\t' or '\n' or '\r')
                : char.GetUnicodeCategory(text, i) is UnicodeCategory.Format;
            if (isUnseen)
                throw new ExpressionRefusedException("CHARACTER_REFUSED", i + 1,
                    $"The expression holds the character U+{char.ConvertToUtf32(text, i):X4}, which nobody sees.");
        }
    }

    private void Run()
    {
        for (var at = 0; at < _text.Length;)
        {
            if (char.IsWhiteSpace(_text[at]))
            {
                at++;
                continue;
            }

            var kind = KindAt(at);
            var end = kind switch
            {
                ExpressionTokenKind.Literal => EndOfLiteral(at),
                ExpressionTokenKind.Number => EndOfNumber(at),
                ExpressionTokenKind.Name => EndOfName(at),
                _ => EndOfSymbol(at),
            };
            var token = new ExpressionToken(kind, _text[at..end], at);
            Count(token);
            _tokens.Add(token);
            at = end;
        }
    }

    private ExpressionTokenKind KindAt(int at) => _text[at] switch
    {
        '"' or '\'' => ExpressionTokenKind.Literal,
        >= '0' and <= '9' => ExpressionTokenKind.Number,
        '_' or '@' or '$' or '#' => ExpressionTokenKind.Name,
        var character => char.IsLetter(character) ? ExpressionTokenKind.Name : ExpressionTokenKind.Symbol,
    };

    private int EndOfLiteral(int start)
    {
        for (var at = start + 1; at < _text.Length; at++)
        {
            if (_text[at] == '\\') at++;
            else if (_text[at] == _text[start]) return at + 1;
        }

        throw new ExpressionRefusedException(
            "EXPRESSION_SYNTAX", start + 1, "The text literal that starts here never ends.");
    }

    private int EndOfNumber(int start)
    {
        var at = start;
        while (at < _text.Length && IsNumberPart(at)) at++;
        // The parser cuts "1and" in two: tokens that are not counted here would pass every limit.
        if (!Number().IsMatch(_text.AsSpan(start, at - start)))
            throw new ExpressionRefusedException(
                "EXPRESSION_SYNTAX", start + 1, $"'{_text[start..at]}' is no number.");
        return at;
    }

    private bool IsNumberPart(int at) =>
        char.IsAsciiLetterOrDigit(_text[at])
        || (_text[at] == '.' && at + 1 < _text.Length && char.IsAsciiDigit(_text[at + 1]))
        || (_text[at] is '+' or '-' && _text[at - 1] is 'e' or 'E');

    private int EndOfName(int start)
    {
        var at = start;
        while (at < _text.Length && (IsNamePart(_text[at]) || IsInnerDot(at))) at++;
        return at;
    }

    private bool IsInnerDot(int at) => _text[at] == '.' && at + 1 < _text.Length && IsNamePart(_text[at + 1]);

    private static bool IsNamePart(char character) =>
        char.IsLetterOrDigit(character) || character is '_' or '@' or '$' or '#';

    private int EndOfSymbol(int at)
    {
        ReadOnlySpan<string> pairs = ["&&", "||", "==", "!=", "<=", ">=", "<>", "??", "=>"];
        foreach (var pair in pairs)
        {
            if (string.CompareOrdinal(_text, at, pair, 0, 2) == 0) return at + 2;
        }

        return at + 1;
    }

    private void Count(ExpressionToken token)
    {
        var isPrefix = token.Text is "!" or "-" or "+" or "~" || token.IsWord("not");
        _prefixes = isPrefix ? _prefixes + 1 : 0;
        if (token.Text is "(" or "[" or "{") _nesting++;
        if (token.Text is ")" or "]" or "}") _nesting--;
        if (token.Text is "?" or "??" or "=>" || token.IsWord("iif")) _conditionals++;
        if (_tokens.Count >= ExpressionLimits.MaximumTokens)
            Refuse(token, $"has more than {ExpressionLimits.MaximumTokens} tokens");
        if (_nesting > ExpressionLimits.MaximumNesting)
            Refuse(token, $"nests deeper than {ExpressionLimits.MaximumNesting}");
        if (_prefixes > ExpressionLimits.MaximumPrefixes)
            Refuse(token, $"has more than {ExpressionLimits.MaximumPrefixes} prefix operators in a row");
        if (_conditionals > ExpressionLimits.MaximumConditionals)
            Refuse(token, $"has more than {ExpressionLimits.MaximumConditionals} conditional operators");
    }

    [GeneratedRegex(
        @"^(?:0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?:[uU]?[lL]?|[fFdDmM])\z")]
    private static partial Regex Number();

    private static void Refuse(ExpressionToken token, string what) =>
        throw new ExpressionRefusedException("EXPRESSION_TOO_COMPLEX", token.Start + 1, $"The expression {what}.");
}
