using System.Diagnostics;
using Google.Protobuf;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>
/// Every change to every subscriber, held against a server that only writes the same bytes, in turn in one run.
/// </summary>
internal static class FanAllProof
{
    private const int Rounds = 3;

    /// <summary>Measures it and prints the ratio.</summary>
    public static async Task<bool> RunAsync(StoreKind kind, int subscribers, int changes)
    {
        await using var store = await ProofStore.StartAsync(kind);
        await using var server = await store.Place.StartAsync();
        var load = new BranchLoad(branches: 1, changes, updatesPerChange: 1);
        await load.PrepareAsync(server);
        await new Clients(server).AllReviewedAsync(load.Borrowers);
        var file = store.Folder.At("message");
        var ratios = new List<double>();
        Console.WriteLine($"store       {kind}; {subscribers} subscribers of everything, {changes} changes each, "
            + $"{(long)subscribers * changes} messages a round");
        Console.WriteLine("round     bytes    bare writes         Tocsin   ratio");
        for (var round = 1; round <= Rounds; round++)
        {
            var (ours, message) = await OursAsync(server, load, subscribers, changes);
            await File.WriteAllBytesAsync(file, message.ToByteArray());
            var bare = await BareAsync(file, subscribers, changes);
            ratios.Add(bare / ours);
            var total = (double)subscribers * changes;
            Console.WriteLine($"{round,5}  {message.CalculateSize(),8}  {total / bare.TotalSeconds,9:f0}/s  "
                + $"{total / ours.TotalSeconds,11:f0}/s  {bare / ours,6:f2}");
        }

        var median = ratios.Order().ElementAt(Rounds / 2);
        Console.WriteLine($"ratio       {median:f2} (median)");
        Console.WriteLine(median >= 0.7 ? "HOLDS: at least 0.7" : "DOES NOT HOLD: below 0.7");
        return median >= 0.7;
    }

    // From the first message that comes to the last.
    private static async Task<(TimeSpan Took, WatchWarningsResponse Message)> OursAsync(
        ServerProcess server, BranchLoad load, int subscribers, int changes)
    {
        var arrivals = new Arrivals((long)subscribers * changes);
        await using var crowd = await Crowd.JoinAsync(server.GrpcAddress, subscribers, _ => null, arrivals.Take);
        await load.FlipAllAsync(server);
        var took = await arrivals.AllAsync(crowd);
        return (took, new WatchWarningsResponse { Change = arrivals.Last });
    }

    private static async Task<TimeSpan> BareAsync(string file, int subscribers, int changes)
    {
        await using var bare = await BareServer.StartAsync(subscribers, changes, file);
        var arrivals = new Arrivals((long)subscribers * changes);
        await using var crowd = await Crowd.JoinAsync(bare.Address, subscribers, _ => null, arrivals.Take);
        return await arrivals.AllAsync(crowd);
    }

    /// <summary>Counts what comes.</summary>
    private sealed class Arrivals(long expected)
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _count;
        private long _first;

        public WarningChange? Last { get; private set; }

        public void Take(int subscriber, WarningChange change, long arrived)
        {
            Interlocked.CompareExchange(ref _first, arrived, 0);
            if (Interlocked.Increment(ref _count) != expected) return;
            Last = change;
            _all.TrySetResult();
        }

        public async Task<TimeSpan> AllAsync(Crowd crowd)
        {
            await _all.Task.WaitAsync(TimeSpan.FromMinutes(3));
            return crowd.Fault is { } fault
                ? throw new InvalidDataException(fault) : Stopwatch.GetElapsedTime(_first);
        }
    }
}
