using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>What a preview says an activation does, it does.</summary>
public sealed class PreviewTests(RedisServer redis)
{
    private const int Borrowers = 240;

    [Theory]
    [InlineData(StoreKind.Sqlite, false)]
    [InlineData(StoreKind.Sqlite, true)]
    [InlineData(StoreKind.Redis, true)]
    public async Task Preview_ThenActivated_StreamsWhatItSaid(StoreKind kind, bool isLinked)
    {
        using var folder = new TemporaryFolder();
        var clock = new BranchClock(folder.At("clock"), new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        var (rules, next) = (new RuleCopy(folder), Candidate(folder));
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync(
            rules.Setting, clock.Setting, "Rules:Source=store", "Warnings:CheckpointMs=300", "Warnings:SweepMs=100",
            "Store:CallTimeoutMs=10000");
        var portfolio = new PreviewPortfolio(server, clock, Borrowers, isLinked);
        await portfolio.PlayAsync();
        var risk = new RulePublishing(server);
        await risk.PublishAsync(next.Folder);

        var preview = await PreviewCall.RunAsync(
            server, new PreviewOptions { Digest = next.Digest[..12], MaximumListed = 10_000 });
        using var watch = await Watch.FromNowAsync(server);
        await risk.ActivateAsync(next.Digest);
        await new Clients(server).ActivatedAsync(next.Digest);
        await portfolio.SettledAsync();
        using var now = await Watch.FromNowAsync(server);
        var streamed = await watch.AllToCursorAsync(now.Cursor);

        AssertSame(preview, streamed, isLinked);
        AssertCounts(preview, streamed);
        await AssertLevelsAsync(server, preview, portfolio);
    }

    // Thresholds, a dwell, an indicator that goes, and how levels combine.
    private static RuleCopy Candidate(TemporaryFolder folder)
    {
        var next = new RuleCopy(folder, "next");
        next.SetParameter("debt_to_assets_yellow", 0.62);
        next.SetParameter("returned_items_orange", 2);
        next.SetParameter("ltv_yellow", 0.6);
        next.SetParameter("ltv_yellow_clear", 0.55);
        next.SetParameter("level_yellows", 2);
        next.SetParameter("revenue_cap_fraction", 0.1);
        next.SetParameter("lgd", 0.6);
        next.RemoveIndicator("fin_quick_ratio");
        const string early = "workflows/early_warning_fin.json";
        next.Write(early, next.Read(early).Replace("\"30d\"", "\"5d\"", StringComparison.Ordinal));
        return next;
    }

    private static void AssertSame(PreviewCall preview, IReadOnlyList<WarningChange> streamed, bool isLinked)
    {
        var said = StreamedChange.ByBorrower(preview.Borrowers.SelectMany(
            borrower => borrower.Changes.Select(change => StreamedChange.Of(borrower, change))));
        var came = StreamedChange.ByBorrower(streamed.Select(StreamedChange.Of));

        Assert.Equal(came.Keys, said.Keys);
        Assert.True(said.Count > Borrowers / 3);
        var told = preview.Borrowers.Where(borrower => borrower.Changes.Any(change => change.Connected))
            .Select(borrower => borrower.BorrowerId).ToHashSet();
        Assert.Equal(isLinked, told.Count > 0);
        foreach (var (borrower, changes) in came)
        {
            // Whether somebody is told of its party before its own review or after it is chance: the same changes come
            // in one step or in two.
            if (told.Contains(borrower)) Assert.Equal(Sorted(changes), Sorted(said[borrower]));
            else Assert.Equal(changes, said[borrower]);
        }
    }

    private static IEnumerable<StreamedChange> Sorted(IEnumerable<StreamedChange> changes) => changes
        .Select(change => change with { BorrowerBefore = WarningLevel.None, BorrowerAfter = WarningLevel.None })
        .OrderBy(change => change.Indicator, StringComparer.Ordinal).ThenBy(change => change.Exposure)
        .ThenBy(change => change.Kind);

    private static void AssertCounts(PreviewCall preview, IReadOnlyList<WarningChange> streamed)
    {
        var report = preview.Report!;
        var counted = streamed.Select(StreamedChange.Of)
            .GroupBy(change => (change.Indicator, change.Kind, change.Before, change.After))
            .ToDictionary(group => group.Key, group => group.LongCount());
        var said = report.Warnings.Counts.ToDictionary(
            count => (count.Indicator, count.Kind, count.LevelBefore, count.LevelAfter), count => count.Count);

        Assert.Equal(counted.OrderBy(pair => pair.Key), said.OrderBy(pair => pair.Key));
        Assert.Equal((Borrowers, streamed.Count), (report.Borrowers, report.Warnings.Changes));
        Assert.Equal(preview.Borrowers.Count, report.Differing);
        Assert.Equal(
            streamed.Select(change => change.BorrowerId).Distinct().Count(), report.Warnings.Borrowers);
        Assert.All(
            Enum.GetValues<WarningChangeKind>().Where(kind => kind is WarningChangeKind.Raised
                or WarningChangeKind.LevelUp or WarningChangeKind.Cleared or WarningChangeKind.Retired
                or WarningChangeKind.Watchlisted),
            kind => Assert.Contains(said.Keys, key => key.Kind == kind));
    }

    private static async Task AssertLevelsAsync(
        ServerProcess server, PreviewCall preview, PreviewPortfolio portfolio)
    {
        var warnings = new Clients(server).Warnings;
        var said = preview.Borrowers.ToDictionary(borrower => borrower.BorrowerId);
        var levels = new Dictionary<WarningLevel, long>();
        foreach (var borrower in portfolio.Borrowers)
        {
            var status = await warnings.GetBorrowerStatusAsync(new GetBorrowerStatusRequest { BorrowerId = borrower });
            var level = status.Situation.Level;
            levels[level] = levels.GetValueOrDefault(level) + 1;
            if (!said.TryGetValue(borrower, out var previewed)) continue;
            Assert.Equal(
                (level, status.Situation.OnWatchlist), (previewed.LevelAfter, previewed.OnWatchlistAfter));
        }

        Assert.Equal(
            levels.OrderBy(pair => pair.Key),
            preview.Report!.Warnings.Levels.GroupBy(level => level.After)
                .ToDictionary(group => group.Key, group => group.Sum(level => level.Borrowers))
                .OrderBy(pair => pair.Key));
    }
}
