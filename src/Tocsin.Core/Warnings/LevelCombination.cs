using System.Collections.Concurrent;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Warnings;

/// <summary>
/// How a borrower's open warnings make its level: the rules of the rule set, or the standard ones. Thread-safe.
/// </summary>
/// <remarks>
/// The level is the highest whose rule holds, none where no rule does. A rule that fails counts as one that holds: what
/// cannot be told is never taken for harmless.
/// </remarks>
public sealed class LevelCombination
{
    // There are few counts that occur, and evaluating rules takes a profile.
    private const int MaximumRemembered = 4_096;

    private readonly InputLayout _layout;
    private readonly IReadOnlyList<(WarningLevel Level, Condition Condition)> _rules;
    private readonly ConcurrentDictionary<RaisedCounts, WarningLevel> _remembered = [];

    /// <summary>A combination by rules; by the standard ones where there are none.</summary>
    internal LevelCombination(InputLayout layout, IReadOnlyDictionary<WarningLevel, Condition> rules)
    {
        _layout = layout;
        _rules = [.. rules.OrderByDescending(rule => rule.Key).Select(rule => (rule.Key, rule.Value))];
    }

    /// <summary>The level that a borrower's open warnings amount to; none when it has none.</summary>
    public WarningLevel Of(IEnumerable<Warning> warnings) => Of(RaisedLevel.Of(warnings));

    /// <summary>The level that raised levels amount to.</summary>
    public WarningLevel Of(IEnumerable<RaisedLevel> raised) => Of(RaisedCounts.Of(raised));

    /// <summary>The level that counts of raised levels amount to.</summary>
    public WarningLevel Of(RaisedCounts counts)
    {
        if (_rules.Count == 0) return BorrowerLevel.Of(counts);
        if (_remembered.TryGetValue(counts, out var known)) return known;
        var level = Evaluate(counts);
        if (_remembered.Count < MaximumRemembered) _remembered[counts] = level;
        return level;
    }

    private WarningLevel Evaluate(RaisedCounts counts)
    {
        var profile = new BorrowerProfile(_layout, DateTimeOffset.UnixEpoch);
        foreach (var (name, of) in RaisedCounts.Inputs) profile.Set(name, FeatureValue.OfInteger(of(counts)));
        return _rules.FirstOrDefault(rule => rule.Condition.Evaluate(profile) != RuleOutcome.Miss).Level;
    }
}
