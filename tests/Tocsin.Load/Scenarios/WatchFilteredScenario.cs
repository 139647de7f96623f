using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using Tocsin.Load.Loads;
using Tocsin.Load.Reports;
using Tocsin.Load.Servers;
using Tocsin.Proofs;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Load.Scenarios;

/// <summary>Subscribers that each want one branch of many, while changes come at a fixed rate.</summary>
internal sealed class WatchFilteredScenario() : Scenario(
    "watch-filtered",
    "1,000 changes a second of fifty branches to 1, 100 and 1,000 subscribers of one branch each, on SQLite; from when "
    + "an update was due to when a subscriber has its change.")
{
    private const int Branches = 50;
    private const int Borrowers = 5_000;
    private const int ChangesPerSecond = 1_000;
    private const double WantedMilliseconds = 5;

    // What the same bytes take that are only written: nothing is stored, reviewed or read for them.
    private const string Bare = "bare writes to 1,000";
    private const int BytesOfAMessage = 800;

    private static readonly int[] _counts = [1, 100, 1_000];

    // Until code is compiled as it will stay.
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(40);

    /// <inheritdoc/>
    public override async Task<ScenarioReport> RunAsync(LoadPlan plan, Action<string> tell)
    {
        var (figures, curves, faults) = (new List<NamedFigure>(), new List<LatencyCurve>(), new List<string>());
        var last = double.NaN;
        foreach (var count in _counts)
        {
            var what = string.Create(CultureInfo.InvariantCulture, $"changes to {count:#,0}");
            tell($"{Name}: {what} for {plan.Window.TotalSeconds} s");
            var found = await MeasureAsync(count, plan.Window);
            figures.AddRange([.. LatencyFigures.Of(what, found), .. LatencyFigures.CostOf(what, found)]);
            curves.Add(new LatencyCurve("1,000 changes a second", what, found.Latencies));
            if (found.FirstFault is { } fault) faults.Add($"{what}: {found.Wrong} faults; the first: {fault}");
            last = found.Milliseconds(99);
        }

        var bare = await MeasureBareAsync(plan.Window, tell);
        figures.AddRange([.. LatencyFigures.Of(Bare, bare), .. LatencyFigures.CostOf(Bare, bare)]);
        curves.Add(new LatencyCurve("1,000 changes a second", Bare, bare.Latencies));
        if (bare.FirstFault is { } wrong) faults.Add($"{Bare}: {wrong}");
        return Report with
        {
            Figures = figures,
            Curves = curves,
            Faults = faults,
            Targets = [new("p99 to 1,000 subscribers, ms", last, WantedMilliseconds, TargetBound.AtMost)],
        };
    }

    private static async Task<LoadFigures> MeasureAsync(int count, TimeSpan window)
    {
        using var folder = new TemporaryFolder();
        var socket = folder.At("tocsin.socket");
        await using var server = await MeasuredTocsin.StartAsync(socket, folder.At("data"));
        var run = new FanOutRun(
            count, Branches, Borrowers, ChangesPerSecond, _warmUp, window, HasDeaf: false)
        {
            UpdatesPerChange = 1,
        };
        ServerUsage? usage = null;
        var report = await run.RunAsync(server, async measured =>
        {
            var before = await ServerUsage.ReadAsync(socket);
            await measured();
            usage = (await ServerUsage.ReadAsync(socket)).Since(before);
        });
        var behind = report.Expected == report.Arrivals.Count ? Array.Empty<string>()
            : [$"{report.Arrivals.Count} of {report.Expected} changes came"];
        return LoadFigures.Of(
            report.Arrivals, report.Took, usage!, [.. report.Faults, .. report.Load.Faults, .. behind]);
    }

    private static async Task<LoadFigures> MeasureBareAsync(TimeSpan window, Action<string> tell)
    {
        tell($"watch-filtered: {Bare} for {window.TotalSeconds} s");
        using var folder = new TemporaryFolder();
        var (socket, file) = (folder.At("bare.socket"), folder.At("message"));
        var message = new WatchWarningsResponse
        {
            Change = new WarningChange { Cursor = new string('.', BytesOfAMessage) },
        };
        await File.WriteAllBytesAsync(file, message.ToByteArray());
        await using var server = await BareServer.StartAsync(file, StartupHook.Variables(socket));
        var run = new BareFanOutRun(_counts[^1], Branches, ChangesPerSecond, _warmUp, window);
        var (took, usage) = (TimeSpan.Zero, (ServerUsage?)null);
        var (arrivals, faults) = await run.RunAsync(server, async measured =>
        {
            var (before, started) = (await ServerUsage.ReadAsync(socket), Stopwatch.GetTimestamp());
            await measured();
            took = Stopwatch.GetElapsedTime(started);
            usage = (await ServerUsage.ReadAsync(socket)).Since(before);
        });
        return LoadFigures.Of(arrivals, took, usage!, faults);
    }
}
