using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using RulesEngine.Models;
using RuleSet = Tocsin.Core.Rules.RuleSet;

namespace Tocsin.Core.Tests.Rules.Equality;

/// <summary>
/// Runs made-up workflows through RulesEngine and through ours, over made-up inputs, until enough results were compared
/// or some differ.
/// </summary>
internal sealed class EqualityRun
{
    private const int InputsPerWorkflow = 250;
    private const int InputsInTheOtherMode = 25;

    private static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly PCG _random;

    private EqualityRun(ulong seed) => _random = new PCG(1, seed);

    /// <summary>Rule results compared so far, nested ones included.</summary>
    public long Results { get; private set; }

    /// <summary>Of them those that hit.</summary>
    public long Hits { get; private set; }

    /// <summary>Of them those whose expression failed.</summary>
    public long Failures { get; private set; }

    /// <summary>Messages and outputs compared so far.</summary>
    public long Texts { get; private set; }

    /// <summary>Workflows made so far.</summary>
    public long Workflows { get; private set; }

    /// <summary>What differed first, as a small case; null when nothing did.</summary>
    public string? Difference { get; private set; }

    /// <summary>Runs until at least so many results were compared.</summary>
    public static async Task<EqualityRun> RunAsync(long results, ulong seed)
    {
        var run = new EqualityRun(seed);
        while (run.Results < results && run.Difference is null) await run.StepAsync();
        return run;
    }

    /// <summary>Compares one case of workflows and one input; null when they agree.</summary>
    public static async Task<string?> CompareAsync(JsonArray workflows, EqualityInput input)
    {
        var run = new EqualityRun(0);
        await run.CompareAsync(workflows, [input]);
        return run.Difference;
    }

    private async Task StepAsync()
    {
        var workflows = EqualityGen.Workflows.Generate(_random, null, out _);
        var inputs = Enumerable.Range(0, InputsPerWorkflow)
            .Select(_ => EqualityGen.Input.Generate(_random, null, out var _)).ToList();
        await CompareAsync(workflows, inputs);
        Workflows++;
    }

    private async Task CompareAsync(JsonArray workflows, IReadOnlyList<EqualityInput> inputs)
    {
        var reading = MadeRuleSet.Read(workflows);
        if (reading.RuleSet is not { } set)
        {
            Difference = $"refused: {string.Join("; ", reading.Problems)}\n{workflows.ToJsonString(_json)}";
            return;
        }

        var engine = Engine(workflows, NestedRuleExecutionMode.All);
        foreach (var input in inputs)
        {
            var (results, hasMessages) = await ExecuteAsync(engine, workflows, input);
            Compare(
                set, workflows, input,
                check => check.Compare(set.Workflows["w"].Rules, results, isTop: true, hasMessages));
            if (Difference is not null) return;
        }

        engine = Engine(workflows, NestedRuleExecutionMode.Performance, fillsMessages: false);
        foreach (var input in inputs.Take(InputsInTheOtherMode))
        {
            var results = await engine.ExecuteAllRulesAsync("w", new RuleParameter("v", input));
            Compare(set, workflows, input, check => check.CompareOutcomes(set.Workflows["w"].Rules, results));
            if (Difference is not null) return;
        }
    }

    // The engine cannot write a number that is not finite: filling in its place fails the whole call, on purpose not
    // here. Such an input is compared but for its messages.
    private static async Task<(List<RuleResultTree> Results, bool HasMessages)> ExecuteAsync(
        global::RulesEngine.RulesEngine engine, JsonArray workflows, EqualityInput input)
    {
        try
        {
            return (await engine.ExecuteAllRulesAsync("w", new RuleParameter("v", input)), true);
        }
        catch (ArgumentException fault) when (fault.Message.StartsWith(".NET number values", StringComparison.Ordinal))
        {
            var silent = Engine(workflows, NestedRuleExecutionMode.All, fillsMessages: false);
            return (await silent.ExecuteAllRulesAsync("w", new RuleParameter("v", input)), false);
        }
    }

    private static global::RulesEngine.RulesEngine Engine(
        JsonArray workflows, NestedRuleExecutionMode mode, bool fillsMessages = true) => new(
        [.. workflows.Select(workflow => workflow!.Deserialize<Workflow>()!)],
        new ReSettings { NestedRuleExecutionMode = mode, EnableFormattedErrorMessage = fillsMessages });

    private void Compare(RuleSet set, JsonArray workflows, EqualityInput input, Action<EqualityCheck> compare)
    {
        var check = new EqualityCheck(input.Profile(set.Layout));
        compare(check);
        Results += check.Results;
        Hits += check.Hits;
        Failures += check.Failures;
        Texts += check.Texts;
        if (check.Difference is not null) Difference = Small(workflows, input, check.DifferentRule, check.Difference);
    }

    // The rule that differs, with the params it may use, is the smallest case that can be cut out for certain.
    private static string Small(JsonArray workflows, EqualityInput input, string rule, string difference)
    {
        var all = (JsonArray)workflows.DeepClone();
        foreach (var workflow in all.Take(2))
        {
            var rules = (JsonArray)workflow!["Rules"]!;
            foreach (var other in rules.Where(other => !rule.StartsWith((string)other!["RuleName"]!)).ToList())
                rules.Remove(other);
        }

        return difference + "\n" + new JsonObject
        {
            ["input"] = JsonSerializer.SerializeToNode(input),
            ["workflows"] = all,
        }.ToJsonString(_json);
    }
}
