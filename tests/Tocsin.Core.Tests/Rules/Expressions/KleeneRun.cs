using CsCheck;
using Tocsin.Core.Rules.Expressions;
using RuleOutcome = Tocsin.Core.Rules.RuleOutcome;

namespace Tocsin.Core.Tests.Rules.Expressions;

/// <summary>
/// Evaluates made-up conditions over made-up values, over all of them with each one removed, and with each two removed;
/// compares every outcome with naive Kleene evaluation, and sees that no removal turns a hit into a miss or back.
/// </summary>
internal sealed class KleeneRun
{
    private const int ConditionsAtOnce = 32;

    private readonly PCG _random;

    private KleeneRun(ulong seed) => _random = new PCG(1, seed);

    /// <summary>Conditions made so far.</summary>
    public long Conditions { get; private set; }

    /// <summary>Outcomes compared so far.</summary>
    public long Results { get; private set; }

    /// <summary>Of them those that hit.</summary>
    public long Hits { get; private set; }

    /// <summary>Of them those that were unknown.</summary>
    public long Unknown { get; private set; }

    /// <summary>What was wrong first; null when nothing was.</summary>
    public string? Difference { get; private set; }

    /// <summary>Runs until at least so many outcomes were compared.</summary>
    public static KleeneRun Run(long results, ulong seed)
    {
        var run = new KleeneRun(seed);
        while (run.Results < results && run.Difference is null) run.Step();
        return run;
    }

    private void Step()
    {
        // Compiled together, as the conditions of a workflow are.
        var compiler = new ExpressionCompiler();
        var conditions = Enumerable.Range(0, ConditionsAtOnce).Select(_ => Make(compiler)).ToList();
        compiler.Complete();
        foreach (var (tree, condition, testsNull) in conditions)
        {
            if (Difference is not null) return;
            Remove(tree, condition, testsNull);
        }
    }

    private (RandomTree Tree, Condition Condition, bool TestsNull) Make(ExpressionCompiler compiler)
    {
        // Every other one has tests on null, which may well turn a miss into a hit when a value goes.
        var testsNull = Conditions++ % 2 == 1;
        var tree = (testsNull ? RandomTrees.WithNullTests : RandomTrees.Plain).Generate(_random, null, out _);
        return (tree, compiler.CompileCondition(tree.Text, SampleInputs.Scope), testsNull);
    }

    private void Remove(RandomTree tree, Condition condition, bool testsNull)
    {
        var values = RandomTrees.FullValues.Generate(_random, null, out _);
        var whole = Compare(tree, condition, values);
        foreach (var removed in Removals(values.Keys))
        {
            if (Difference is not null) return;
            var fewer = values.Where(pair => !removed.Contains(pair.Key)).ToDictionary();
            var outcome = Compare(tree, condition, fewer);
            if (!testsNull && outcome != whole && outcome != RuleOutcome.Unknown)
                Difference = $"{tree} over {Shown(values)} is {whole}, without {string.Join(", ", removed)} {outcome}";
        }
    }

    private RuleOutcome Compare(RandomTree tree, Condition condition, Dictionary<string, object> values)
    {
        var expected = tree.Value(values) switch
        {
            true => RuleOutcome.Hit,
            false => RuleOutcome.Miss,
            _ => RuleOutcome.Unknown,
        };
        var outcome = condition.Evaluate(
            SampleInputs.Profile([.. values.Select(pair => (pair.Key, pair.Value))]));
        Results++;
        if (outcome == RuleOutcome.Hit) Hits++;
        if (outcome == RuleOutcome.Unknown) Unknown++;
        if (outcome != expected) Difference ??= $"{tree} over {Shown(values)} is {expected}, we say {outcome}";
        return outcome;
    }

    private static IEnumerable<HashSet<string>> Removals(IReadOnlyCollection<string> names) =>
        names.SelectMany((one, index) => names.Skip(index).Select(other => new HashSet<string> { one, other }));

    private static string Shown(Dictionary<string, object> values) =>
        string.Join(", ", values.Select(pair => FormattableString.Invariant($"{pair.Key} = {pair.Value}")));
}
