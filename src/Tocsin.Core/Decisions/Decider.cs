using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions;

/// <summary>
/// Decides: knock-outs, completeness, score, grade and PD, outcome. Pure: the same policy and profile give the same
/// decision. Thread-safe.
/// </summary>
/// <remarks>
/// Nothing fails open. A knock-out that hits declines whatever else is missing; a required value that is missing or
/// stale makes the decision incomplete; a knock-out or score that cannot be told makes it refer, or what the rule
/// says.
/// </remarks>
public sealed class Decider
{
    private readonly RuleSet _rules;
    private readonly DecisionPolicy _policy;
    private readonly List<DecisionReason> _reasons = [];
    private readonly List<string> _checks = [];
    private readonly SortedDictionary<int, AbsentInput> _needed = [];

    private DecisionOutcome _outcome = DecisionOutcome.Approve;

    private Decider(RuleSet rules, DecisionPolicy policy)
    {
        _rules = rules;
        _policy = policy;
    }

    /// <summary>Decides on a profile to which the request has been written.</summary>
    public static Decision Decide(RuleSet rules, DecisionPolicy policy, BorrowerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(profile);
        return new Decider(rules, policy).Run(profile);
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
        var decider = new Decider(rules, policy);
        return AbsentInput.Among(decider.Slots(policy.Required), profile).Any() ? null : decider.Score(profile);
    }

    private Decision Run(BorrowerProfile profile)
    {
        foreach (var knockOut in _policy.KnockOuts) Judge(knockOut, profile);
        var lacking = AbsentInput.Among(Slots(_policy.Required), profile).ToList();
        if (lacking.Count > 0)
        {
            foreach (var input in lacking) Give(UnknownReason([input]), ReasonKind.Unknown, input.Slot.Name);
            Need(lacking);
            Worsen(DecisionOutcome.Incomplete);
        }

        // Without a required value the missing bins would speak for the borrower: nothing is scored.
        var score = lacking.Count > 0 ? null : Score(profile);
        if (score is not null) Judge(score);
        return new Decision
        {
            Outcome = _outcome,
            Score = score,
            Reasons = InOrder(score),
            Checks = _outcome == DecisionOutcome.Refer ? _checks : [],
            Needed = [.. _needed.Values],
        };
    }

    private void Judge(KnockOut knockOut, BorrowerProfile profile)
    {
        var outcome = knockOut.Rule.Evaluate(profile);
        if (outcome == RuleOutcome.Hit)
        {
            Give(knockOut.Reason, ReasonKind.KnockOut, knockOut.Rule.Name);
            Worsen(DecisionOutcome.Decline);
        }
        else if (outcome == RuleOutcome.Unknown)
        {
            var reason = knockOut.WhenUnknown == WhenUnknown.Decline ? knockOut.Reason : null;
            GiveUnknown(reason, knockOut.Rule.Name, knockOut.WhenUnknown, knockOut.Rule.Reads, profile);
        }
    }

    private void Judge(DecisionScore score)
    {
        if (score.Pd <= _policy.ApproveUpToPd) return;
        Give(_policy.PdReason, ReasonKind.Policy, "");
        _checks.Add($"pd {score.Pd:0.######}");
        Worsen(score.Pd <= _policy.ReferUpToPd ? DecisionOutcome.Refer : DecisionOutcome.Decline);
    }

    private DecisionScore? Score(BorrowerProfile profile) =>
        _policy.Scorecard is { } scorecard ? Score(scorecard, profile) : Score(_policy.Formula!, profile);

    private DecisionScore? Score(FormulaScore formula, BorrowerProfile profile)
    {
        if (formula.LogOddsOfDefault.Evaluate(profile) is { } logOddsOfDefault)
            return Graded(null, -logOddsOfDefault.AsNumber, []);
        GiveUnknown(null, formula.Rule, formula.WhenUnknown, formula.LogOddsOfDefault.Reads, profile);
        return null;
    }

    private DecisionScore? Score(Scorecard scorecard, BorrowerProfile profile)
    {
        var results = scorecard.Evaluate(profile);
        var unknown = results.Where(result => result.Points is null).ToList();
        foreach (var result in unknown)
        {
            var characteristic = result.Characteristic;
            GiveUnknown(null, characteristic.Name, WhenUnknown.Refer, characteristic.Value.Reads, profile);
        }

        if (unknown.Count > 0) return null;
        if (results.Count(result => !result.IsMissing) < scorecard.MinimumKnown)
        {
            var reads = results.Where(result => result.IsMissing)
                .SelectMany(result => result.Characteristic.Value.Reads);
            GiveUnknown(_policy.UnknownReasons.NoScore, "scorecard", WhenUnknown.Refer, [.. reads], profile);
            return null;
        }

        var points = scorecard.InitialPoints + results.Sum(result => result.Points!.Value);
        return Graded(points, scorecard.LogOddsOf(points), results);
    }

    private DecisionScore Graded(int? points, double logOdds, IReadOnlyList<CharacteristicResult> characteristics)
    {
        var pd = 1 / (1 + Math.Exp(logOdds));
        return new DecisionScore(points, logOdds, pd, _policy.RatingScale.GradeOf(pd), characteristics);
    }

    private void GiveUnknown(
        string? reason, string rule, WhenUnknown when, IReadOnlyList<InputSlot> reads, BorrowerProfile profile)
    {
        var absent = AbsentInput.Among(reads, profile).ToList();
        Give(reason ?? UnknownReason(absent), ReasonKind.Unknown, rule);
        _checks.Add(rule);
        Need(absent);
        Worsen(when switch
        {
            WhenUnknown.Decline => DecisionOutcome.Decline,
            WhenUnknown.Incomplete => DecisionOutcome.Incomplete,
            _ => DecisionOutcome.Refer,
        });
    }

    private string UnknownReason(IReadOnlyList<AbsentInput> absent) =>
        absent.Any(input => input.Absence == Absence.Stale)
            ? _policy.UnknownReasons.Stale : _policy.UnknownReasons.Missing;

    // An absent value is told once, and only when a caller can send it.
    private void Need(IEnumerable<AbsentInput> absent)
    {
        foreach (var input in absent.Where(input => input.Slot.Feature is not null))
            _needed.TryAdd(input.Slot.Index, input);
    }

    private void Give(string code, ReasonKind kind, string rule)
    {
        if (_rules.Reasons.TryGetValue(code, out var definition))
            _reasons.Add(new DecisionReason(definition, kind, rule));
    }

    private void Worsen(DecisionOutcome outcome) => _outcome = outcome > _outcome ? outcome : _outcome;

    private IEnumerable<InputSlot> Slots(IReadOnlyList<FeatureDefinition> features) =>
        features.Select(feature => _rules.Layout.Find(feature.FullName)!);

    private List<DecisionReason> InOrder(DecisionScore? score)
    {
        var reasons = _reasons.OrderBy(reason => reason.Kind).ToList();
        // Points lost are a reason only where the score decided: neither a knock-out nor something unknown is padded
        // with score factors that had no part in it.
        var isScoreAtFault = score is not null && reasons.Any(reason => reason.Kind == ReasonKind.Policy)
            && !reasons.Any(reason => reason.Kind == ReasonKind.KnockOut);
        if (isScoreAtFault) reasons.AddRange(ScoreReasons(score!));
        return reasons;
    }

    // Points below baseline, summed by code and ranked; ties keep document order.
    private IEnumerable<DecisionReason> ScoreReasons(DecisionScore score) => score.Characteristics
        .Where(result => result.PointsLost > 0)
        .GroupBy(result => result.Characteristic.Reason)
        .Select(group => (Code: group.Key, Rule: group.First().Characteristic.Name, Lost: group.Sum(r => r.PointsLost)))
        .OrderByDescending(lost => lost.Lost)
        .Take(_policy.MaximumScoreReasons)
        .Where(lost => _rules.Reasons.ContainsKey(lost.Code))
        .Select(lost => new DecisionReason(_rules.Reasons[lost.Code], ReasonKind.Score, lost.Rule, lost.Lost));
}
