using Tocsin.Core.Features;

namespace Tocsin.Core.Rules;

/// <summary>Why a rule came out as it did over one profile. Immutable.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Outcome">Its outcome.</param>
/// <param name="Condition">Its condition, part by part; null when it has nested rules instead.</param>
/// <param name="Nested">Its nested rules, in document order.</param>
/// <param name="Values">The values its own condition reads, in the catalogue's order.</param>
public sealed record RuleExplanation(
    Rule Rule, RuleOutcome Outcome, ConditionExplanation? Condition, IReadOnlyList<RuleExplanation> Nested,
    IReadOnlyList<ReadInput> Values)
{
    /// <summary>Explains a rule over a profile. Takes milliseconds: not for the way of an answer.</summary>
    public static RuleExplanation Of(Rule rule, BorrowerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var condition = rule.Condition is null ? null : ConditionExplanation.Of(rule.Condition, profile);
        var values = rule.Condition?.Reads.Select(slot => ReadInput.Of(slot, profile));
        return new RuleExplanation(
            rule, rule.Evaluate(profile), condition, [.. rule.Nested.Select(nested => Of(nested, profile))],
            [.. values ?? []]);
    }
}

/// <summary>An input that a condition read.</summary>
/// <param name="Slot">The input.</param>
/// <param name="Value">Its fresh value; null when it is missing or stale.</param>
/// <param name="IsStale">True when a value is there but too old to count.</param>
/// <param name="ObservedAt">When its view was observed; null when it never was, or for a reserved input.</param>
public sealed record ReadInput(InputSlot Slot, FeatureValue? Value, bool IsStale, DateTimeOffset? ObservedAt)
{
    /// <summary>What a profile holds of an input.</summary>
    public static ReadInput Of(InputSlot slot, BorrowerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(slot);
        ArgumentNullException.ThrowIfNull(profile);
        return new ReadInput(
            slot, profile.ValueOf(slot), profile.IsStale(slot.Index), profile.ObservedAt(slot.Index));
    }
}
