using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>How a review of all borrowers goes on, is seen, and is cut short.</summary>
public sealed class SwapReviewProgressTests(RedisServer redis)
{
    private const int Borrowers = 200;

    private static readonly IReadOnlyList<string> _borrowers =
        [.. Enumerable.Range(0, Borrowers).Select(number => $"b-{number:d3}")];

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task Review_CutByACrash_IsDoneAfterTheRestartAndNobodyTwice(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        var rules = new RuleCopy(folder);
        var place = StorePlace.Of(kind, folder, redis);
        string cursor;
        long before;
        await using (var server = await place.StartAsync(rules.Setting, "Warnings:SwapReviewsPerSecond=40"))
        {
            await FillAsync(server);
            using var watch = await Watch.FromNowAsync(server);
            cursor = watch.Cursor;
            rules.SetParameter("returned_items_orange", 2);
            before = (await UnderWayAsync(server)).Reviewed;
            await server.KillAsync();
        }

        await using var again = await place.StartAsync(rules.Setting);
        var activation = await new Clients(again).ActivatedAsync(rules.Digest);
        using var now = await Watch.FromNowAsync(again);
        using var resumed = await Watch.FromCursorAsync(again, cursor);
        var changes = await resumed.ToCursorAsync(now.Cursor);

        Assert.InRange(before, 1, Borrowers - 1);
        Assert.Equal(_borrowers, changes.Select(change => change.Warning.BorrowerId).Order(StringComparer.Ordinal));
        Assert.All(changes, change => Assert.Equal(
            (WarningChangeKind.LevelUp, WarningCauseKind.RuleSwap, activation),
            (change.Kind, change.Cause.Kind, change.RuleSet.Activation)));
        var progress = await ProgressAsync(again);
        Assert.Equal((true, Borrowers, Borrowers), (progress.Complete, progress.Reviewed, progress.Borrowers));
    }

    [Fact]
    public async Task Review_OvertakenByTheNextSwap_EndsWithEverybodyUnderTheNewest()
    {
        using var folder = new TemporaryFolder();
        var rules = new RuleCopy(folder);
        await using var server = await StorePlace.Of(StoreKind.Sqlite, folder, redis).StartAsync(
            rules.Setting, "Warnings:SwapReviewsPerSecond=200");
        using var page = new OperatorPage(server);
        await FillAsync(server);
        rules.SetParameter("returned_items_orange", 2);
        await UnderWayAsync(server);

        rules.SetParameter("returned_items_orange", 1);
        var activation = await new Clients(server).ActivatedAsync(rules.Digest);

        Assert.Equal(3, activation);
        foreach (var borrower in _borrowers)
        {
            var status = await new Clients(server).Warnings.GetBorrowerStatusAsync(
                new GetBorrowerStatusRequest { BorrowerId = borrower });
            Assert.Equal(3, status.Activation);
        }

        Assert.Equal(Borrowers, await page.MetricAsync("tocsin_swap_review_reviewed"));
        Assert.Equal(Borrowers, await page.MetricAsync("tocsin_swap_review_borrowers"));
    }

    private static async Task FillAsync(ServerProcess server)
    {
        var clients = new Clients(server);
        await Task.WhenAll(_borrowers.Select(
            borrower => clients.ReviewedAsync(FeatureUpdates.ReturnedItems(borrower, 2))));
    }

    private static Task<ReviewProgress> UnderWayAsync(ServerProcess server) => Eventually.FoundAsync(
        async () => await ProgressAsync(server) is { Complete: false, Reviewed: > 0 } progress ? progress : null,
        "the review is under way");

    private static async Task<ReviewProgress> ProgressAsync(ServerProcess server) =>
        (await new Clients(server).RuleSets.GetActiveRuleSetAsync(new GetActiveRuleSetRequest())).Review;
}
