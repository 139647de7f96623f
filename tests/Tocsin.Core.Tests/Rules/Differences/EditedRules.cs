using System.Text;
using System.Text.Json.Nodes;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Tests.Rules.Differences;

/// <summary>The shipped rules, and what they would be with one file edited.</summary>
internal static class EditedRules
{
    /// <summary>As they are shipped.</summary>
    public static RuleFiles Shipped { get; } = RuleFolder.Read(ShippedRules.Folder);

    /// <summary>Rule files of a few texts.</summary>
    public static RuleFiles Of(params IReadOnlyList<(string Path, string Json)> files) =>
        new(files.Select(file => new RuleFile(file.Path, Encoding.UTF8.GetBytes(file.Json))));

    /// <summary>The text of a shipped file.</summary>
    public static string Text(string path) => Encoding.UTF8.GetString(File(path).Content.Span);

    /// <summary>A shipped file as JSON.</summary>
    public static JsonNode Json(string path) => JsonNode.Parse(Text(path))!;

    /// <summary>The shipped rules with one file's content replaced, or a file added.</summary>
    public static RuleFiles With(string path, string content) => new(Shipped.Files.Where(file => file.Path != path)
        .Append(new RuleFile(path, Encoding.UTF8.GetBytes(content))));

    /// <summary>The shipped rules with a text of one file replaced, which must be there.</summary>
    public static RuleFiles With(string path, string old, string replacement)
    {
        var text = Text(path);
        if (!text.Contains(old, StringComparison.Ordinal)) throw new ArgumentException($"{path} has no {old}.");
        return With(path, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    /// <summary>The shipped rules with a file edited as JSON.</summary>
    public static RuleFiles With(string path, Action<JsonNode> edit)
    {
        var root = Json(path);
        edit(root);
        return With(path, root.ToJsonString());
    }

    private static RuleFile File(string path) => Shipped.Files.Single(file => file.Path == path);
}
