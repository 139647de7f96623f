using System.Globalization;

namespace Tocsin.Core.Monitoring;

/// <summary>
/// Bins of a score that are fixed once. Each takes values above the edge before it up to its own, included; the last
/// has no end. Immutable.
/// </summary>
public sealed class ScoreBins
{
    /// <summary>The most edges.</summary>
    public const int MaximumEdges = 1_000;

    private ScoreBins(double[] edges) => Edges = edges;

    /// <summary>The edges, strictly ascending; there is one bin more.</summary>
    public IReadOnlyList<double> Edges { get; }

    /// <summary>How many bins there are.</summary>
    public int Count => Edges.Count + 1;

    /// <summary>True when numbers can be edges: finite, strictly ascending, and not too many.</summary>
    public static bool AreEdges(IReadOnlyList<double> edges)
    {
        ArgumentNullException.ThrowIfNull(edges);
        return edges.Count <= MaximumEdges && edges.All(double.IsFinite)
            && edges.Zip(edges.Skip(1)).All(pair => pair.First < pair.Second);
    }

    /// <summary>Bins between edges.</summary>
    /// <exception cref="ArgumentException">They can be no edges.</exception>
    public static ScoreBins Of(IReadOnlyList<double> edges) => AreEdges(edges)
        ? new ScoreBins([.. edges]) : throw new ArgumentException("Edges are finite and ascend.", nameof(edges));

    /// <summary>
    /// Bins that each hold the same share as nearly as the scores allow. A score that holds more than one such share
    /// takes the place of several bins.
    /// </summary>
    /// <param name="steps">The counts by value, lowest first.</param>
    /// <param name="count">How many bins, at least 1.</param>
    public static ScoreBins Quantiles(IReadOnlyList<ScoreStep> steps, int count = 10)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var total = steps.Sum(step => step.Counts.Total);
        var edges = new List<double>();
        var (sum, part) = (0L, 1);
        // The last value is no edge: nothing would be above it.
        foreach (var step in steps.SkipLast(1))
        {
            sum += step.Counts.Total;
            if ((Int128)sum * count < (Int128)total * part) continue;
            edges.Add(step.Value);
            while (part < count && (Int128)sum * count >= (Int128)total * part) part++;
            if (part == count) break;
        }

        return new ScoreBins([.. edges]);
    }

    /// <summary>The bin of a value, from 0.</summary>
    public int IndexOf(double value)
    {
        var (low, high) = (0, Edges.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Edges[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Counts by bin.</summary>
    public IReadOnlyList<DefaultCounts> CountsOf(IReadOnlyList<ScoreStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var counts = new DefaultCounts[Count];
        foreach (var step in steps) counts[IndexOf(step.Value)] += step.Counts;
        return counts;
    }

    /// <summary>A bin in words.</summary>
    public string Label(int index)
    {
        if (Edges.Count == 0) return "any";
        if (index == 0) return $"<= {Number(Edges[0])}";
        return index == Edges.Count
            ? $"> {Number(Edges[^1])}" : $"{Number(Edges[index - 1])} to {Number(Edges[index])}";
    }

    private static string Number(double edge) => edge.ToString("G6", CultureInfo.InvariantCulture);
}
