using Tocsin.Core.Features;

namespace Tocsin.Core.Decisions;

/// <summary>What was decided, and why. Immutable.</summary>
public sealed record Decision
{
    /// <summary>The outcome.</summary>
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>Score, grade and PD; null when none could be computed.</summary>
    public DecisionScore? Score { get; init; }

    /// <summary>Why: knock-outs, then unknowns, then bounds of the policy, then points lost.</summary>
    public IReadOnlyList<DecisionReason> Reasons { get; init; } = [];

    /// <summary>
    /// What to look at, when the outcome is refer: rules that could not be told, bounds that were passed.
    /// </summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>Features whose values would have been needed and were not there, in the catalogue's order.</summary>
    public IReadOnlyList<AbsentInput> Needed { get; init; } = [];
}

/// <summary>Outcomes, from best to worst for the borrower.</summary>
public enum DecisionOutcome
{
    /// <summary>Approved as asked.</summary>
    Approve = 1,

    /// <summary>Approved under conditions.</summary>
    ApproveWithConditions = 2,

    /// <summary>Another amount, term or rate is offered.</summary>
    CounterOffer = 3,

    /// <summary>A person decides.</summary>
    Refer = 4,

    /// <summary>Values are lacking.</summary>
    Incomplete = 5,

    /// <summary>Declined.</summary>
    Decline = 6,
}

/// <summary>What the model says.</summary>
/// <param name="Points">Total points; null for a formula.</param>
/// <param name="LogOdds">ln((1 − PD) / PD), not rounded.</param>
/// <param name="Pd">The probability of default over the policy's horizon, not rounded.</param>
/// <param name="Grade">The grade.</param>
/// <param name="Characteristics">What each characteristic gave; empty for a formula.</param>
public sealed record DecisionScore(
    int? Points, double LogOdds, double Pd, string Grade, IReadOnlyList<CharacteristicResult> Characteristics);

/// <summary>One reason of a decision.</summary>
/// <param name="Definition">The reason.</param>
/// <param name="Kind">What kind of reason it is here.</param>
/// <param name="Rule">The rule or characteristic behind it; empty for a bound of the policy.</param>
/// <param name="PointsLost">Points below the baseline, for a score reason; else 0.</param>
public sealed record DecisionReason(ReasonDefinition Definition, ReasonKind Kind, string Rule, int PointsLost = 0);
