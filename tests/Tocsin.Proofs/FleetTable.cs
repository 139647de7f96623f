using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>Watchers and what was found of them, as text.</summary>
internal static class FleetTable
{
    private const int MostFaults = 20;

    /// <summary>Prints a line for each watcher.</summary>
    public static void Print(IEnumerable<FleetWatcher> watchers)
    {
        Console.WriteLine("changes told  open warnings  resumed  too slow  watcher");
        foreach (var watcher in watchers)
        {
            Console.WriteLine(
                $"{watcher.View.Changes,12}  {watcher.View.Open.Count,13}  {watcher.Resumed,7}  {watcher.TooSlow,8}  "
                + $"{watcher.Plan.Name}, {(watcher.Plan.IsLibrary ? "client library" : "bare calls")}"
                + (watcher.Plan.IsLate ? ", joined under way" : "")
                + (watcher.Plan.CutAfter > 0 ? $", hangs up after {watcher.Plan.CutAfter}" : ""));
        }
    }

    /// <summary>Prints the verdict with the first faults.</summary>
    public static bool Holds(IReadOnlyList<string> faults)
    {
        foreach (var fault in faults.Take(MostFaults)) Console.WriteLine($"FAULT {fault}");
        Console.WriteLine(faults.Count == 0
            ? "HOLDS: sequence, log, state and marks agree; every watcher's view equals the store's, nothing missed, "
                + "nothing twice, each borrower's order kept"
            : $"DOES NOT HOLD: {faults.Count} faults");
        return faults.Count == 0;
    }
}
