namespace Tocsin.Core.Decisions;

/// <summary>
/// Reasons of a scorecard: points between baseline and what was given, summed by code and ranked; ties keep document
/// order, as PMML's <c>pointsBelow</c> and <c>pointsAbove</c>.
/// </summary>
internal static class PointReasons
{
    /// <summary>Gives at most as many as the policy wants.</summary>
    public static void Give(DecisionDraft draft, DecisionScore score)
    {
        if (draft.Policy.Scorecard is not { } scorecard) return;
        var lost = score.Characteristics
            .Select(result => (Result: result, Points: result.PointsFrom(scorecard.ReasonPoints)))
            .Where(pair => pair.Points > 0)
            .GroupBy(pair => pair.Result.Reason)
            .Select(group => (Code: group.Key, Rule: group.First().Result.Characteristic.Name,
                Points: group.Sum(pair => pair.Points)))
            .OrderByDescending(group => group.Points)
            .Take(draft.Policy.MaximumScoreReasons);
        foreach (var (code, rule, points) in lost) draft.Give(code, ReasonKind.Score, rule, points);
    }
}
