using System.Diagnostics;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>How long a change takes from the update that causes it to a watcher.</summary>
internal static class LatencyProof
{
    private const int Borrowers = 50;
    private const int WarmUp = 100;

    private static readonly TimeSpan _bound = TimeSpan.FromMilliseconds(100);

    /// <summary>Measures one update after the other and prints the figures.</summary>
    public static async Task<bool> RunAsync(StoreKind kind, int updates)
    {
        await using var store = await ProofStore.StartAsync(kind);
        await using var server = await store.Place.StartAsync();
        var features = new FeatureService.FeatureServiceClient(server.Channel);
        using var watch = await Watch.FromNowAsync(server);
        var toWatcher = new List<TimeSpan>(updates);
        var toAnswer = new List<TimeSpan>(updates);
        for (var i = 0; i < WarmUp + updates; i++)
        {
            var update = FeatureUpdates.Frozen($"l-{i % Borrowers}", frozen: i / Borrowers % 2 == 0);
            var sent = Stopwatch.GetTimestamp();
            var seen = SeenAsync(watch, update.BorrowerId);
            await features.PutFeaturesAsync(update);
            var answered = Stopwatch.GetElapsedTime(sent);
            var arrived = Stopwatch.GetElapsedTime(sent, await seen);
            if (i < WarmUp) continue;
            toAnswer.Add(answered);
            toWatcher.Add(arrived);
        }

        var figures = new Quantiles(toWatcher);
        Console.WriteLine($"store               {kind}, every write flushed to the disk; one update at a time");
        Console.WriteLine($"update -> answer    {new Quantiles(toAnswer)}");
        Console.WriteLine($"update -> watcher   {figures}");
        var isWithin = figures.Longest < _bound;
        Console.WriteLine(isWithin ? "HOLDS: all within 100 ms" : "DOES NOT HOLD: some took longer than 100 ms");
        return isWithin;
    }

    private static async Task<long> SeenAsync(Watch watch, string borrower)
    {
        var change = await watch.ChangeAsync();
        var arrived = Stopwatch.GetTimestamp();
        return change.Warning.BorrowerId == borrower
            ? arrived : throw new InvalidDataException(
                $"A change of {change.Warning.BorrowerId} instead of {borrower}.");
    }
}
