using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions;

/// <summary>
/// Decides: knock-outs, completeness, score, grade and PD, limit, price, conditions, outcome. Pure but for the inputs
/// <c>decision.*</c>, which it writes into the profile: the same policy and profile give the same decision.
/// Thread-safe for different profiles.
/// </summary>
/// <remarks>
/// Nothing fails open. A knock-out that hits declines whatever else is missing; a required value that is missing or
/// stale makes the decision incomplete; what cannot be told, be it a knock-out, the score, a cap, a component of the
/// price or a condition, makes it refer, or what the rule says.
/// </remarks>
public static class Decider
{
    /// <summary>Decides on a profile to which the request has been written.</summary>
    /// <param name="rules">The rule set.</param>
    /// <param name="policy">One of its policies.</param>
    /// <param name="profile">The borrower.</param>
    /// <param name="depth">How much of an answer is wanted.</param>
    public static Decision Decide(
        RuleSet rules, DecisionPolicy policy, BorrowerProfile profile, DecisionDepth depth = DecisionDepth.Whole)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(profile);
        var draft = new DecisionDraft(rules, policy, profile);
        var decision = Run(draft, depth);
        return draft.RequestedAmount is { } requested && CounterOffer.MayHelp(decision, policy)
            ? Countered(decision, requested, draft, depth) : decision;
    }

    /// <summary>
    /// The score alone, of a profile without a request; null where a required value is missing or stale, or where none
    /// can be given.
    /// </summary>
    public static DecisionScore? ScoreOf(RuleSet rules, DecisionPolicy policy, BorrowerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(profile);
        return AbsentInput.Among(policy.RequiredSlots, profile).Count > 0
            ? null : ScoreStage.Run(new DecisionDraft(rules, policy, profile));
    }

    private static Decision Countered(Decision decision, double requested, DecisionDraft draft, DecisionDepth depth)
    {
        return CounterOffer.Find(decision, requested, draft.Policy, DecideOn) ?? decision;

        Decision DecideOn(double smaller)
        {
            var other = draft.Profile.Copy();
            other.Set(ReservedInputs.RequestAmount, FeatureValue.OfNumber(smaller));
            return Run(new DecisionDraft(draft.Rules, draft.Policy, other), depth);
        }
    }

    private static Decision Run(DecisionDraft draft, DecisionDepth depth)
    {
        draft.Profile.ClearDecision();
        if (!ScreenStage.Run(draft, stopsAtHit: depth == DecisionDepth.OutcomeAlone)) return draft.Finish(null);
        return ScoreStage.Run(draft) is { } score ? AfterScore(draft, score) : draft.Finish(null);
    }

    /// <summary>The stages after the score.</summary>
    internal static Decision AfterScore(DecisionDraft draft, DecisionScore score)
    {
        OutcomeBounds.Apply(draft, score);
        // What was declined gets no limit and no price; a person who decides instead wants to see both.
        if (draft.Outcome > DecisionOutcome.Refer) return draft.Finish(score);
        var limit = draft.Policy.Limit is { } caps ? LimitStage.Run(caps, draft) : null;
        if (draft.Outcome > DecisionOutcome.Refer) return draft.Finish(score) with { Limit = limit };
        var amount = Math.Min(draft.RequestedAmount ?? double.MaxValue, limit?.Granted ?? double.MaxValue);
        if (amount < double.MaxValue) draft.Lay(draft.Rules.Layout.DecisionAmount, FeatureValue.OfNumber(amount));
        var isKnown = limit is null || limit.Granted is not null;
        var price = isKnown && draft.Policy.Price is { } components ? PriceStage.Run(components, score, draft) : null;
        // A stage that is unknown has said so; what reads it would only say so again.
        isKnown &= price is null || price.AnnualRate is not null;
        var conditions = isKnown ? ConditionStage.Run(draft) : [];
        var isOffer = draft.Outcome <= DecisionOutcome.ApproveWithConditions;
        return draft.Finish(score) with
        {
            Limit = limit,
            Price = price,
            Conditions = isOffer ? conditions : [],
            Offer = isOffer && draft.RequestedAmount is { } asked ? Offer(asked, price, draft) : null,
        };
    }

    private static DecisionOffer Offer(double amount, DecisionPrice? price, DecisionDraft draft) => new(
        amount, draft.RequestedTerm, price?.AnnualRate, price?.BaseRate ?? 0, price?.Spread ?? 0,
        draft.Policy.Price?.Repayment ?? "");
}

/// <summary>How much of an answer is wanted.</summary>
public enum DecisionDepth
{
    /// <summary>Every knock-out, and with it every reason.</summary>
    Whole = 0,

    /// <summary>The outcome alone: the first knock-out that hits ends it.</summary>
    OutcomeAlone = 1,
}
