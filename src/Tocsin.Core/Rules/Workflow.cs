using System.Runtime.InteropServices;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules;

/// <summary>A named list of rules. Immutable and thread-safe.</summary>
public sealed class Workflow
{
    // Rules that stand side by side in one block of conditions are read off together: ten thousand rules are then
    // evaluated without going through ten thousand objects.
    private readonly List<OutcomeRun> _runs = [];

    internal Workflow(string name, IReadOnlyList<Rule> rules)
    {
        Name = name;
        Rules = rules;
        foreach (var rule in rules) Add(rule.Condition?.Place ?? default);
    }

    /// <summary>Its name; unique in the rule set.</summary>
    public string Name { get; }

    /// <summary>Its enabled rules, in document order, injected ones last.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>The rule of a name, or null.</summary>
    public Rule? Find(string name) => Rules.FirstOrDefault(rule => rule.Name == name);

    /// <summary>Evaluates every rule. Allocates nothing.</summary>
    /// <param name="profile">The borrower.</param>
    /// <param name="outcomes">Takes the outcomes in the order of <see cref="Rules"/>; one for each.</param>
    /// <exception cref="ArgumentException">There is not room for every outcome.</exception>
    public void Evaluate(BorrowerProfile profile, Span<RuleOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (outcomes.Length < Rules.Count)
            throw new ArgumentException($"{Rules.Count} outcomes need more room.", nameof(outcomes));
        var rule = 0;
        foreach (var run in CollectionsMarshal.AsSpan(_runs))
        {
            if (run.Block is null) outcomes[rule] = Rules[rule].Evaluate(profile);
            else run.Block.CopyOutcomes(profile, run.First, outcomes.Slice(rule, run.Count));
            rule += run.Count;
        }
    }

    private void Add(ConditionPlace place)
    {
        var continues = _runs.Count > 0 && place.Block is not null && _runs[^1].Block == place.Block
            && _runs[^1].First + _runs[^1].Count == place.Number;
        if (continues) _runs[^1] = _runs[^1] with { Count = _runs[^1].Count + 1 };
        else _runs.Add(new OutcomeRun(place.Block, place.Number, 1));
    }

    // Without a block: one rule that has nested rules.
    private readonly record struct OutcomeRun(ConditionBlock? Block, int First, int Count);
}
