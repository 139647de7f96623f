using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions;

/// <summary>How much the policy allows, and which cap says so. An opinion, not a reservation. Immutable.</summary>
/// <param name="Requested">What was asked for, in the product's currency; null when nothing was said.</param>
/// <param name="Granted">
/// The least of the caps, rounded down to the product's step, or what is offered where that is less; 0 when no
/// amount is allowed; null when a cap is unknown.
/// </param>
/// <param name="BindingCap">
/// The name of the least cap, the first of several; empty when none binds the amount asked for, or it is unknown.
/// </param>
/// <param name="Caps">Every cap of the policy, in document order.</param>
public sealed record DecisionLimit(
    double? Requested, double? Granted, string BindingCap, IReadOnlyList<CapResult> Caps);

/// <summary>What one cap came to.</summary>
/// <param name="Cap">The cap's name.</param>
/// <param name="Outcome">Hit where it caps, not applicable where not, unknown where that cannot be told.</param>
/// <param name="Amount">Its amount, not rounded; null unless it caps.</param>
public sealed record CapResult(string Cap, RuleOutcome Outcome, double? Amount);
