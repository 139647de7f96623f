using System.Diagnostics;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>What a stream of updates gains over calls one by one, each update with an answer of its own.</summary>
internal static class BulkProof
{
    private const double MiB = 1024 * 1024;
    private const int WarmUp = 2_000;

    /// <summary>Measures both and prints the figures.</summary>
    public static async Task<bool> RunAsync(StoreKind kind, int updates, int seed)
    {
        await using var store = await ProofStore.StartAsync(kind);
        await using var server = await store.Place.StartAsync();
        await StreamAsync(server, Updates("w", WarmUp, seed));
        var memory = server.ResidentBytes;
        var calls = await TimedAsync(server, Updates("c", updates, seed), CallsAsync);
        var stream = await TimedAsync(server, Updates("s", updates, seed), StreamAsync);
        Console.WriteLine($"store                  {kind}, every write flushed to the disk; reviews go on meanwhile");
        Console.WriteLine($"updates                {updates} in each way, each of another borrower, of 5 to 6 values");
        Console.WriteLine($"one call at a time     {calls.PerSecond:f0}/s, all reviewed after {calls.Settled}");
        Console.WriteLine($"one stream             {stream.PerSecond:f0}/s, all reviewed after {stream.Settled}");
        Console.WriteLine($"ratio                  {stream.PerSecond / calls.PerSecond:f1}");
        Console.WriteLine(
            $"resident memory        {memory / MiB:f0} MiB before, {server.ResidentBytes / MiB:f0} MiB after");
        var isSound = calls.Applied == updates && stream.Applied == updates;
        Console.WriteLine(isSound
            ? "HOLDS: every update was applied and answered" : "DOES NOT HOLD: some updates were not applied");
        return isSound;
    }

    private static List<PutFeaturesRequest> Updates(string prefix, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => FeatureUpdates.Numbered($"{prefix}-{i}", i, random))];
    }

    private static async Task<Timing> TimedAsync(
        ServerProcess server, List<PutFeaturesRequest> updates,
        Func<ServerProcess, List<PutFeaturesRequest>, Task<int>> put)
    {
        var started = Stopwatch.GetTimestamp();
        var applied = await put(server, updates);
        var answered = Stopwatch.GetElapsedTime(started);
        await new Clients(server).AllReviewedAsync(updates.Select(update => update.BorrowerId));
        return new Timing(
            applied, updates.Count / answered.TotalSeconds, $"{Stopwatch.GetElapsedTime(started).TotalSeconds:f1} s");
    }

    private static async Task<int> CallsAsync(ServerProcess server, List<PutFeaturesRequest> updates)
    {
        var features = new FeatureService.FeatureServiceClient(server.Channel);
        var applied = 0;
        foreach (var update in updates)
            if (IsApplied(await features.PutFeaturesAsync(update))) applied++;
        return applied;
    }

    private static async Task<int> StreamAsync(ServerProcess server, List<PutFeaturesRequest> updates)
    {
        using var call = new FeatureService.FeatureServiceClient(server.Channel).PutFeaturesStream();
        var reading = AppliedAsync(call.ResponseStream);
        foreach (var update in updates)
            await call.RequestStream.WriteAsync(new PutFeaturesStreamRequest { Request = update });
        await call.RequestStream.CompleteAsync();
        return await reading;
    }

    private static async Task<int> AppliedAsync(Grpc.Core.IAsyncStreamReader<PutFeaturesStreamResponse> answers)
    {
        var applied = 0;
        while (await answers.MoveNext(CancellationToken.None))
            if (IsApplied(answers.Current.Response)) applied++;
        return applied;
    }

    private static bool IsApplied(PutFeaturesResponse? answer) =>
        answer is { Views.Count: > 0 }
        && answer.Views.All(view => view.Outcome == ViewUpdateOutcome.Applied);

    /// <summary>How one way of sending went.</summary>
    private sealed record Timing(int Applied, double PerSecond, string Settled);
}
