using System.Globalization;
using System.Text.Json;

namespace Tocsin.Core.Rules.Differences;

/// <summary>How values of rule files read to people.</summary>
internal static class FacetText
{
    /// <summary>A value: texts as they are, members of lists with commas between them.</summary>
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Seen(value.GetString()!),
        JsonValueKind.Array when value.GetArrayLength() > 0 => string.Join(", ", value.EnumerateArray().Select(Of)),
        _ => value.GetRawText(),
    };

    /// <summary>Two values that differ, so that the difference is seen.</summary>
    public static (string Before, string After) Of(JsonElement before, JsonElement after)
    {
        var (earlier, later) = (Of(before), Of(after));
        return earlier == later ? (Exact(before), Exact(after)) : (earlier, later);
    }

    /// <summary>A value as JSON in which every character can be seen.</summary>
    public static string Exact(JsonElement value) => JsonSerializer.Serialize(value);

    /// <summary>A text that no terminal or log takes for anything else: what nobody sees is shown as a mark.</summary>
    public static string Seen(string text) => text.Any(IsUnseen) ? string.Concat(text.Select(Seen)) : text;

    private static char Seen(char character) =>
        character is '\n' or '\r' or '\t' ? ' ' : IsUnseen(character) ? '\uFFFD' : character;

    private static bool IsUnseen(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;
}
