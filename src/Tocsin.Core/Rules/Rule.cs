using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules;

/// <summary>A compiled rule: one condition, or other rules under And or Or. Immutable and thread-safe.</summary>
public sealed class Rule
{
    /// <summary>A rule of one condition, or, where there is none, of other rules.</summary>
    internal Rule(string name, Condition? condition, RuleOperator combination, IReadOnlyList<Rule> nested)
    {
        Name = name;
        Condition = condition;
        Operator = combination;
        Nested = nested;
        Reads = condition?.Reads ?? [.. nested.SelectMany(rule => rule.Reads).Distinct()];
    }

    /// <summary>Its name; unique among the rules beside it.</summary>
    public string Name { get; }

    /// <summary>Its condition; null when it has nested rules.</summary>
    public Condition? Condition { get; }

    /// <summary>How its nested rules combine.</summary>
    public RuleOperator Operator { get; }

    /// <summary>Its enabled nested rules, in document order.</summary>
    public IReadOnlyList<Rule> Nested { get; } = [];

    /// <summary>The inputs its condition, or its nested rules', read.</summary>
    public IReadOnlyList<InputSlot> Reads { get; }

    /// <summary>What it gives when it hits; null when it gives nothing.</summary>
    public RuleAction? OnHit { get; init; }

    /// <summary>What it gives when it misses; null when it gives nothing.</summary>
    public RuleAction? OnMiss { get; init; }

    /// <summary>The OutputExpression of a hit; null when it has none.</summary>
    public ValueExpression? Output => OnHit?.Value;

    /// <summary>What it says when it misses; null when it says nothing.</summary>
    public MessageTemplate? Message { get; init; }

    /// <summary>Its success event; empty when it has none.</summary>
    public string SuccessEvent { get; init; } = "";

    /// <summary>
    /// What its action gives over a profile: that of a hit or of a miss; null when it is unknown or has no action.
    /// </summary>
    public FeatureValue? Give(BorrowerProfile profile) => Evaluate(profile) switch
    {
        RuleOutcome.Hit => OnHit?.Give(profile),
        RuleOutcome.Miss => OnMiss?.Give(profile),
        _ => null,
    };

    /// <summary>Why it is unknown over a profile. For explanations: what may have failed is evaluated anew.</summary>
    public UnknownCause WhyUnknown(BorrowerProfile profile) =>
        new([.. AbsentInput.Among(Reads, profile)], FailureOf(profile));

    private Exception? FailureOf(BorrowerProfile profile) => Condition is not null
        ? Condition.FailureOf(profile)
        : Nested.Select(nested => nested.FailureOf(profile)).FirstOrDefault(failure => failure is not null);

    /// <summary>
    /// Hit, miss or unknown. Nested rules follow Kleene; And over no rule is a miss, as in RulesEngine.
    /// </summary>
    public RuleOutcome Evaluate(BorrowerProfile profile)
    {
        if (Condition is not null) return Condition.Evaluate(profile);
        if (Nested.Count == 0) return RuleOutcome.Miss;
        // A miss settles And, a hit settles Or, whatever the others are.
        var decisive = Operator == RuleOperator.And ? RuleOutcome.Miss : RuleOutcome.Hit;
        var outcome = Operator == RuleOperator.And ? RuleOutcome.Hit : RuleOutcome.Miss;
        // By index, since an enumerator of a list would be allocated.
        for (var i = 0; i < Nested.Count; i++)
        {
            var nested = Nested[i].Evaluate(profile);
            if (nested == decisive) return decisive;
            if (nested == RuleOutcome.Unknown) outcome = RuleOutcome.Unknown;
        }

        return outcome;
    }
}

/// <summary>Why an outcome is unknown: values that are not there, an expression that failed, or both.</summary>
/// <param name="Absent">The inputs it reads that are missing or stale, in the catalogue's order.</param>
/// <param name="Failure">What an expression threw, such as a division by zero; null when none did.</param>
public sealed record UnknownCause(IReadOnlyList<AbsentInput> Absent, Exception? Failure);

/// <summary>How nested rules combine.</summary>
public enum RuleOperator
{
    /// <summary>All must hold.</summary>
    And = 0,

    /// <summary>One must hold.</summary>
    Or = 1,
}
