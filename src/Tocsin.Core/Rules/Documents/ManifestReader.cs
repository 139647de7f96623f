using System.Globalization;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads <c>ruleset.json</c>.</summary>
internal static class ManifestReader
{
    public static RuleSetManifest Read(DocumentNode node)
    {
        var manifest = new RuleSetManifest(
            node.RequiredName("name"), node.RequiredName("owner"), node.Text("purpose") ?? "",
            node.Text("revision") ?? "", Date(node, "review_date"));
        node.Close();
        return manifest;
    }

    /// <summary>The date at a key, <c>yyyy-MM-dd</c>; null when it is absent or wrong.</summary>
    public static DateOnly? Date(DocumentNode node, string key)
    {
        if (node.Text(key) is not { } text) return null;
        if (TryDate(text, out var date)) return date;
        node.Error("DATE_INVALID", $"'{text}' is no date: write yyyy-MM-dd.", key);
        return null;
    }

    /// <summary>Reads a date.</summary>
    public static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
