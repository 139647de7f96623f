using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Where a subscription starts, and that it goes on without a gap and without a repeat.</summary>
public sealed class WatchTests(RedisServer redis)
{
    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task FromNow_EarlierChange_IsNotSeen(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync();
        var clients = new Clients(server);
        await clients.ReviewedAsync(FeatureUpdates.Frozen("b-1", frozen: true));

        using var watch = await Watch.FromNowAsync(server);
        await clients.ReviewedAsync(FeatureUpdates.ReturnedItems("b-1", 1));

        var change = await watch.ChangeAsync();
        Assert.Equal("txn_returned_items", change.Warning.Indicator);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task FromSnapshot_OpenWarnings_ComeBeforeWhatChanges(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync();
        var clients = new Clients(server);
        await clients.ReviewedAsync(FeatureUpdates.Frozen("b-1", frozen: true));
        await clients.ReviewedAsync(FeatureUpdates.ReturnedItems("b-2", 3));
        await clients.ReviewedAsync(FeatureUpdates.ReturnedItems("b-3", 3));
        await clients.ReviewedAsync(FeatureUpdates.ReturnedItems("b-3", 0));

        using var watch = await Watch.FromSnapshotAsync(server);
        var (entries, between) = await watch.SnapshotAsync();
        await clients.ReviewedAsync(FeatureUpdates.ReturnedItems("b-2", 0));
        var change = await watch.ChangeAsync();

        Assert.Equal(
            [("b-1", "jud_freeze", WarningLevel.Red), ("b-2", "txn_returned_items", WarningLevel.Orange)],
            entries.Select(entry => (entry.Warning.BorrowerId, entry.Warning.Indicator, entry.Warning.Level)).Order());
        Assert.Empty(between);
        Assert.Equal(("b-2", WarningChangeKind.Cleared), (change.Warning.BorrowerId, change.Kind));
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task FromCursor_AfterACut_MissesNothingAndRepeatsNothing(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync();
        var clients = new Clients(server);
        using var all = await Watch.FromNowAsync(server);
        var cut = await Watch.FromNowAsync(server);
        var seen = new List<string>();
        for (var round = 0; round < 6; round++)
        {
            for (var i = 0; i < 4; i++)
                await clients.ReviewedAsync(FeatureUpdates.ReturnedItems($"b-{i}", round % 2 == 0 ? 1 + i : 0));
            // Two of four are read, then the line is lost.
            seen.Add((await cut.ChangeAsync()).ChangeId);
            seen.Add((await cut.ChangeAsync()).ChangeId);
            cut.Dispose();
            cut = await Watch.FromCursorAsync(server, cut.Cursor);
        }

        using var last = cut;
        var wanted = new List<string>();
        for (var i = 0; i < 24; i++) wanted.Add((await all.ChangeAsync()).ChangeId);
        seen.AddRange((await cut.ToCursorAsync(all.Cursor)).Select(change => change.ChangeId));
        Assert.Equal(wanted.Order(), seen.Order());
        Assert.All(wanted.GroupBy(Borrower), group => Assert.Equal(group, seen.Where(id => Borrower(id) == group.Key)));

        static string Borrower(string changeId) => changeId[..changeId.IndexOf('/', StringComparison.Ordinal)];
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task FromCursor_CutWithinACommit_GoesOnWithinIt(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync();
        var clients = new Clients(server);
        using var first = await Watch.FromNowAsync(server);
        await clients.ReviewedAsync(FeatureUpdates.Of(
            "b-1",
            FeatureUpdates.View("accounts", ("returned_item_count_90d", FeatureUpdates.Whole(3))),
            FeatureUpdates.Freeze(true),
            FeatureUpdates.View("tax", ("credit_grade", new FeatureValue { Text = "D" }))));

        var one = await first.ChangeAsync();
        using var second = await Watch.FromCursorAsync(server, one.Cursor);
        var two = await second.ChangeAsync();
        using var third = await Watch.FromCursorAsync(server, two.Cursor);
        var rest = await third.ToCheckpointAsync();

        var seen = rest.Prepend(two).Prepend(one).Select(change => change.Warning.Indicator);
        Assert.Equal(["jud_freeze", "tax_credit_grade", "txn_returned_items"], seen.Order());
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task Silence_OfAFilter_StillMovesTheCursor(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync("Warnings:CheckpointMs=100");
        var clients = new Clients(server);
        using var watch = await Watch.FromNowAsync(server, new WarningFilter { BorrowerIds = { "somebody-else" } });
        var before = watch.Cursor;

        await clients.ReviewedAsync(FeatureUpdates.Frozen("b-1", frozen: true));
        await Eventually.SoAsync(async () => await watch.CheckpointAsync() != before, "a checkpoint passes the change");
        using var resumed = await Watch.FromCursorAsync(server, watch.Cursor);

        Assert.Empty(await resumed.ToCheckpointAsync());
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task FromCursor_OfAnotherStore_IsToldSo(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        using var otherFolder = new TemporaryFolder();
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync();
        await using var other = await StorePlace.Of(kind, otherFolder, redis).StartAsync();
        using var elsewhere = await Watch.FromNowAsync(other);

        using var watch = await Watch.FromCursorAsync(server, elsewhere.Cursor);

        Assert.Equal("OutOfRange CURSOR_DIVERGED", EndedCall.Of(await watch.EndAsync()));
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task FromCursor_TrimmedAway_IsToldSo(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync(
            "Warnings:SweepMs=50", "Warnings:LogEntries=1", "Warnings:CheckpointMs=100");
        var clients = new Clients(server);
        using var early = await Watch.FromNowAsync(server);
        foreach (var count in (int[])[1, 3]) await clients.ReviewedAsync(FeatureUpdates.ReturnedItems("b-1", count));

        // The last change's cursor outlives the trim, because the last entry always stays.
        var first = await early.ChangeAsync();
        await early.ChangeAsync();
        var last = early.Cursor;
        var end = await Eventually.FoundAsync(
            async () =>
            {
                using var watch = await Watch.FromCursorAsync(server, first.Cursor);
                try
                {
                    await watch.ToCheckpointAsync();
                    return null;
                }
                catch (Grpc.Core.RpcException told)
                {
                    return told;
                }
            },
            "the log is trimmed");
        using var resumed = await Watch.FromCursorAsync(server, last);

        Assert.Equal("OutOfRange CURSOR_EXPIRED", EndedCall.Of(end));
        Assert.Empty(await resumed.ToCheckpointAsync());
    }
}
