using System.Diagnostics;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>How long all borrowers, each with every view, take to be reviewed after a swap of rules.</summary>
internal static class ReviewProof
{
    private const double MiB = 1024 * 1024;

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(10);

    /// <summary>Measures it and prints the figures.</summary>
    public static async Task<bool> RunAsync(StoreKind kind, int borrowers)
    {
        await using var store = await ProofStore.StartAsync(kind);
        var rules = new RuleCopy(store.Folder);
        await using var server = await store.Place.StartAsync(
            rules.Setting, "Warnings:SwapReviewsPerSecond=1000000");
        var clients = new Clients(server);
        var loading = Stopwatch.GetTimestamp();
        await LoadAsync(server, borrowers);
        var loaded = Stopwatch.GetElapsedTime(loading);
        await ReviewedAsync(clients, borrowers);
        var memory = new List<long> { server.ResidentBytes };
        // One hundredth of them stand above the new bound: a swap that moves nobody would prove little.
        rules.SetParameter("debt_to_assets_yellow", 0.65);
        var activation = Stopwatch.GetTimestamp();
        var review = await CompleteAsync(clients, rules.Digest, () => memory.Add(server.ResidentBytes));
        var took = Stopwatch.GetElapsedTime(activation);
        var raised = await clients.OpenAsync();
        var indicators = (await clients.RuleSets.GetActiveRuleSetAsync(new GetActiveRuleSetRequest())).Indicators.Count;
        Console.WriteLine($"store                  {kind}, every write flushed to the disk");
        Console.WriteLine($"borrowers              {borrowers}, each with every view that feeds send, loaded in "
            + $"{loaded.TotalSeconds:f0} s");
        Console.WriteLine($"indicators             {indicators}");
        Console.WriteLine($"reviewed after a swap  {review.Reviewed} of {review.Borrowers} in {took.TotalSeconds:f1} s,"
            + $" {borrowers / took.TotalSeconds:f0}/s; {raised.Count} warnings raised");
        Console.WriteLine($"resident memory        {memory[0] / MiB:f0} MiB before, "
            + $"{memory.Max() / MiB:f0} MiB at most, {memory[^1] / MiB:f0} MiB at the end");
        var holds = review.Reviewed == borrowers && raised.Count == Above(borrowers);
        Console.WriteLine(holds ? "HOLDS: everybody was reviewed" : "DOES NOT HOLD: somebody was left out");
        return holds;
    }

    private static int Above(int borrowers) => (borrowers + 99) / 100;

    private static async Task LoadAsync(ServerProcess server, int borrowers)
    {
        var faults = 0;
        using var call = new FeatureService.FeatureServiceClient(server.Channel).PutFeaturesStream();
        var reading = Task.Run(async () =>
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
                if (call.ResponseStream.Current.Response is null) faults++;
        });
        for (var i = 0; i < borrowers; i++)
        {
            await call.RequestStream.WriteAsync(
                new PutFeaturesStreamRequest { Request = Update($"r-{i}", i % 100 == 0 ? 0.68 : 0.45) });
        }

        await call.RequestStream.CompleteAsync();
        await reading;
        if (faults > 0) throw new InvalidDataException($"{faults} updates were refused.");
    }

    // Sound whenever this runs: what the example dates in its own year lies ahead.
    private static PutFeaturesRequest Update(string borrower, double debtToAssets)
    {
        var update = new PutFeaturesRequest { BorrowerId = borrower, Views = { SoundBorrower.Views() } };
        Set(update, "financial", "debt_to_assets_ratio", SampleRequests.Number(debtToAssets));
        Set(update, "financial", "statements_due_on", SampleRequests.Date(2099, 1, 1));
        Set(update, "invoices", "last_sale_on", SampleRequests.Date(2099, 1, 1));
        Set(update, "registry", "licence_expires_on", SampleRequests.Date(2099, 1, 1));
        return update;
    }

    private static void Set(PutFeaturesRequest update, string view, string feature, FeatureValue value) =>
        update.Views.Single(candidate => candidate.View == view).Features[feature] = value;

    private static Task ReviewedAsync(Clients clients, int borrowers) =>
        clients.AllReviewedAsync(Enumerable.Range(0, borrowers).Select(i => $"r-{i}"));

    private static async Task<ReviewProgress> CompleteAsync(Clients clients, string digest, Action onLook)
    {
        using var limit = new CancellationTokenSource(_limit);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await pace.WaitForNextTickAsync(limit.Token))
        {
            var active = await clients.RuleSets.GetActiveRuleSetAsync(new GetActiveRuleSetRequest());
            onLook();
            if (active.RuleSet.Digest == digest && active.Review.Complete) return active.Review;
        }

        throw new TimeoutException("The review did not end.");
    }
}
