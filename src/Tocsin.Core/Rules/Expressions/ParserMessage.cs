using System.Text.RegularExpressions;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>What the parser says of an expression, in the words of those who write rules.</summary>
internal static partial class ParserMessage
{
    private static readonly Dictionary<string, string> _types = new(StringComparer.Ordinal)
    {
        ["Int32"] = "integer",
        ["Int64"] = "integer",
        ["Double"] = "number",
        ["Decimal"] = "number",
        ["Boolean"] = "flag",
        ["String"] = "text",
        ["DateOnly"] = "date",
    };

    /// <summary>The parser's message with the names of types that the catalogue uses.</summary>
    public static string Of(string message) =>
        Quoted().Replace(message, match => _types.TryGetValue(match.Groups["type"].Value, out var type)
            ? $"'{type}'" : match.Value);

    /// <summary>
    /// What is wrong where the parser let an exception of the framework through: all that are known come from a text
    /// that it tried to read as a number, a flag or a date.
    /// </summary>
    public static ExpressionRefusedException OfUnreadable(IReadOnlyList<ExpressionToken> tokens)
    {
        var text = tokens.FirstOrDefault(token => token.Kind == ExpressionTokenKind.Literal);
        return text is null
            ? new ExpressionRefusedException("EXPRESSION_SYNTAX", 0, "The expression cannot be read.")
            : new ExpressionRefusedException("EXPRESSION_SYNTAX", text.Start + 1,
                $"{text.Text} is a text; compare it with a text, and numbers, flags and dates with their own kind.");
    }

    [GeneratedRegex(@"'(?:System\.)?(?<type>[A-Z][A-Za-z0-9]*)\??'")]
    private static partial Regex Quoted();
}
