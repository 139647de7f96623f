using System.Text.RegularExpressions;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>What the parser says of an expression, in the words of those who write rules.</summary>
internal static partial class ParserMessage
{
    private const int MostNamed = 5;

    private static readonly Dictionary<string, string> _types = new(StringComparer.Ordinal)
    {
        ["Int32"] = "integer",
        ["Int64"] = "integer",
        ["Double"] = "number",
        ["Decimal"] = "decimal",
        ["Boolean"] = "flag",
        ["String"] = "text",
        ["DateOnly"] = "date",
    };

    /// <summary>
    /// The parser's message with the names of types that the catalogue uses; and how to write a date, where it is of
    /// dates and the expression has one in quotes, which the parser reads beside a comparison alone.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="tokens">The expression.</param>
    public static string Of(string message, IReadOnlyList<ExpressionToken> tokens)
    {
        var readable = Quoted().Replace(message, match => _types.TryGetValue(match.Groups["type"].Value, out var type)
            ? $"'{type}'" : match.Value);
        var isOfDates = message.Contains(nameof(DateOnly), StringComparison.Ordinal)
            || message.StartsWith("No applicable", StringComparison.Ordinal);
        return isOfDates && tokens.FirstOrDefault(WrittenDates.IsDate) is { } date
            ? $"{readable.TrimEnd('.')}; {Advice(date)}" : readable;
    }

    /// <summary>
    /// What is wrong where the parser let an exception of the framework through: all that are known come from a text
    /// that it tried to read as a number, a flag or a date.
    /// </summary>
    public static ExpressionRefusedException OfUnreadable(IReadOnlyList<ExpressionToken> tokens)
    {
        var texts = tokens.Where(token => token.Kind == ExpressionTokenKind.Literal).ToList();
        if (texts.Find(token => Dashed().IsMatch(token.Text) && !WrittenDates.IsDate(token)) is { } wrong)
            return new ExpressionRefusedException("DATE_INVALID", wrong.Start + 1, $"{wrong.Text} is no date.");
        if (texts.Count == 0)
            return new ExpressionRefusedException("EXPRESSION_SYNTAX", 0, "The expression cannot be read.");
        var named = string.Join(", ", texts.Take(MostNamed).Select(token => token.Text));
        var which = texts.Count == 1 ? named : $"One of the texts ({named})";
        return new ExpressionRefusedException("EXPRESSION_SYNTAX", texts[0].Start + 1,
            texts.Find(WrittenDates.IsDate) is { } date ? $"{which} is a text where none can be; {Advice(date)}"
            : $"{which} is a text; compare it with a text, and numbers, flags and dates with their own kind.");
    }

    private static string Advice(ExpressionToken date)
    {
        var parts = date.Text[1..^1].Split('-').Select(part => part.TrimStart('0'));
        return $"where it stands for a date, write DateOnly({string.Join(", ", parts)}).";
    }

    [GeneratedRegex(@"^.[0-9]{4}-[0-9]{2}-[0-9]{2}.\z")]
    private static partial Regex Dashed();

    [GeneratedRegex(@"'(?:System\.)?(?<type>[A-Z][A-Za-z0-9]*)\??'")]
    private static partial Regex Quoted();
}
