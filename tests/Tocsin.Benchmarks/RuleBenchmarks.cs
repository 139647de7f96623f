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
/// Each run takes the next of 64 borrowers: a processor that has seen one borrower a thousand times knows every answer
/// beforehand. A profile remembers outcomes until a value changes, so that one is set anew first.
/// </remarks>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private const int Borrowers = 64;

    private global::RulesEngine.RulesEngine _engine = null!;
    private global::RulesEngine.RulesEngine _tuned = null!;
    private RuleParameter[][] _inputs = [];
    private Workflow _workflow = null!;
    private RuleOutcome[] _outcomes = [];
    private BorrowerProfile[] _full = [];
    private BorrowerProfile[] _gaps = [];
    private InputSlot _first = null!;
    private int _next;

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
        var random = new Random(1);
        var borrowers = Enumerable.Range(0, Borrowers).Select(_ => BenchmarkInput.Make(random)).ToList();
        _inputs = [.. borrowers.Select(borrower => new[] { new RuleParameter("v", borrower) })];
        var set = BenchmarkRules.Read(text).RuleSet!;
        _workflow = set.Workflows["w"];
        _outcomes = new RuleOutcome[Rules];
        _first = set.Layout.Find("v.n0")!;
        _full = [.. borrowers.Select(borrower => Profile(set.Layout, borrower, _ => true))];
        // One value in four is missing, of every type.
        _gaps = [.. borrowers.Select(borrower => Profile(set.Layout, borrower, slot => slot.Index % 4 != 1))];
    }

    /// <summary>The engine as it comes.</summary>
    [Benchmark(Baseline = true, Description = "RulesEngine, defaults")]
    public async Task<int> EngineAsync() =>
        (await _engine.ExecuteAllRulesAsync("w", Next(_inputs), CancellationToken.None)).Count;

    /// <summary>The engine with all it can leave out.</summary>
    [Benchmark(Description = "RulesEngine, best settings")]
    public async Task<int> TunedEngineAsync() =>
        (await _tuned.ExecuteAllRulesAsync("w", Next(_inputs), CancellationToken.None)).Count;

    /// <summary>Ours, with every value there.</summary>
    [Benchmark(Description = "Tocsin, full profile")]
    public int Full() => Evaluate(Next(_full));

    /// <summary>Ours, with values missing.</summary>
    [Benchmark(Description = "Tocsin, profile with gaps")]
    public int Gaps() => Evaluate(Next(_gaps));

    private T Next<T>(T[] borrowers) => borrowers[_next++ % Borrowers];

    private int Evaluate(BorrowerProfile profile)
    {
        profile.Set(_first.Name, profile.ValueOf(_first)!.Value);
        _workflow.Evaluate(profile, _outcomes);
        return (int)_outcomes[^1];
    }

    private static BorrowerProfile Profile(InputLayout layout, BenchmarkInput borrower, Func<InputSlot, bool> isThere)
    {
        var profile = new BorrowerProfile(layout, DateTimeOffset.UnixEpoch);
        foreach (var slot in layout.Slots.Where(slot => slot.Feature is not null && isThere(slot)))
        {
            var value = JsonSerializer.SerializeToElement(
                typeof(BenchmarkInput).GetProperty(slot.Feature!.Name)!.GetValue(borrower)).ToString();
            if (FeatureValue.TryParse(slot.Type, value.Replace("True", "true").Replace("False", "false"), out var read))
                profile.Set(slot.Name, read);
        }

        return profile;
    }
}
