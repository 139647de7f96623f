using HdrHistogram;
using Tocsin.Load.Servers;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Load.Loads;

/// <summary>What one load on one server came to. Immutable.</summary>
/// <param name="Calls">How many calls were answered as they should be.</param>
/// <param name="Wrong">How many failed, or were answered otherwise.</param>
/// <param name="Took">How long it ran.</param>
/// <param name="Latencies">How long calls took, in nanoseconds.</param>
/// <param name="Usage">What the server took meanwhile.</param>
internal sealed record LoadFigures(
    long Calls, long Wrong, TimeSpan Took, LongHistogram Latencies, ServerUsage Usage)
{
    /// <summary>The longest latency that is told apart, in nanoseconds: a minute.</summary>
    public const long Longest = 60_000_000_000;

    /// <summary>What was wrong with the first of the wrong ones; null when none was.</summary>
    public string? FirstFault { get; init; }

    /// <summary>When nothing was answered; null for a load that waits for answers itself.</summary>
    public StallFigures? Stalls { get; init; }

    /// <summary>How long the server went on working when no call was made any more.</summary>
    public TimeSpan Rested { get; init; }

    /// <summary>What several tallies of one load come to.</summary>
    public static LoadFigures Of(IReadOnlyCollection<CallTally> tallies, TimeSpan took, ServerUsage usage)
    {
        var latencies = NewHistogram();
        foreach (var tally in tallies) latencies.Add(tally.Latencies);
        return new LoadFigures(latencies.TotalCount, tallies.Sum(tally => tally.Wrong), took, latencies, usage)
        {
            FirstFault = tallies.Select(tally => tally.FirstFault).FirstOrDefault(fault => fault is not null),
        };
    }

    /// <summary>What something came to that was not called but came, or was called at moments of one's own.</summary>
    /// <param name="arrivals">What came, with when it was due.</param>
    /// <param name="took">How long it ran.</param>
    /// <param name="usage">What the server took meanwhile.</param>
    /// <param name="faults">What was wrong.</param>
    public static LoadFigures Of(
        IEnumerable<DueArrival> arrivals, TimeSpan took, ServerUsage usage, IReadOnlyCollection<string> faults)
    {
        var ordered = arrivals.OrderBy(one => one.Due).ToArray();
        var latencies = NewHistogram();
        foreach (var one in ordered)
            latencies.RecordValue(Math.Clamp((long)one.Took.TotalNanoseconds, 1, Longest));
        return new LoadFigures(ordered.Length, faults.Count, took, latencies, usage)
        {
            FirstFault = faults.FirstOrDefault(),
            Stalls = StallFigures.Find(
                [.. ordered.Select(one => one.Due)], [.. ordered.Select(one => one.Came)]),
        };
    }

    /// <summary>What the rounds of one load come to.</summary>
    public static LoadFigures Sum(IReadOnlyCollection<LoadFigures> rounds)
    {
        var latencies = NewHistogram();
        foreach (var round in rounds) latencies.Add(round.Latencies);
        var stalls = rounds.Select(round => round.Stalls).OfType<StallFigures>().ToArray();
        return new LoadFigures(
            rounds.Sum(round => round.Calls), rounds.Sum(round => round.Wrong), Total(round => round.Took), latencies,
            ServerUsage.Sum(rounds.Select(round => round.Usage)))
        {
            FirstFault = rounds.Select(round => round.FirstFault).FirstOrDefault(fault => fault is not null),
            Stalls = stalls.Length == 0 ? null : StallFigures.Sum(stalls),
            Rested = Total(round => round.Rested),
        };

        TimeSpan Total(Func<LoadFigures, TimeSpan> of) => rounds.Aggregate(TimeSpan.Zero, (sum, one) => sum + of(one));
    }

    /// <summary>Calls a second.</summary>
    public double Rate => Calls / Took.TotalSeconds;

    /// <summary>Processor time of the server for a call, in microseconds.</summary>
    public double ProcessorPerCall => Usage.Processor.TotalMicroseconds / Calls;

    /// <summary>Bytes that the server allocates for a call.</summary>
    public double AllocatedPerCall => (double)Usage.Allocated / Calls;

    /// <summary>How many milliseconds of a second collections of garbage stopped the server.</summary>
    public double PausedPerSecond => Usage.Paused.TotalMilliseconds / Took.TotalSeconds;

    /// <summary>A latency in milliseconds that such a percentage of calls does not exceed.</summary>
    /// <returns>No number where no call was answered as it should be, or none was timed.</returns>
    public double Milliseconds(double percentile) =>
        Latencies.TotalCount == 0 ? double.NaN : Latencies.GetValueAtPercentile(percentile) / 1e6;

    /// <summary>An empty histogram of latencies, to three digits.</summary>
    public static LongHistogram NewHistogram() => new(Longest, 3);
}
