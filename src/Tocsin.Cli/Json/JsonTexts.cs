using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tocsin.Cli.Json;

/// <summary>Pieces of JSON as rule files write them: Chinese as it is, numbers as they are typed.</summary>
internal static class JsonTexts
{
    /// <summary>A text in quotes.</summary>
    public static string Quote(string text) =>
        $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>True when a text is a number as JSON writes it.</summary>
    public static bool IsNumber(string text)
    {
        if (text.Length is 0 or > 64 || !(char.IsAsciiDigit(text[0]) || text[0] == '-')) return false;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Number
                && double.IsFinite(document.RootElement.GetDouble());
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A value as a cell: a text without quotes, null and nothing empty, all else as written.</summary>
    public static string Cell(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null } => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        var other => other.Value.GetRawText(),
    };

    /// <summary>What stands at a key of an object; null when nothing does.</summary>
    public static JsonElement? At(JsonElement? holder, string key) =>
        holder is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty(key, out var value) ? value : null;
}
