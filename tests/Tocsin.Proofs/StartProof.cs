using System.Diagnostics;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>How long a start takes, and what a server needs that has nothing to do.</summary>
internal static class StartProof
{
    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(5);

    /// <summary>Starts on an empty folder, as a newcomer does, again and again, and prints the figures.</summary>
    public static async Task<bool> RunAsync(int runs)
    {
        Console.WriteLine("run  start to ready  idle memory");
        var starts = new List<TimeSpan>();
        var memory = new List<double>();
        for (var run = 1; run <= runs; run++)
        {
            using var folder = new TemporaryFolder();
            var started = Stopwatch.GetTimestamp();
            await using var server = await ServerProcess.StartReadyAsync(folder.At("data"));
            starts.Add(Stopwatch.GetElapsedTime(started));
            using var pause = new PeriodicTimer(_idle);
            await pause.WaitForNextTickAsync();
            memory.Add(server.ResidentBytes / (1024.0 * 1024));
            Console.WriteLine($"{run,3}  {starts[^1].TotalMilliseconds,11:f0} ms  {memory[^1],7:f0} MiB");
        }

        var isWithin = starts.Max() < TimeSpan.FromSeconds(3) && memory.Max() < 250;
        Console.WriteLine();
        Console.WriteLine($"start to ready   {new Quantiles(starts)}");
        Console.WriteLine($"idle memory      {memory.Max():f0} MiB at most, {_idle.TotalSeconds} s after ready");
        Console.WriteLine(isWithin ? "HOLDS: under 3 s and 250 MiB" : "DOES NOT HOLD: 3 s and 250 MiB were passed");
        return isWithin;
    }
}
