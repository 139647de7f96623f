using System.Text;

namespace Tocsin.Cli.Templates;

/// <summary>
/// Files to start from, kept in the tool. Words such as <c>__name__</c> in their paths and contents stand for what the
/// rule set they go into is asked for.
/// </summary>
internal static class RuleTemplate
{
    /// <summary>The kind that is a whole rule set.</summary>
    public const string RuleSetKind = "ruleset";

    // What is left to do, since no file that exists is ever written to.
    private static readonly Dictionary<string, string> _next = new(StringComparer.Ordinal)
    {
        [RuleSetKind] = "'tocsin rules test' runs its examples.",
        ["indicator"] =
            "Put its bounds into parameters.json, name the workflow in warnings.json, write examples of each level.",
        ["knock-out"] = "Name the workflow in a policy as knock_outs, or move the rule to the one that is named there.",
        ["characteristic"] = "Move the rule to the workflow of a scorecard, or name the workflow in a policy.",
        ["policy"] = "Fill in what is required and the score's formula, and write examples.",
        ["examples"] = "Give the base its values, name the product, and say what must come out.",
        ["workflow"] = "Name the workflow where it is used, or run it with 'tocsin rules run'.",
    };

    /// <summary>The kinds there are.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. _next.Keys];

    /// <summary>What is to be done after a kind was written.</summary>
    public static string NextOf(string kind) => _next[kind];

    /// <summary>The files of a kind by path, with the words replaced.</summary>
    public static IReadOnlyList<(string Path, string Content)> Read(
        string kind, IReadOnlyDictionary<string, string> words)
    {
        var files = Resources($"templates/{kind}/").Select(file => (Fill(file.Path, words), Fill(file.Content, words)));
        // A folder of its own has no schemas yet, without which editors cannot help.
        var schemas = kind == RuleSetKind ? Resources("schemas/") : [];
        return [.. files, .. schemas.Select(file => ("schemas/" + file.Path, file.Content))];
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> words) => words.Aggregate(
        text, (filled, word) => filled.Replace($"__{word.Key}__", word.Value, StringComparison.Ordinal));

    private static IEnumerable<(string Path, string Content)> Resources(string folder)
    {
        var assembly = typeof(RuleTemplate).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            var path = name.Replace('\\', '/');
            if (!path.StartsWith(folder, StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            yield return (path[folder.Length..], reader.ReadToEnd());
        }
    }
}
