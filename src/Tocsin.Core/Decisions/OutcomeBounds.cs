using System.Globalization;

namespace Tocsin.Core.Decisions;

/// <summary>Which outcome a score gives: by probability of default, or by grade. Immutable.</summary>
public sealed record OutcomeBounds
{
    /// <summary>Up to this probability of default, included, it is approve; null when grades decide.</summary>
    public double? ApproveUpToPd { get; init; }

    /// <summary>Up to this probability of default, included, the decision is refer; above, decline.</summary>
    public double? ReferUpToPd { get; init; }

    /// <summary>The grades that are approved; empty when the probability of default decides.</summary>
    public IReadOnlyList<string> ApproveGrades { get; init; } = [];

    /// <summary>The grades that refer; every other is declined.</summary>
    public IReadOnlyList<string> ReferGrades { get; init; } = [];

    /// <summary>The code of the reason when the score passes a bound.</summary>
    public required string Reason { get; init; }

    /// <summary>Makes of a score the outcome it gives, with its reasons.</summary>
    internal static void Apply(DecisionDraft draft, DecisionScore score)
    {
        var bounds = draft.Policy.Outcome;
        var outcome = bounds.OutcomeOf(score);
        if (outcome == DecisionOutcome.Approve) return;
        draft.Give(bounds.Reason, ReasonKind.Policy, "");
        draft.Check(bounds.ApproveUpToPd is null
            ? $"grade {score.Grade}" : string.Create(CultureInfo.InvariantCulture, $"pd {score.Pd:0.######}"));
        draft.Worsen(outcome);
        // Neither a knock-out nor something unknown is padded with score factors that had no part in it.
        if (draft.Reasons.Any(reason => reason.Kind == ReasonKind.KnockOut)) return;
        foreach (var notch in score.Notches)
        {
            var rule = draft.Policy.Grading!.Events.First(candidate => candidate.Rule.Name == notch.Rule);
            draft.Give(rule.Reason, ReasonKind.Policy, notch.Rule);
        }

        PointReasons.Give(draft, score);
    }

    private DecisionOutcome OutcomeOf(DecisionScore score)
    {
        if (ApproveUpToPd is { } bound)
        {
            // Without a probability of default nothing is within a bound.
            if (score.Pd <= bound) return DecisionOutcome.Approve;
            return score.Pd <= ReferUpToPd ? DecisionOutcome.Refer : DecisionOutcome.Decline;
        }

        if (ApproveGrades.Contains(score.Grade)) return DecisionOutcome.Approve;
        return ReferGrades.Contains(score.Grade) ? DecisionOutcome.Refer : DecisionOutcome.Decline;
    }
}
