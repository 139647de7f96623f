using System.Diagnostics;
using System.Globalization;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>What each mode of the journal costs a decision, against no journal, all in one run.</summary>
/// <remarks>
/// One server at a time, each mode twice in an order that goes there and back, so that a machine that grows slower or
/// faster meanwhile does so for all. Every call decides on the stored features of one sound borrower.
/// </remarks>
internal static class JournalCostProof
{
    private const int Callers = 32;

    private static readonly string[] _modes = ["off", "background", "written", "synced"];

    /// <summary>Measures and prints; holds when every call was answered as it should be.</summary>
    public static async Task<bool> RunAsync(int seconds)
    {
        var window = TimeSpan.FromSeconds(seconds);
        var runs = new Dictionary<string, List<ModeRun>>(StringComparer.Ordinal);
        foreach (var mode in _modes.Concat(_modes.Reverse()))
        {
            if (!runs.TryGetValue(mode, out var ofMode)) runs[mode] = ofMode = [];
            ofMode.Add(await MeasureAsync(mode, window));
        }

        Console.WriteLine($"{Callers} callers at a time, then one; {2 * seconds} s each; one borrower on SQLite");
        Console.WriteLine("mode         calls/s    ratio   32 callers                    one caller");
        var none = runs["off"].Average(run => run.PerSecond);
        foreach (var mode in _modes)
        {
            var rate = runs[mode].Average(run => run.PerSecond);
            var (crowd, single) = (Short(runs[mode], run => run.Crowd), Short(runs[mode], run => run.Single));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{mode,-11} {rate,8:f0} {rate / none,8:f2}   {crowd,-28}  {single}"));
        }

        var failed = runs.Values.SelectMany(of => of).Sum(run => run.Failed);
        Console.WriteLine(failed == 0 ? "HOLDS: every call was approved" : $"DOES NOT HOLD: {failed} calls were not");
        return failed == 0;
    }

    private static async Task<ModeRun> MeasureAsync(string mode, TimeSpan window)
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartReadyAsync(
            folder.At("data"), "Samples:Enabled=false", $"Journal:Mode={mode}");
        await new FeatureService.FeatureServiceClient(server.Channel).PutFeaturesAsync(
            new PutFeaturesRequest { BorrowerId = "b-1", Views = { SoundBorrower.Views() }, WaitForReview = true });
        _ = await CallAsync(server, Callers, TimeSpan.FromSeconds(2));
        var crowd = await CallAsync(server, Callers, window);
        var single = await CallAsync(server, 1, window);
        return new ModeRun(
            crowd.Times.Count / window.TotalSeconds, crowd.Times, single.Times, crowd.Failed + single.Failed);
    }

    private static async Task<(List<TimeSpan> Times, int Failed)> CallAsync(
        ServerProcess server, int callers, TimeSpan window)
    {
        var until = Stopwatch.GetTimestamp() + (long)(window.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => AskAsync(server, until))));
        return ([.. all.SelectMany(one => one.Times)], all.Sum(one => one.Failed));
    }

    private static async Task<(List<TimeSpan> Times, int Failed)> AskAsync(ServerProcess server, long until)
    {
        var client = new DecisionService.DecisionServiceClient(server.Channel);
        var request = SampleRequests.Application("b-1");
        var (times, failed) = (new List<TimeSpan>(), 0);
        while (Stopwatch.GetTimestamp() is var sent && sent < until)
        {
            var answer = await client.DecideAsync(request);
            times.Add(Stopwatch.GetElapsedTime(sent));
            if (answer.Outcome != Outcome.Approve) failed++;
        }

        return (times, failed);
    }

    private static string Short(List<ModeRun> runs, Func<ModeRun, List<TimeSpan>> part)
    {
        var ordered = runs.SelectMany(part).Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture,
            $"p50 {At(0.5):f2} ms, p99 {At(0.99):f2} ms");

        double At(double share) => ordered[(int)(share * (ordered.Length - 1))].TotalMilliseconds;
    }

    private sealed record ModeRun(double PerSecond, List<TimeSpan> Crowd, List<TimeSpan> Single, int Failed);
}
