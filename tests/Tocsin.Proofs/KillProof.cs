using System.Diagnostics;
using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>Nothing acknowledged is missing after kill -9, and everything agrees.</summary>
internal static class KillProof
{
    /// <summary>Proves it and prints how.</summary>
    public static async Task<bool> RunAsync(StoreKind kind, int kills, int seed)
    {
        using var folder = new TemporaryFolder();
        await using var redis = new RedisServer();
        if (kind == StoreKind.Redis) await redis.StartAsync();
        var place = new StorePlace(kind, folder.At("data"), kind == StoreKind.Redis ? redis : null);
        var started = Stopwatch.GetTimestamp();
        Console.WriteLine("round  killed           sent  acknowledged  log entries  settled after  faults");
        var report = await KillRun.RunAsync(place, kills, seed, round => Console.WriteLine(
            $"{round.Number,5}  {round.Killed,-12}  {round.Sent,7}  {round.Acknowledged,12}  {round.Entries,11}  "
            + $"{round.Settled.TotalMilliseconds,10:f0} ms  {round.Faults,6}"));
        Console.WriteLine();
        Console.WriteLine($"store                  {kind}, every write flushed to the disk");
        Console.WriteLine($"kills                  {kills} in {Stopwatch.GetElapsedTime(started).TotalSeconds:f0} s");
        Console.WriteLine($"updates                {report.Sent} sent, {report.Acknowledged} acknowledged");
        Console.WriteLine($"changes in the log     {report.Changes}");
        Console.WriteLine(
            $"watchers               resumed {string.Join(" and ", report.Resumed)} times; each saw all changes once");
        foreach (var fault in report.Faults.Take(20)) Console.WriteLine($"FAULT {fault}");
        Console.WriteLine(
            report.Faults.Count == 0 ? "HOLDS: no fault" : $"DOES NOT HOLD: {report.Faults.Count} faults");
        return report.Faults.Count == 0;
    }
}
