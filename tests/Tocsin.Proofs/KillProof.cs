using System.Diagnostics;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>Nothing acknowledged is missing after kill -9, everything agrees, and every watcher was told all.</summary>
internal static class KillProof
{
    /// <summary>Proves it and prints how.</summary>
    public static async Task<bool> RunAsync(StoreKind kind, KillPlan plan)
    {
        await using var store = await ProofStore.StartAsync(kind);
        var started = Stopwatch.GetTimestamp();
        Console.WriteLine("round  killed           sent  acknowledged  log entries  settled after     took  faults");
        var report = await KillRun.RunAsync(store.Place, plan, round => Console.WriteLine(
            $"{round.Number,5}  {round.Killed,-12}  {round.Sent,7}  {round.Acknowledged,12}  {round.Entries,11}  "
            + $"{round.Settled.TotalMilliseconds,10:f0} ms  {round.Took.TotalSeconds,5:f1} s  {round.Faults,6}"));
        Console.WriteLine();
        FleetTable.Print(report.Watchers);
        Console.WriteLine();
        Console.WriteLine($"store                  {kind}, every write flushed to the disk");
        Console.WriteLine(
            $"kills                  {plan.Kills} in {Stopwatch.GetElapsedTime(started).TotalSeconds:f0} s");
        Console.WriteLine(
            $"updates                {report.Sent} sent, {report.Acknowledged} acknowledged");
        Console.WriteLine($"borrowers              {plan.Borrowers}");
        Console.WriteLine($"changes in the log     {report.Changes}");
        return FleetTable.Holds(report.Faults);
    }
}
