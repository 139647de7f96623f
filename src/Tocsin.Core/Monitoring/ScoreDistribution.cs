namespace Tocsin.Core.Monitoring;

/// <summary>How scores are spread, and how far that is from the baseline. Immutable.</summary>
public sealed record ScoreDistribution
{
    /// <summary>The measure.</summary>
    public required ScoreMeasure Measure { get; init; }

    /// <summary>Decisions that have it.</summary>
    public required long Count { get; init; }

    /// <summary>The lowest value; absent without decisions.</summary>
    public required Statistic Lowest { get; init; }

    /// <summary>The middle value, the lower of two; absent without decisions.</summary>
    public required Statistic Median { get; init; }

    /// <summary>The mean; absent without decisions.</summary>
    public required Statistic Mean { get; init; }

    /// <summary>The highest value; absent without decisions.</summary>
    public required Statistic Highest { get; init; }

    /// <summary>The population stability index against the baseline; see <see cref="StabilityIndex"/>.</summary>
    public required Statistic Psi { get; init; }

    /// <summary>The bins: those of the baseline, or tenths of these scores without one.</summary>
    public required IReadOnlyList<BinShare> Bins { get; init; }

    internal static ScoreDistribution Of(
        IReadOnlyList<ScoreStep> steps, ScoreMeasure measure, ScoreBins bins, IReadOnlyList<double>? expected,
        string whyNoPsi)
    {
        var total = steps.Sum(step => step.Counts.Total);
        var none = Statistic.Absent("no decision has such a score");
        var counts = bins.CountsOf(steps);
        double[] shares = [.. counts.Select(count => total == 0 ? 0 : (double)count.Total / total)];
        return new ScoreDistribution
        {
            Measure = measure,
            Count = total,
            Lowest = total == 0 ? none : Statistic.Of(steps[0].Value),
            Median = total == 0 ? none : Statistic.Of(MedianOf(steps, total)),
            Mean = total == 0 ? none : Statistic.Of(steps.Sum(step => step.Value * step.Counts.Total) / total),
            Highest = total == 0 ? none : Statistic.Of(steps[^1].Value),
            Psi = total == 0 ? none : expected is null ? Statistic.Absent(whyNoPsi)
                : Statistic.Of(StabilityIndex.Of(expected, shares)),
            Bins =
            [
                .. counts.Index().Select(one => new BinShare(
                    bins.Label(one.Index), one.Item, shares[one.Index], expected?[one.Index])),
            ],
        };
    }

    private static double MedianOf(IReadOnlyList<ScoreStep> steps, long total)
    {
        var rank = (total - 1) / 2;
        foreach (var step in steps)
        {
            rank -= step.Counts.Total;
            if (rank < 0) return step.Value;
        }

        throw new InvalidOperationException("The rank is beyond the scores.");
    }
}
