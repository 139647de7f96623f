using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions.Recourse;

/// <summary>
/// What the bounds of the outcome, and the stages that read the score, need of it: the fewest points with which they
/// approve. Immutable.
/// </summary>
/// <remarks>
/// The stages themselves are run, with a score of so many points, less what does not read the score. That more points
/// approve, too, is not taken for granted: fewer never do, and what has more is decided.
/// </remarks>
internal sealed class ScoreNeed
{
    // With more totals to try the fewest possible points are taken: then deciding tells.
    private const int MostTotals = 2_000;

    private readonly RuleSet _rules;
    private readonly DecisionPolicy _stages;
    private readonly int _least;
    private readonly int _most;

    private ScoreNeed(RuleSet rules, DecisionPolicy stages, (int Least, int Most) points)
    {
        _rules = rules;
        _stages = stages;
        (_least, _most) = points;
        InputSlot[] reads =
        [
            .. (stages.Grading?.Reads ?? []).Concat(stages.Limit?.Reads ?? []).Concat(stages.Price?.Reads ?? [])
                .Concat(stages.Conditions.SelectMany(condition => condition.Rule.Reads))
                .Append(rules.Layout.Find(ReservedInputs.RequestAmount)!),
        ];
        Factor = stages.Formula is { } formula
            ? new PolicyFactor([.. reads, .. formula.Value.Reads], 0, JudgeFormula)
            : new PolicyFactor(reads, -_least, JudgePoints) { IsWhole = false };
    }

    /// <summary>
    /// Of a scorecard: less the fewest points, of the characteristics together, that approve. Of a formula: 0 where it
    /// approves.
    /// </summary>
    public PolicyFactor Factor { get; }

    /// <summary>True when it looks at the price.</summary>
    public bool TakesPrice => _stages.Price is not null;

    /// <summary>What a policy needs of the score.</summary>
    public static ScoreNeed Of(RuleSet rules, DecisionPolicy policy, BorrowerProfile profile)
    {
        var isAmountKnown = profile.IsPresent(rules.Layout.Find(ReservedInputs.RequestAmount)!.Index);
        // Without an amount the limit is what is offered, and later stages read it: every cap counts.
        var caps = policy.Limit?.Caps.Where(cap => !isAmountKnown || ReadsScore(cap.Reads)).ToList() ?? [];
        var conditions = policy.Conditions.Where(condition => ReadsScore(condition.Rule.Reads)).ToList();
        var isPriced = policy.Price is not null && (ReadsScore(policy.Price.Reads) || conditions
            .Exists(condition => condition.Rule.Reads.Any(slot => slot.Name == ReservedInputs.DecisionAnnualRate)));
        var stages = policy with
        {
            KnockOuts = [],
            Limit = caps.Count == 0 ? null : policy.Limit! with { Caps = caps },
            Price = isPriced ? policy.Price : null,
            Conditions = conditions,
        };
        return new ScoreNeed(rules, stages, policy.Scorecard is { } scorecard ? PointsOf(policy, scorecard) : (0, 0));
    }

    /// <summary>True when it looks at a cap.</summary>
    public bool Takes(LimitCap cap) => _stages.Limit?.Caps.Contains(cap) ?? false;

    /// <summary>True when it looks at a condition.</summary>
    public bool Takes(ConditionRule condition) => _stages.Conditions.Contains(condition);

    private static bool ReadsScore(IEnumerable<InputSlot> reads) => reads.Any(slot =>
        slot.Feature is null && slot.Name.StartsWith(ReservedInputs.Decision, StringComparison.Ordinal));

    // The points that characteristics can come to; without grading no fewer than the probability of default needs.
    private static (int Least, int Most) PointsOf(DecisionPolicy policy, Scorecard scorecard)
    {
        var least = scorecard.Characteristics.Sum(characteristic =>
            characteristic.Bins.Select(bin => bin.Points).Append(characteristic.MissingPoints ?? int.MaxValue).Min());
        var most = scorecard.Characteristics.Sum(PolicyFactor.MostOf);
        if (policy.Grading is not null || policy.Outcome.ApproveUpToPd is not { } bound) return (least, most);
        // More points never raise the probability, so that halving finds what trying each would.
        var high = most + 1;
        while (least < high)
        {
            var middle = least + ((high - least) / 2);
            var score = ScoreStage.OfPoints(scorecard.InitialPoints + middle, scorecard, policy.RatingScale);
            if (score.Pd <= bound) high = middle;
            else least = middle + 1;
        }

        return (least, most);
    }

    private int JudgePoints(BorrowerProfile profile)
    {
        if (_most - _least > MostTotals) return -_least;
        for (var points = _least; points <= _most; points++)
        {
            var total = _stages.Scorecard!.InitialPoints + points;
            if (IsApproved(profile, draft => ScoreStage.Graded(
                ScoreStage.OfPoints(total, _stages.Scorecard, _stages.RatingScale), draft))) return -points;
        }

        return PolicyFactor.Refused;
    }

    private int JudgeFormula(BorrowerProfile profile) =>
        IsApproved(profile, ScoreStage.Run) ? 0 : PolicyFactor.Refused;

    private bool IsApproved(BorrowerProfile profile, Func<DecisionDraft, DecisionScore?> score)
    {
        var draft = new DecisionDraft(_rules, _stages, profile);
        profile.ClearDecision();
        var isApproved = score(draft) is { } given
            && RecourseSearch.IsTurned(Decider.AfterScore(draft, given).Outcome);
        profile.ClearDecision();
        return isApproved;
    }
}
