using System.Text.Json;
using HdrHistogram;
using Tocsin.Load.Loads;

namespace Tocsin.Load.Reports;

/// <summary>The results as JSON, for programs: everything that was measured.</summary>
internal static class ResultsJson
{
    private static readonly JsonSerializerOptions _options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // A ratio to nothing is no number; it is told as such and not left out.
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Writes them.</summary>
    public static string Write(Results results) => JsonSerializer.Serialize(
        new
        {
            results.Where,
            results.At,
            TookSeconds = results.Took.TotalSeconds,
            Settings = new
            {
                Seconds = results.Plan.Window.TotalSeconds,
                results.Plan.Rounds,
                results.Plan.Callers,
                results.Plan.Connections,
                results.Plan.Borrowers,
                results.Plan.Seed,
            },
            Scenarios = results.Reports.Select(Scenario),
        },
        _options);

    private static object Scenario(ScenarioReport report) => new
    {
        report.Name,
        report.About,
        report.IsSound,
        report.Faults,
        Targets = report.Targets.Select(target => new
        {
            target.What,
            target.Found,
            target.Wanted,
            Bound = JsonNamingPolicy.SnakeCaseLower.ConvertName(target.Bound.ToString()),
            target.Holds,
        }),
        report.Figures,
        Servers = report.Contenders.Select(one => Contender(one, report.Contenders[0])),
        Curves = report.Curves.Select(curve => new { curve.Plot, curve.Name, Latencies = Curve(curve.Latencies) }),
    };

    private static object Contender(ContenderFigures figures, ContenderFigures limit) => new
    {
        figures.Name,
        CallsPerSecond = figures.Ceiling,
        Ratio = figures.ThroughputTo(limit),
        figures.Spread,
        figures.Wrong,
        Closed = figures.Closed.Select(Load),
        Open = figures.Open.Select(open => new
        {
            open.Share,
            AskedPerSecond = open.Asked,
            Load = Load(open.Figures),
            Latencies = Curve(open.Figures.Latencies),
        }),
    };

    private static object Load(LoadFigures load) => new
    {
        load.Calls,
        load.Wrong,
        load.FirstFault,
        Seconds = load.Took.TotalSeconds,
        CallsPerSecond = load.Rate,
        ProcessorUsPerCall = load.ProcessorPerCall,
        AllocatedBytesPerCall = load.AllocatedPerCall,
        GcPauseMsPerSecond = load.PausedPerSecond,
        GcCollections = load.Usage.Collections,
        ResidentBytes = load.Usage.Resident,
        RestedSeconds = load.Rested.TotalSeconds,
        LatencyMs = load.Latencies.TotalCount == 0 ? null : new
        {
            P50 = load.Milliseconds(50),
            P90 = load.Milliseconds(90),
            P99 = load.Milliseconds(99),
            P999 = load.Milliseconds(99.9),
            P9999 = load.Milliseconds(99.99),
            Max = load.Milliseconds(100),
        },
        Stalls = load.Stalls is not { } stalls ? null : new
        {
            LongestMs = stalls.Longest.TotalMilliseconds,
            Over10Ms = stalls.Over10,
            Over50Ms = stalls.Over50,
            Over100Ms = stalls.Over100,
        },
    };

    private static IEnumerable<object> Curve(LongHistogram latencies) => latencies.TotalCount == 0 ? []
        : LatencyPlot.Percentiles.Select(
            percentile => new { Percentile = percentile, Ms = latencies.GetValueAtPercentile(percentile) / 1e6 });
}
