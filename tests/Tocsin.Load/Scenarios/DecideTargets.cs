using Tocsin.Load.Loads;
using Tocsin.Load.Reports;

namespace Tocsin.Load.Scenarios;

/// <summary>What a decision may cost beside an echo.</summary>
internal static class DecideTargets
{
    /// <summary>Of its throughput at least this part, and of its p99 at half the load at most so many times.</summary>
    public static IReadOnlyList<Target> Of(ContenderFigures echo, ContenderFigures tocsin) =>
    [
        Throughput(echo, tocsin, 0.85),
        new($"p99 at half the load, to that of {echo.Name}", P99(tocsin) / P99(echo), 1.5, TargetBound.AtMost),
    ];

    /// <summary>Of another's throughput at least so many times.</summary>
    public static Target Throughput(ContenderFigures other, ContenderFigures tocsin, double least) =>
        new($"throughput, to that of {other.Name}", tocsin.ThroughputTo(other), least, TargetBound.AtLeast);

    private static double P99(ContenderFigures figures) => figures.Open[0].Figures.Milliseconds(99);
}
