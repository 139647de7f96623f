namespace Tocsin.Core.Rules.Differences;

/// <summary>What a rule set calls itself, whatever is wrong with the rest of it.</summary>
/// <param name="Name">Its name; empty when the manifest cannot be read or has none.</param>
/// <param name="Revision">Its revision; empty likewise.</param>
public sealed record ManifestNames(string Name, string Revision)
{
    private const int LongestName = 200;

    /// <summary>Reads it from the files of a rule set.</summary>
    public static ManifestNames Of(RuleFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (new RuleDocuments(files).RootOf("ruleset.json") is not { } root) return new ManifestNames("", "");
        return new ManifestNames(Shown(RuleJson.TextAt(root, "name")), Shown(RuleJson.TextAt(root, "revision")));
    }

    private static string Shown(string? text)
    {
        var shown = FacetText.Seen(text ?? "");
        return shown.Length > LongestName ? shown[..LongestName] + "…" : shown;
    }
}
