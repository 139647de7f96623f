using System.Diagnostics;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>Two servers on one Redis are one service, through swaps of rules and kills of one of them.</summary>
internal static class FleetProof
{
    /// <summary>Proves it and prints how.</summary>
    public static async Task<bool> RunAsync(FleetPlan plan)
    {
        await using var store = await ProofStore.StartAsync(StoreKind.Redis);
        var started = Stopwatch.GetTimestamp();
        Console.WriteLine("phase  in its midst  acknowledged  swaps  log entries  settled after  faults");
        var report = await FleetRun.RunAsync(store.Place, store.Folder, plan, phase => Console.WriteLine(
            $"{phase.Number,5}  {phase.Act,-12}  {phase.Acknowledged,12}  {phase.Swaps,5}  {phase.Entries,11}  "
            + $"{phase.Settled.TotalMilliseconds,10:f0} ms  {phase.Faults,6}"));
        Console.WriteLine();
        FleetTable.Print(report.Watchers);
        Console.WriteLine();
        Console.WriteLine("store                  Redis, every write flushed to the disk; two instances");
        Console.WriteLine(
            $"phases                 {plan.Phases} in {Stopwatch.GetElapsedTime(started).TotalSeconds:f0} s");
        Console.WriteLine($"updates                {report.Sent} sent, {report.Acknowledged} acknowledged");
        Console.WriteLine($"rule sets written      {report.Swaps}");
        Console.WriteLine($"changes in the log     {report.Changes}");
        return FleetTable.Holds(report.Faults);
    }
}
