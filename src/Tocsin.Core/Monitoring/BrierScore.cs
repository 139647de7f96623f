namespace Tocsin.Core.Monitoring;

/// <summary>The Brier score: the mean of (PD − outcome)², with 1 for a default and 0 for none; 0 is perfect.</summary>
internal static class BrierScore
{
    /// <summary>The score of counts by PD; decisions of unknown outcome are left out.</summary>
    public static Statistic Of(IReadOnlyList<ScoreStep> pds)
    {
        var known = pds.Sum(step => step.Counts.Known);
        return known == 0 ? Statistic.Absent("no decision has both a PD and a known outcome")
            : Statistic.Of(pds.Sum(Squares) / known);
    }

    private static double Squares(ScoreStep step) =>
        (step.Counts.Bad * (step.Value - 1) * (step.Value - 1)) + (step.Counts.Good * step.Value * step.Value);
}
