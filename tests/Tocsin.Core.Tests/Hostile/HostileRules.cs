using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Tests.Hostile;

/// <summary>A case of <c>tests/cases/hostile-rules</c>: one attack, laid over <c>tests/cases/small-rules</c>.</summary>
/// <param name="Attack">What it tries.</param>
/// <param name="Family">What kind of attack it is.</param>
/// <param name="Codes">The codes of the errors that must come out, each once, and no other.</param>
/// <param name="Inert">
/// Why the attack may load: it does nothing. Then there are no errors; null for what must be refused.
/// </param>
/// <param name="Expression">
/// The condition of a rule, when that is all of the attack; see <see cref="HostileText"/>.
/// </param>
/// <param name="Value">The expression of a rule's output, when that is all of the attack.</param>
/// <param name="Workflow">A workflow file, when that is all of the attack.</param>
/// <param name="Files">Whole files by path: what else attacks.</param>
internal sealed record HostileRules(
    string Attack, string Family, IReadOnlyList<string> Codes, string? Inert = null,
    JsonElement Expression = default, JsonElement Value = default, JsonElement Workflow = default,
    IReadOnlyDictionary<string, JsonElement>? Files = null)
{
    private const string WorkflowPath = "workflows/hostile.json";

    private static readonly JsonSerializerOptions _options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly RuleFiles _good = RuleFolder.Read(
        Path.Combine(ShippedRules.Root(), "tests", "cases", "small-rules"));

    private static string Folder => Path.Combine(ShippedRules.Root(), "tests", "cases", "hostile-rules");

    /// <summary>The names of all cases.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.json")
            .Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(),
    ];

    /// <summary>Reads a case.</summary>
    public static HostileRules Read(string name)
    {
        var content = File.ReadAllBytes(Path.Combine(Folder, name + ".json"));
        return JsonSerializer.Deserialize<HostileRules>(content, _options)
            ?? throw new InvalidDataException($"The case '{name}' is empty.");
    }

    /// <summary>The files of the attack alone, by path.</summary>
    public IReadOnlyDictionary<string, byte[]> HostileFiles()
    {
        var files = (Files ?? new Dictionary<string, JsonElement>())
            .ToDictionary(pair => pair.Key, pair => HostileText.BytesOf(pair.Value), StringComparer.Ordinal);
        if (Expression.ValueKind != JsonValueKind.Undefined)
            files[WorkflowPath] = Rule($"\"Expression\": {Quoted(Expression)}");
        if (Value.ValueKind != JsonValueKind.Undefined) files[WorkflowPath] = Rule(Output(Quoted(Value)));
        if (Workflow.ValueKind != JsonValueKind.Undefined) files[WorkflowPath] = HostileText.BytesOf(Workflow);
        if (files.Count == 0) throw new InvalidDataException("The case attacks with nothing.");
        return files;
    }

    /// <summary>The good rules with the attack laid over them.</summary>
    public RuleFiles AllFiles()
    {
        var files = _good.Files.ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal);
        foreach (var (path, content) in HostileFiles()) files[path] = content;
        return new RuleFiles(files.Select(pair => new RuleFile(pair.Key, pair.Value)));
    }

    private static string Quoted(JsonElement text) => JsonSerializer.Serialize(HostileText.Of(text));

    private static string Output(string expression) => $$"""
        "Expression": "true",
        "Actions": {"OnSuccess": {"Name": "OutputExpression", "Context": {"Expression": {{expression}} } } }
        """;

    private static byte[] Rule(string members) => Encoding.UTF8.GetBytes(
        $$"""{"WorkflowName": "hostile", "Rules": [{"RuleName": "attack", {{members}} }]}""");
}
