using System.Diagnostics;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>How long a start takes, built and published, and what a server needs that has nothing to do.</summary>
internal static class StartProof
{
    private const double MostMebibytes = 250;

    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _longestBuilt = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _longestPublished = TimeSpan.FromSeconds(1.5);

    /// <summary>Starts on an empty folder, as a newcomer does, again and again, and prints the figures.</summary>
    public static async Task<bool> RunAsync(int runs)
    {
        var built = await RunAsync("as it is built", runs, folder => ServerProcess.StartReadyAsync(folder));
        using var place = new TemporaryFolder();
        var program = await PublishedServer.PublishAsync(place.At("server"));
        var published = await RunAsync("published, compiled beforehand", runs, folder =>
            ServerProcess.StartBuildAsync(
                program, folder, $"Rules:Folder={ProjectFolder.Rules}", "Samples:Enabled=false"));

        Console.WriteLine();
        Console.WriteLine($"start to ready, built                 {new Quantiles(built.Select(start => start.Ready))}");
        Console.WriteLine(
            $"start to first decision, published    {new Quantiles(published.Select(start => start.Decided))}");
        var memory = built.Concat(published).Max(start => start.Mebibytes);
        Console.WriteLine($"idle memory      {memory:f0} MiB at most, {_idle.TotalSeconds} s after ready");
        var isWithin = built.All(start => start.Ready < _longestBuilt) && memory < MostMebibytes;
        Console.WriteLine(isWithin ? "HOLDS: under 3 s as built, and 250 MiB"
            : "DOES NOT HOLD: 3 s as built, or 250 MiB, were passed");
        var isFast = published.All(start => start.Decided <= _longestPublished);
        Console.WriteLine(isFast ? "HOLDS: a first decision within 1.5 s of the published build's start"
            : "DOES NOT HOLD: a first decision within 1.5 s of the published build's start");
        return isWithin && isFast;
    }

    private static async Task<List<Start>> RunAsync(
        string what, int runs, Func<string, Task<ServerProcess>> startAsync)
    {
        Console.WriteLine();
        Console.WriteLine($"{what}\nrun  start to ready  to the first decision  idle memory");
        var starts = new List<Start>();
        // The first is not counted: what calls is compiled with it.
        for (var run = 0; run <= runs; run++)
        {
            using var folder = new TemporaryFolder();
            var started = Stopwatch.GetTimestamp();
            await using var server = await startAsync(folder.At("data"));
            var ready = Stopwatch.GetElapsedTime(started);
            await new DecisionService.DecisionServiceClient(server.Channel).DecideAsync(SampleRequests.SoundLoan());
            var decided = Stopwatch.GetElapsedTime(started);
            if (run == 0) continue;
            using var pause = new PeriodicTimer(_idle);
            await pause.WaitForNextTickAsync();
            starts.Add(new Start(ready, decided, server.ResidentBytes / (1024.0 * 1024)));
            Console.WriteLine(
                $"{run,3}  {ready.TotalMilliseconds,11:f0} ms  {decided.TotalMilliseconds,18:f0} ms  "
                + $"{starts[^1].Mebibytes,7:f0} MiB");
        }

        return starts;
    }

    private sealed record Start(TimeSpan Ready, TimeSpan Decided, double Mebibytes);
}
