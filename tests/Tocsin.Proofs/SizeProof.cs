using System.Globalization;
using StackExchange.Redis;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Caching;
using Tocsin.Server.Endpoints;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>What borrowers take with every view of the shipped catalogue, in memory and in a store.</summary>
internal static class SizeProof
{
    private const int Batch = 200;
    private const double Gigabyte = 1e9;

    /// <summary>Measures it and prints what it comes to.</summary>
    public static async Task<bool> RunAsync(StoreKind kind, int borrowers)
    {
        var rules = new ActivatedRuleSet(
            RuleSetReader.Read(RuleFolder.Read(ProjectFolder.Rules)).RuleSet!, 1, RealClock.Instance.GetUtcNow());
        var now = RealClock.Instance.GetUtcNow();
        var views = FeatureWire.ReadViews(SoundBorrower.Views(now), rules.Set.Catalogue, FeatureSource.Feed, now);
        await using var place = await ProofStore.StartAsync(kind);
        var empty = await UsedAsync(place);
        var store = await place.Place.OpenAsync();
        for (var first = 0; first < borrowers; first += Batch)
            await FillAsync(store, rules, views, first, Math.Min(Batch, borrowers - first), now);
        var (near, said) = await NearAsync(store, rules, borrowers, now);
        await store.DisposeAsync();
        var stored = (await UsedAsync(place) - empty) / (double)borrowers;
        Console.WriteLine($"borrowers        {borrowers}, each with {views.Count} views of "
            + $"{views.Sum(view => view.Values.Count)} values, reviewed once");
        Console.WriteLine($"near cache       {near:f0} bytes each, counted as {said:f0}; "
            + $"{near * 100_000 / Gigabyte:f1} GB for 100,000");
        Console.WriteLine($"{kind,-16} {stored:f0} bytes each; {stored * 1_000_000 / Gigabyte:f1} GB for a million");
        var holds = said >= near * 0.67 && said <= near * 1.5;
        Console.WriteLine(holds
            ? "HOLDS: what the cache counts is within a third of what it takes"
            : "DOES NOT HOLD: the cache counts otherwise");
        return holds;
    }

    private static async Task FillAsync(
        IStore store, ActivatedRuleSet rules, IReadOnlyList<FeatureViewUpdate> views, int first, int count,
        DateTimeOffset now)
    {
        var updates = Enumerable.Range(first, count).Select(number => new FeatureUpdate(Id(number), views)).ToList();
        await store.Features.ApplyAsync(updates, CancellationToken.None);
        await Task.WhenAll(updates.Select(async update =>
        {
            var stored = await store.Features.ReadAsync(update.Borrower, CancellationToken.None);
            var cause = new WarningCause(WarningCauseKind.FeatureUpdate);
            var review = WarningReview.Run(rules, BorrowerWarnings.Empty(update.Borrower), stored, cause, now);
            await store.Warnings.CommitAsync(
                new WarningCommit { ExpectedRevision = 0, State = review.State, CommittedAt = now },
                CancellationToken.None);
        }));
    }

    private static async Task<(double Took, double Said)> NearAsync(
        IStore store, ActivatedRuleSet rules, int borrowers, DateTimeOffset now)
    {
        var kept = new NearBorrower[borrowers];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var said = 0L;
        for (var number = 0; number < borrowers; number++)
        {
            var stored = await store.Features.ReadAsync(Id(number), CancellationToken.None);
            var warnings = await store.Warnings.ReadAsync(Id(number), CancellationToken.None);
            kept[number] = new NearBorrower(stored, warnings);
            kept[number].LaidOut(rules.Set.Layout, now);
            said += NearSize.OfSlot + NearSize.Of(stored, warnings, rules.Set.Layout.Slots.Count);
        }

        var took = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(kept);
        return (took / (double)borrowers, said / (double)borrowers);
    }

    private static BorrowerId Id(int number) =>
        BorrowerId.Parse(string.Create(CultureInfo.InvariantCulture, $"borrower-{number}"));

    private static async Task<long> UsedAsync(ProofStore place)
    {
        if (place.Place.Redis is not { } redis)
        {
            var folder = new DirectoryInfo(place.Place.Folder);
            return folder.Exists ? folder.GetFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;
        }

        var configuration = redis.Configuration + ",allowAdmin=true";
        await using var multiplexer = await ConnectionMultiplexer.ConnectAsync(configuration);
        var memory = (string?)await multiplexer.GetDatabase().ExecuteAsync("INFO", "memory") ?? "";
        const string line = "used_memory:";
        return long.Parse(
            memory[(memory.IndexOf(line, StringComparison.Ordinal) + line.Length)..].Split('\r')[0],
            CultureInfo.InvariantCulture);
    }
}
