namespace Tocsin.Core.Warnings.Reporting;

/// <summary>
/// Counts whole numbers by their three leading digits, so that a median of any number of them takes little room. Not
/// thread-safe.
/// </summary>
/// <remarks>
/// The count, the mean and a median below 1,000 are exact; a larger median is within 0.5 % of the true one. At most 900
/// counters are kept for each power of ten. The order of the numbers does not matter.
/// </remarks>
internal sealed class MedianTally
{
    private const long Exact = 1_000;

    private readonly Dictionary<long, long> _counts = [];
    private long _count;
    private long _sum;

    /// <summary>Takes a number; one below zero counts as zero.</summary>
    public void Add(long number)
    {
        number = Math.Max(0, number);
        var rounded = Rounded(number);
        _counts[rounded] = _counts.GetValueOrDefault(rounded) + 1;
        _count++;
        _sum += number;
    }

    /// <summary>What the numbers amount to.</summary>
    public MedianFigures ToFigures() => _count == 0
        ? default
        : new MedianFigures(_count, (At((_count - 1) / 2) + At(_count / 2)) / 2.0, (double)_sum / _count);

    private long At(long rank)
    {
        foreach (var (number, count) in _counts.OrderBy(pair => pair.Key))
        {
            rank -= count;
            if (rank < 0) return number;
        }

        throw new InvalidOperationException("The rank is beyond the numbers.");
    }

    private static long Rounded(long number)
    {
        var unit = 1L;
        while (number / unit >= Exact) unit *= 10;
        return (number + (unit / 2)) / unit * unit;
    }
}

/// <summary>How many numbers there were, and their middle. Immutable and thread-safe.</summary>
/// <param name="Count">How many.</param>
/// <param name="Median">The middle one, or the mean of the two middle ones; null when there are none.</param>
/// <param name="Mean">The mean; null when there are none.</param>
public readonly record struct MedianFigures(long Count, double? Median, double? Mean);
