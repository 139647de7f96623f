using Tocsin.Load.Loads;

namespace Tocsin.Load.Reports;

/// <summary>Latencies as figures, for scenarios that are no comparison of servers.</summary>
internal static class LatencyFigures
{
    private static readonly (string Name, double Percentile)[] _percentiles =
        [("p50", 50), ("p90", 90), ("p99", 99), ("p99.9", 99.9), ("p99.99", 99.99), ("max", 100)];

    /// <summary>How long what came took from when it was due, and in which times nothing came.</summary>
    /// <param name="what">What came, in a few words.</param>
    /// <param name="figures">What it came to.</param>
    public static IEnumerable<NamedFigure> Of(string what, LoadFigures figures)
    {
        yield return new NamedFigure($"{what}, in all", figures.Calls);
        yield return new NamedFigure($"{what}, a second", figures.Rate);
        foreach (var (name, percentile) in _percentiles)
            yield return new NamedFigure($"{what}, {name}", figures.Milliseconds(percentile), "ms");
        if (figures.Stalls is not { } stalls) yield break;
        yield return new NamedFigure($"{what}, longest stall", stalls.Longest.TotalMilliseconds, "ms");
        yield return new NamedFigure($"{what}, stalls over 10 ms", stalls.Over10);
        yield return new NamedFigure($"{what}, stalls over 100 ms", stalls.Over100);
    }

    /// <summary>What the server took for it.</summary>
    public static IEnumerable<NamedFigure> CostOf(string what, LoadFigures figures) =>
    [
        new($"{what}, processor for each", figures.ProcessorPerCall, "us"),
        new($"{what}, allocated for each", figures.AllocatedPerCall, "B"),
        new($"{what}, stopped by collections", figures.PausedPerSecond, "ms/s"),
    ];
}
