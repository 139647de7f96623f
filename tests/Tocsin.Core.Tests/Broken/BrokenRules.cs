using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Tests.Broken;

/// <summary>
/// A case of <c>tests/cases/broken-rules</c>, or of <c>doubtful-rules</c> beside it: the shipped rules with one fault.
/// </summary>
/// <param name="Description">What is wrong.</param>
/// <param name="Edits">What brings the fault about.</param>
/// <param name="Expected">The problems that must be reported, and no other.</param>
internal sealed record BrokenRules(
    string Description, IReadOnlyList<RuleEdit> Edits, IReadOnlyList<ExpectedProblem> Expected)
{
    private static readonly JsonSerializerOptions _options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly RuleFiles _shipped = RuleFolder.Read(ShippedRules.Folder);

    /// <summary>The names of the cases with errors.</summary>
    public static IReadOnlyList<string> Names { get; } = NamesIn("broken-rules");

    /// <summary>The names of the cases with warnings alone.</summary>
    public static IReadOnlyList<string> DoubtfulNames { get; } = NamesIn("doubtful-rules");

    /// <summary>Reads a case with errors.</summary>
    public static BrokenRules Read(string name) => Read("broken-rules", name);

    /// <summary>Reads a case with warnings alone.</summary>
    public static BrokenRules ReadDoubtful(string name) => Read("doubtful-rules", name);

    private static BrokenRules Read(string folder, string name)
    {
        var content = File.ReadAllBytes(Path.Combine(PathOf(folder), name, "case.json"));
        return JsonSerializer.Deserialize<BrokenRules>(content, _options)
            ?? throw new InvalidDataException($"The case '{name}' is empty.");
    }

    /// <summary>The shipped rules with the fault.</summary>
    public RuleFiles Files()
    {
        var files = _shipped.Files.ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal);
        foreach (var edit in Edits) Apply(edit, files);
        return new RuleFiles(files.Select(pair => new RuleFile(pair.Key, pair.Value)));
    }

    private static string PathOf(string folder) => Path.Combine(ShippedRules.Root(), "tests", "cases", folder);

    private static string[] NamesIn(string folder) =>
        [.. Directory.EnumerateDirectories(PathOf(folder)).Select(Path.GetFileName).OfType<string>().Order()];

    private static void Apply(RuleEdit edit, Dictionary<string, ReadOnlyMemory<byte>> files)
    {
        if (edit.Delete)
        {
            if (!files.Remove(edit.File)) throw new InvalidDataException($"There is no {edit.File} to delete.");
        }
        else if (edit.Generate is { } name)
        {
            files[edit.File] = GeneratedContent.Of(name);
        }
        else if (edit.Content is { } content)
        {
            files[edit.File] = Encoding.UTF8.GetBytes(content);
        }
        else
        {
            var text = Encoding.UTF8.GetString(files[edit.File].Span);
            files[edit.File] = Encoding.UTF8.GetBytes(Replaced(edit, text));
        }
    }

    private static string Replaced(RuleEdit edit, string text)
    {
        var found = text.Split(edit.Replace ?? "", StringSplitOptions.None).Length - 1;
        if (string.IsNullOrEmpty(edit.Replace) || edit.With is null || found != 1)
            throw new InvalidDataException($"{edit.File} has '{edit.Replace}' {found} times; it must have it once.");
        return text.Replace(edit.Replace, edit.With, StringComparison.Ordinal);
    }
}
