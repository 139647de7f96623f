using Tocsin.V1;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Borrowers of every kind for a preview: warned and calm, with a dwell that runs, with loans that were booked or not,
/// linked or alone, a few of them closed. The same each time for a seed.
/// </summary>
/// <param name="server">The server, on a simulated clock.</param>
/// <param name="clock">The clock.</param>
/// <param name="count">How many borrowers.</param>
/// <param name="isLinked">True for links between them.</param>
internal sealed class PreviewPortfolio(ServerProcess server, BranchClock clock, int count, bool isLinked)
{
    private const int AtOnce = 16;

    private readonly Clients _clients = new(server);

    /// <summary>The borrowers.</summary>
    public IReadOnlyList<string> Borrowers { get; } = [.. Enumerable.Range(0, count).Select(i => $"p-{i:d4}")];

    /// <summary>Plays the five weeks before the preview.</summary>
    public async Task PlayAsync()
    {
        await PutAsync(week: 0, _ => true);
        if (isLinked) await EachAsync(i => i % 5 == 0, LinkAsync);
        await EachAsync(i => i % 3 != 0, BookAsync);
        await SettledAsync();
        // Half of them get better or worse, and what clears begins to dwell.
        clock.MoveTo(clock.Now.AddDays(25));
        await PutAsync(week: 4, i => i % 2 == 0);
        await SettledAsync();
        // What the others sent a month ago is stale by now, in part.
        clock.MoveTo(clock.Now.AddDays(10));
        await PutAsync(week: 5, i => i % 8 == 0);
        await EachAsync(i => i % 40 == 7, CloseAsync);
        await SettledAsync();
    }

    /// <summary>Waits until nobody is reviewed, told of a party or due any more.</summary>
    public async Task SettledAsync()
    {
        using var page = new OperatorPage(server);
        for (var quiet = 0; quiet < 3;)
        {
            await _clients.AllReviewedAsync(Borrowers);
            using var watch = await Watch.StartAsync(server, new WatchWarningsRequest());
            var isQuiet = (await watch.ToCheckpointAsync()).Count + (await watch.ToCheckpointAsync()).Count == 0;
            var waiting = await page.SumsAsync("tocsin_tell_queue", "tocsin_review_queue");
            quiet = isQuiet && waiting.Sum() == 0 ? quiet + 1 : 0;
        }
    }

    private Task PutAsync(int week, Func<int, bool> isMeant) => EachAsync(isMeant, async i =>
    {
        var update = new PutFeaturesRequest { BorrowerId = Borrowers[i], Views = { Views(i, week) } };
        await _clients.Features.PutFeaturesAsync(update);
    });

    private List<FeatureViewValues> Views(int i, int week)
    {
        var random = new Random((i * 100) + week);
        var views = SoundBorrower.Views(clock.Now);
        Set("lender", "branch", Text(FeatureUpdates.Branches[i % FeatureUpdates.Branches.Count]));
        Set("financial", "debt_to_assets_ratio", Number(0.4 + (0.5 * random.NextDouble())));
        Set("financial", "quick_ratio", Number(0.3 + (1.2 * random.NextDouble())));
        Set("accounts", "dscr_ratio", Number(0.95 + (0.7 * random.NextDouble())));
        Set("accounts", "returned_item_count_90d", Integer(Math.Max(0, random.Next(8) - 4)));
        Set("collateral", "ltv_ratio", Number(0.4 + (0.5 * random.NextDouble())));
        Set("repayment", "days_past_due_max_90d", Integer(random.Next(4) == 0 ? random.Next(50) : 0));
        Set("judicial", "account_frozen", Flag(random.Next(20) == 0));
        Set("bureau", "owner_query_count_3m", Integer(random.Next(8)));
        return views;

        void Set(string name, string feature, FeatureValue value)
        {
            if (views.SingleOrDefault(candidate => candidate.View == name) is not { } view)
            {
                view = name == "collateral" ? OfExposure("loan-1", View(name)) : View(name);
                views.Add(view);
            }

            view.Features[feature] = value;
        }
    }

    // Chains, so that a party has parties of its own, and now and then two kinds of link.
    private async Task LinkAsync(int i)
    {
        var request = new PutLinksRequest
        {
            BorrowerId = Borrowers[i],
            Links = { new Link { PartyId = Borrowers[(i + 5) % count], Kind = LinkKind.Guarantor } },
        };
        if (i % 2 == 0)
            request.Links.Add(new Link { PartyId = Borrowers[(i + 3) % count], Kind = LinkKind.Group });
        await _clients.Features.PutLinksAsync(request);
    }

    private async Task BookAsync(int i) => await _clients.Decisions.BookDecisionAsync(new BookDecisionRequest
    {
        BorrowerId = Borrowers[i],
        ExposureId = "loan-1",
        DecisionId = $"d-{i}",
        Pd = 0.02,
        Grade = "C",
        Amount = 50_000 * (1 + (i % 12)),
        TermMonths = 12,
    });

    private async Task CloseAsync(int i) => await _clients.Features.CloseBorrowerAsync(
        new CloseBorrowerRequest { BorrowerId = Borrowers[i], Reason = "repaid" });

    private Task EachAsync(Func<int, bool> isMeant, Func<int, Task> act) => Parallel.ForEachAsync(
        Enumerable.Range(0, count).Where(isMeant), new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (i, _) => await act(i));
}
