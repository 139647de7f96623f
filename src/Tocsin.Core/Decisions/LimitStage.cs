using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions;

/// <summary>The least of the caps, and whether what was asked for is within it.</summary>
internal static class LimitStage
{
    /// <summary>Runs it.</summary>
    public static DecisionLimit Run(LimitPolicy limit, DecisionDraft draft)
    {
        var caps = new CapResult[limit.Caps.Count];
        var isKnown = true;
        CapResult? least = null;
        for (var i = 0; i < caps.Length; i++)
        {
            var cap = caps[i] = Judge(limit.Caps[i], draft);
            isKnown &= cap.Outcome != RuleOutcome.Unknown;
            // Of several that are equal the first binds.
            if (cap.Amount is not null && !(cap.Amount >= least?.Amount)) least = cap;
        }

        var requested = draft.RequestedAmount;
        if (!isKnown) return new DecisionLimit(requested, null, "", caps);
        var granted = draft.Policy.Allowed(least?.Amount ?? double.MaxValue);
        var isBinding = least is not null && (requested is null || granted < requested);
        if (isBinding && requested is not null) Exceed(limit, least!, draft);
        return new DecisionLimit(requested, granted, isBinding ? least!.Cap : "", caps);
    }

    private static void Exceed(LimitPolicy limit, CapResult least, DecisionDraft draft)
    {
        var cap = limit.Caps.First(candidate => candidate.Rule.Name == least.Cap);
        draft.Give(cap.Reason, ReasonKind.Limit, cap.Rule.Name);
        if (limit.WhenExceeded == WhenExceeded.Refer) draft.Check(cap.Rule.Name);
        // A counter-offer is found by deciding on less; until one is, this amount is declined.
        draft.Worsen(limit.WhenExceeded == WhenExceeded.Refer ? DecisionOutcome.Refer : DecisionOutcome.Decline);
    }

    private static CapResult Judge(LimitCap cap, DecisionDraft draft)
    {
        var outcome = cap.Rule.Evaluate(draft.Profile);
        if (outcome == RuleOutcome.Miss) return new CapResult(cap.Rule.Name, RuleOutcome.NotApplicable, null);
        // Beyond the largest amount that a number holds exactly nobody can say what the cap is.
        if (outcome == RuleOutcome.Hit && cap.Rule.Output!.TryNumber(draft.Profile, out var amount)
            && amount <= FeatureValue.MaximumInteger)
            return new CapResult(cap.Rule.Name, RuleOutcome.Hit, Math.Max(0, amount));
        draft.GiveUnknown(null, cap.Rule.Name, cap.WhenUnknown, cap.Reads);
        return new CapResult(cap.Rule.Name, RuleOutcome.Unknown, null);
    }
}
