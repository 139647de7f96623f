using Google.Protobuf;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>
/// Every change to every subscriber, held against a server that only writes the same bytes, one after the other in one
/// run, both warm.
/// </summary>
internal static class FanAllProof
{
    private const int Rounds = 3;

    private static readonly Dictionary<string, string> _noEnvironment = [];

    /// <summary>Measures it and prints the ratio.</summary>
    public static async Task<bool> RunAsync(StoreKind kind, int subscribers, int changes)
    {
        await using var store = await ProofStore.StartAsync(kind);
        await using var server = await store.Place.StartAsync();
        var run = new FanAllRun(subscribers, changes);
        await run.PrepareAsync(server);
        var file = store.Folder.At("message");
        Console.WriteLine($"store       {kind}; {subscribers} subscribers of everything, {changes} changes each, "
            + $"{run.Messages} messages a round");
        var (ours, bare) = (new TimeSpan[Rounds + 1], new TimeSpan[Rounds + 1]);
        await run.RunAsync(server, Rounds + 1, async (round, measured) => ours[round] = await measured());
        await File.WriteAllBytesAsync(file, run.Message.ToByteArray());
        await using (var writer = await BareServer.StartAsync(file, _noEnvironment))
            await run.RunBareAsync(writer, Rounds + 1, async (round, measured) => bare[round] = await measured());
        // The first round of each is to warm up.
        var (middle, limit) = (Middle(ours[1..]), Middle(bare[1..]));
        Console.WriteLine($"bytes       {run.Message.CalculateSize()}");
        Console.WriteLine($"bare writes {run.Messages / limit.TotalSeconds:f0}/s, the middle of {Rounds} rounds");
        Console.WriteLine($"Tocsin      {run.Messages / middle.TotalSeconds:f0}/s, the middle of {Rounds} rounds");
        Console.WriteLine($"ratio       {limit / middle:f2}");
        var faults = run.Faults;
        foreach (var fault in faults.Take(5)) Console.WriteLine($"FAULT {fault}");
        var holds = faults.Count == 0 && limit / middle >= 0.7;
        Console.WriteLine(holds
            ? "HOLDS: at least 0.7, every change to everybody once and in order"
            : $"DOES NOT HOLD: {faults.Count} faults, a ratio of {limit / middle:f2}");
        return holds;
    }

    private static TimeSpan Middle(IEnumerable<TimeSpan> rounds) => rounds.Order().ElementAt(Rounds / 2);
}
