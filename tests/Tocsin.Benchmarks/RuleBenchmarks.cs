using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RulesEngine.Models;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using RuleParameter = RulesEngine.Models.RuleParameter;
using Workflow = Tocsin.Core.Rules.Workflow;

namespace Tocsin.Benchmarks;

/// <summary>All rules of a workflow over one borrower, on the same file: the engine, and Tocsin's core.</summary>
/// <remarks>
/// A profile remembers outcomes until a value changes; each run changes one first, so that every rule is evaluated
/// anew.
/// </remarks>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private readonly BenchmarkInput _input = new();
    private global::RulesEngine.RulesEngine _engine = null!;
    private global::RulesEngine.RulesEngine _tuned = null!;
    private RuleParameter _parameter = null!;
    private Workflow _workflow = null!;
    private RuleOutcome[] _outcomes = [];
    private BorrowerProfile _full = null!;
    private BorrowerProfile _gaps = null!;

    /// <summary>How many rules the workflow has.</summary>
    [Params(50, 500, 5_000, 10_000)]
    public int Rules { get; set; }

    /// <summary>Reads the file into each.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var text = BenchmarkRules.Workflow(Rules);
        _engine = new global::RulesEngine.RulesEngine([text]);
        _tuned = new global::RulesEngine.RulesEngine([text], new ReSettings
        {
            AutoExecuteActions = false,
            EnableFormattedErrorMessage = false,
            EnableScopedParams = false,
        });
        _parameter = new RuleParameter("v", _input);
        var set = BenchmarkRules.Read(text).RuleSet!;
        _workflow = set.Workflows["w"];
        _outcomes = new RuleOutcome[Rules];
        _full = Profile(set.Layout, _ => true);
        // One value in four is missing, of every type.
        _gaps = Profile(set.Layout, slot => slot.Index % 4 != 1);
    }

    /// <summary>The engine as it comes.</summary>
    [Benchmark(Baseline = true, Description = "RulesEngine, defaults")]
    public async Task<int> EngineAsync() =>
        Count(await _engine.ExecuteAllRulesAsync("w", [_parameter], CancellationToken.None));

    /// <summary>The engine with all it can leave out.</summary>
    [Benchmark(Description = "RulesEngine, best settings")]
    public async Task<int> TunedEngineAsync() =>
        Count(await _tuned.ExecuteAllRulesAsync("w", [_parameter], CancellationToken.None));

    /// <summary>Ours, with every value there.</summary>
    [Benchmark(Description = "Tocsin, full profile")]
    public int Full() => Count(_full);

    /// <summary>Ours, with values missing.</summary>
    [Benchmark(Description = "Tocsin, profile with gaps")]
    public int Gaps() => Count(_gaps);

    private int Count(BorrowerProfile profile)
    {
        profile.Set("v.n0", FeatureValue.OfNumber(0.5));
        _workflow.Evaluate(profile, _outcomes);
        var hits = 0;
        foreach (var outcome in _outcomes)
        {
            if (outcome == RuleOutcome.Hit) hits++;
        }

        return hits;
    }

    private static int Count(List<RuleResultTree> results) => results.Count(result => result.IsSuccess);

    private BorrowerProfile Profile(InputLayout layout, Func<InputSlot, bool> isThere)
    {
        var profile = new BorrowerProfile(layout, DateTimeOffset.UnixEpoch);
        foreach (var slot in layout.Slots.Where(slot => slot.Feature is not null && isThere(slot)))
        {
            var value = JsonSerializer.SerializeToElement(
                typeof(BenchmarkInput).GetProperty(slot.Feature!.Name)!.GetValue(_input)).ToString();
            if (FeatureValue.TryParse(slot.Type, value.Replace("True", "true").Replace("False", "false"), out var read))
                profile.Set(slot.Name, read);
        }

        return profile;
    }
}
