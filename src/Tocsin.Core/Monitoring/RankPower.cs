namespace Tocsin.Core.Monitoring;

/// <summary>How well a model tells borrowers that default from those that pay. Immutable.</summary>
/// <remarks>
/// AUC = P(a bad one is ranked riskier than a good one) + P(tie) / 2, which is what mid-ranks give; Gini = 2 AUC − 1;
/// KS = max |F_bad − F_good| over the scores. All are exact: they are made of the counts of every score.
/// </remarks>
public sealed record RankPower
{
    /// <summary>The most points of <see cref="Curve"/>.</summary>
    public const int MaximumPoints = 400;

    private const string NoBad = "no scored decision has a borrower known to have defaulted";
    private const string NoGood = "no scored decision has a borrower known to have paid";

    /// <summary>Scored decisions with a known outcome.</summary>
    public required DefaultCounts Counts { get; init; }

    /// <summary>The area under the ROC curve, 0 to 1; 0.5 tells nothing.</summary>
    public required Statistic Auc { get; init; }

    /// <summary>Gini, −1 to 1.</summary>
    public Statistic Gini => Auc.Value is { } area ? Statistic.Of((2 * area) - 1) : Auc;

    /// <summary>The largest distance of the two cumulative shares, 0 to 1.</summary>
    public required Statistic Ks { get; init; }

    /// <summary>
    /// The value of the measure at which that distance is reached, the riskiest where there are several.
    /// </summary>
    public double? KsAt { get; init; }

    /// <summary>
    /// The cumulative shares, riskiest first; thinned to <see cref="MaximumPoints"/>, and empty without both good and
    /// bad ones.
    /// </summary>
    public IReadOnlyList<RankPoint> Curve { get; init; } = [];

    /// <summary>Measures counts by value, lowest first.</summary>
    public static RankPower Of(IReadOnlyList<ScoreStep> steps, ScoreMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var counts = DefaultCounts.Sum(steps.Select(step => step.Counts));
        if (counts.Bad == 0 || counts.Good == 0)
        {
            var absent = Statistic.Absent(counts.Bad == 0 ? NoBad : NoGood);
            return new RankPower { Counts = counts, Auc = absent, Ks = absent };
        }

        // Whole numbers, twice the ranks: no rounding, however many decisions there are.
        Int128 twice = 0, good = 0, bad = 0, widest = -1;
        var widestAt = 0.0;
        var points = new List<RankPoint>(steps.Count);
        foreach (var (value, step) in measure == ScoreMeasure.Pd ? steps.Reverse() : steps)
        {
            if (step.Known == 0) continue;
            twice += step.Good * ((2 * bad) + step.Bad);
            (good, bad) = (good + step.Good, bad + step.Bad);
            var distance = Int128.Abs((bad * counts.Good) - (good * counts.Bad));
            if (distance > widest) (widest, widestAt) = (distance, value);
            points.Add(new RankPoint(value, (double)bad / counts.Bad, (double)good / counts.Good));
        }

        var pairs = (double)counts.Bad * counts.Good;
        return new RankPower
        {
            Counts = counts,
            Auc = Statistic.Of((double)twice / (2 * pairs)),
            Ks = Statistic.Of((double)widest / pairs),
            KsAt = widestAt,
            Curve = Thinned(points, widestAt),
        };
    }

    // The ends and the widest place stay: what a reader looks for must not fall between the points.
    private static List<RankPoint> Thinned(List<RankPoint> points, double widestAt)
    {
        if (points.Count <= MaximumPoints) return points;
        var kept = Enumerable.Range(0, MaximumPoints - 1)
            .Select(i => (int)((long)i * (points.Count - 1) / (MaximumPoints - 2)))
            .Append(points.FindIndex(point => point.Value == widestAt));
        return [.. kept.Distinct().Order().Select(i => points[i])];
    }
}

/// <summary>The shares of borrowers at least as risky as a value.</summary>
/// <param name="Value">The value of the measure.</param>
/// <param name="BadShare">The share of those that defaulted: the true positive rate.</param>
/// <param name="GoodShare">The share of those that paid: the false positive rate.</param>
public readonly record struct RankPoint(double Value, double BadShare, double GoodShare);
