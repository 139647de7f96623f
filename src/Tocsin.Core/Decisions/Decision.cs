using Tocsin.Core.Features;

namespace Tocsin.Core.Decisions;

/// <summary>What was decided, and why. Immutable.</summary>
public sealed record Decision
{
    /// <summary>The outcome.</summary>
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>Score, grade and PD; null when none could be computed.</summary>
    public DecisionScore? Score { get; init; }

    /// <summary>Why: knock-outs, then unknowns, then bounds of the policy, then the limit, then points lost.</summary>
    public IReadOnlyList<DecisionReason> Reasons { get; init; } = [];

    /// <summary>
    /// What to look at, when the outcome is refer: rules that could not be told, bounds that were passed.
    /// </summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>
    /// Features whose values would have been needed and were not there, in the catalogue's order. Those of views that
    /// cost money or consent only once what is free has been sent and knocks nobody out.
    /// </summary>
    public IReadOnlyList<AbsentInput> Needed { get; init; } = [];

    /// <summary>How the limit came about; null when the policy has no caps, or they were not looked at.</summary>
    public DecisionLimit? Limit { get; init; }

    /// <summary>How the rate came about; null when the policy has no price, or it was not looked at.</summary>
    public DecisionPrice? Price { get; init; }

    /// <summary>What must be met, and by when; empty when the outcome offers nothing.</summary>
    public IReadOnlyList<OfferCondition> Conditions { get; init; } = [];

    /// <summary>
    /// What the borrower can accept; null unless the outcome is approve, approve with conditions or counter-offer, and
    /// when no amount was asked for.
    /// </summary>
    public DecisionOffer? Offer { get; init; }
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

/// <summary>One reason of a decision.</summary>
/// <param name="Definition">The reason.</param>
/// <param name="Kind">What kind of reason it is here.</param>
/// <param name="Rule">The rule or characteristic behind it; empty for a bound of the policy.</param>
/// <param name="PointsLost">Points between the baseline and what was given, for a score reason; else 0.</param>
public sealed record DecisionReason(ReasonDefinition Definition, ReasonKind Kind, string Rule, int PointsLost = 0);
