using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions;

/// <summary>A rule that puts a condition on an offer. Immutable.</summary>
/// <param name="Rule">The rule; where it hits, the condition must be met.</param>
/// <param name="Code">The condition's code.</param>
/// <param name="Title">What must be done.</param>
/// <param name="DueWithin">How long there is for it, from the decision on; null: before drawdown.</param>
/// <param name="WhenUnknown">What an unknown outcome makes of the decision.</param>
public sealed record ConditionRule(
    Rule Rule, string Code, BilingualText Title, WorkingDuration? DueWithin, WhenUnknown WhenUnknown);
