namespace Tocsin.Core.Monitoring;

/// <summary>
/// What a cut on the PD would have told of each borrower, against what became of it. Immutable.
/// </summary>
/// <param name="Cut">A default is foretold where the PD is above this.</param>
/// <param name="TrueBad">Foretold, and it defaulted.</param>
/// <param name="FalseBad">Foretold, but it paid.</param>
/// <param name="MissedBad">Not foretold, but it defaulted.</param>
/// <param name="TrueGood">Not foretold, and it paid.</param>
public sealed record ConfusionTable(double Cut, long TrueBad, long FalseBad, long MissedBad, long TrueGood)
{
    private const string Nothing = "no decision has both a PD and a known outcome";

    /// <summary>All of them.</summary>
    public long Total => TrueBad + FalseBad + MissedBad + TrueGood;

    /// <summary>The share that was told wrongly.</summary>
    public Statistic Misclassified => Statistic.Share(FalseBad + MissedBad, Total, Nothing);

    /// <summary>The share of those that defaulted that was foretold (recall, the true positive rate).</summary>
    public Statistic Recall =>
        Statistic.Share(TrueBad, TrueBad + MissedBad, "no decision with a PD has a borrower known to have defaulted");

    /// <summary>The share of what was foretold that defaulted.</summary>
    public Statistic Precision => Statistic.Share(TrueBad, TrueBad + FalseBad, "no PD is above the cut");

    /// <summary>Counts at a cut; decisions of unknown outcome are left out.</summary>
    public static ConfusionTable Of(IReadOnlyList<ScoreStep> pds, double cut)
    {
        ArgumentNullException.ThrowIfNull(pds);
        var above = DefaultCounts.Sum(pds.Where(step => step.Value > cut).Select(step => step.Counts));
        var below = DefaultCounts.Sum(pds.Where(step => step.Value <= cut).Select(step => step.Counts));
        return new ConfusionTable(cut, above.Bad, above.Good, below.Bad, below.Good);
    }
}
