using System.Diagnostics;

namespace Tocsin.Load.Loads;

/// <summary>Times in which nothing was answered though something was due. Immutable.</summary>
/// <param name="Longest">The longest; zero when there was none.</param>
/// <param name="Over10">How many were longer than 10 milliseconds.</param>
/// <param name="Over50">How many of those were longer than 50.</param>
/// <param name="Over100">How many of those were longer than 100.</param>
internal sealed record StallFigures(TimeSpan Longest, int Over10, int Over50, int Over100)
{
    /// <summary>Those of all rounds of a load.</summary>
    public static StallFigures Sum(IReadOnlyCollection<StallFigures> rounds) => new(
        rounds.Max(round => round.Longest), rounds.Sum(round => round.Over10), rounds.Sum(round => round.Over50),
        rounds.Sum(round => round.Over100));

    /// <summary>Finds them.</summary>
    /// <param name="due">When each thing was due, in ascending order.</param>
    /// <param name="came">When each came; zero for what never did, which is counted elsewhere.</param>
    public static StallFigures Find(long[] due, long[] came)
    {
        var arrivals = came.Where(moment => moment > 0).Order().ToArray();
        var (longest, over10, over50, over100) = (TimeSpan.Zero, 0, 0, 0);
        var (last, waiting) = (0L, 0);
        foreach (var arrival in arrivals)
        {
            // The first that the last arrival left is due before the rest.
            while (waiting < came.Length && came[waiting] <= last) waiting++;
            if (waiting == came.Length) break;
            var since = Math.Max(last, due[waiting]);
            last = arrival;
            if (since >= arrival) continue;
            var stall = Stopwatch.GetElapsedTime(since, arrival);
            if (stall > longest) longest = stall;
            if (stall.TotalMilliseconds > 10) over10++;
            if (stall.TotalMilliseconds > 50) over50++;
            if (stall.TotalMilliseconds > 100) over100++;
        }

        return new StallFigures(longest, over10, over50, over100);
    }
}
