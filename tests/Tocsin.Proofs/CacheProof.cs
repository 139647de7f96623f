using Tocsin.Core.Storage;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>
/// Instances write and answer at once while their connections are cut; no answer lacks what it may not lack.
/// </summary>
internal static class CacheProof
{
    /// <summary>Proves it and prints how.</summary>
    public static async Task<bool> RunAsync(StoreKind kind, int seconds, int seed)
    {
        await using var place = await ProofStore.StartAsync(kind);
        var stores = new List<IStore>();
        // A folder of SQLite belongs to one process.
        for (var i = 0; i < (kind == StoreKind.Redis ? 3 : 1); i++) stores.Add(await place.Place.OpenAsync());
        var run = new NearCacheRun(stores, place.Place.Redis, seed);
        var report = await run.RunAsync(TimeSpan.FromSeconds(seconds));
        foreach (var store in stores) await store.DisposeAsync();
        Console.WriteLine($"store            {kind}, {stores.Count} instances, {seconds} s");
        Console.WriteLine($"acknowledged     {report.Writes} writes of features and warning states");
        Console.WriteLine($"answers          {report.Answers}, {report.Hits} of them from memory, "
            + $"{report.Unconfirmed} said to be unconfirmed or unread");
        Console.WriteLine($"connections cut  {report.Cuts} times");
        var behind = report.Behind.TotalMilliseconds;
        Console.WriteLine($"lacked at most   what another instance acknowledged {behind:f1} ms before; never what the "
            + "same one did");
        foreach (var fault in report.Faults.Take(20)) Console.WriteLine($"FAULT {fault}");
        Console.WriteLine(report.Faults.Count == 0
            ? "HOLDS: no answer was older than its bound of 2 s, or than its own instance's writes"
            : $"DOES NOT HOLD: {report.Faults.Count} faults");
        return report.Faults.Count == 0;
    }
}
