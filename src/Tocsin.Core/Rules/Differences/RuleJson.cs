using System.Text.Json;

namespace Tocsin.Core.Rules.Differences;

/// <summary>Looks into rule files as they are, whatever is wrong with them.</summary>
internal static class RuleJson
{
    /// <summary>What stands at a place; null when nothing does.</summary>
    public static JsonElement? At(JsonElement root, params IReadOnlyList<string> place)
    {
        foreach (var key in place)
        {
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(key, out var child)) return null;
            root = child;
        }

        return root;
    }

    /// <summary>The texts of a list; none when there is no list.</summary>
    public static IEnumerable<string> TextsOf(JsonElement? list) => list is { ValueKind: JsonValueKind.Array } array
        ? array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)
        : [];

    /// <summary>The text at a place; null when there is none.</summary>
    public static string? TextAt(JsonElement root, params IReadOnlyList<string> place) =>
        At(root, place) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>The objects of the list at a place; none when there is no list.</summary>
    public static IEnumerable<JsonElement> ObjectsAt(JsonElement root, params IReadOnlyList<string> place) =>
        At(root, place) is { ValueKind: JsonValueKind.Array } array
            ? array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : [];

    /// <summary>The texts at a key of an object that is spelled in any case; none without an object.</summary>
    public static IEnumerable<string> TextsInAnyCase(JsonElement? holder, string key) =>
        holder is not { ValueKind: JsonValueKind.Object } found ? [] : found.EnumerateObject()
            .Where(member => member.Value.ValueKind == JsonValueKind.String)
            .Where(member => member.Name.Equals(key, StringComparison.OrdinalIgnoreCase))
            .Select(member => member.Value.GetString()!);
}
