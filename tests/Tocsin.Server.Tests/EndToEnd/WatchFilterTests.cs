using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Who watches a part of the borrowers sees them come and go.</summary>
public sealed class WatchFilterTests(RedisServer redis)
{
    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task Label_BorrowerMovesBranch_IsSeenLeavingAndComing(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync("Warnings:CheckpointMs=100");
        var clients = new Clients(server);
        await clients.ReviewedAsync(FeatureUpdates.Branch("b-1", "xihu"));
        await clients.ReviewedAsync(FeatureUpdates.Branch("b-2", "binjiang"));
        using var xihu = await Watch.FromNowAsync(server, OfBranch("xihu"));
        using var binjiang = await Watch.FromNowAsync(server, OfBranch("binjiang"));

        await clients.ReviewedAsync(FeatureUpdates.Frozen("b-1", frozen: true));
        await clients.ReviewedAsync(FeatureUpdates.Frozen("b-2", frozen: true));
        await clients.ReviewedAsync(FeatureUpdates.Branch("b-1", "binjiang"));
        await clients.ReviewedAsync(FeatureUpdates.Frozen("b-1", frozen: false));

        Assert.Equal(
            [("b-1", WarningChangeKind.Raised), ("b-1", WarningChangeKind.Relabelled)], await ReadAsync(xihu, 2));
        Assert.Equal(
            [("b-1", WarningChangeKind.Cleared), (
                "b-1", WarningChangeKind.Relabelled), ("b-2", WarningChangeKind.Raised)],
            (await ReadAsync(binjiang, 3)).Order());
        Assert.Empty(await xihu.ToCheckpointAsync());
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task MinimumLevel_WarningFallsBelow_IsSeenFalling(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync("Warnings:CheckpointMs=100");
        var clients = new Clients(server);
        using var watch = await Watch.FromNowAsync(server, new WarningFilter { MinimumLevel = WarningLevel.Orange });

        foreach (var count in (int[])[1, 3, 1, 0])
            await clients.ReviewedAsync(FeatureUpdates.ReturnedItems("b-1", count));

        Assert.Equal(
            [("b-1", WarningChangeKind.LevelUp), ("b-1", WarningChangeKind.LevelDown)], await ReadAsync(watch, 2));
        Assert.Empty(await watch.ToCheckpointAsync());
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task Family_OfAnotherWarning_IsNotSeen(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync("Warnings:CheckpointMs=100");
        var clients = new Clients(server);
        using var watch = await Watch.FromNowAsync(server, new WarningFilter { Families = { "txn" } });

        await clients.ReviewedAsync(FeatureUpdates.Frozen("b-1", frozen: true));
        await clients.ReviewedAsync(FeatureUpdates.ReturnedItems("b-1", 1));

        Assert.Equal("txn_returned_items", (await watch.ChangeAsync()).Warning.Indicator);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task Treatment_ByAPerson_IsStreamedWithActorAndReason(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync();
        var clients = new Clients(server);
        using var watch = await Watch.FromNowAsync(server);
        await clients.ReviewedAsync(FeatureUpdates.Frozen("b-1", frozen: true));
        var raised = (await watch.ChangeAsync()).Warning;

        await clients.Warnings.AcknowledgeWarningAsync(new AcknowledgeWarningRequest
        {
            WarningId = raised.Id,
            ExpectedRevision = raised.Revision,
            Reason = "visit on Monday",
        });
        await clients.Warnings.ResolveWarningAsync(new ResolveWarningRequest { WarningId = raised.Id, Reason = "已核实" });

        var acknowledged = await watch.ChangeAsync();
        var resolved = await watch.ChangeAsync();
        Assert.Equal(
            (WarningChangeKind.Acknowledged, WarningCauseKind.Operator, "anonymous", "visit on Monday"),
            (acknowledged.Kind, acknowledged.Cause.Kind, acknowledged.Cause.Actor, acknowledged.Cause.Reason));
        Assert.Equal(
            (WarningChangeKind.Resolved, "已核实", WarningState.Resolved, raised.Revision + 2),
            (resolved.Kind, resolved.Cause.Reason, resolved.Warning.State, resolved.Warning.Revision));
    }

    private static WarningFilter OfBranch(string branch) => new() { Labels = { ["lender.branch"] = branch } };

    private static async Task<IReadOnlyList<(
        string Borrower, WarningChangeKind Kind)>> ReadAsync(Watch watch, int count)
    {
        var seen = new List<(string, WarningChangeKind)>();
        for (var i = 0; i < count; i++)
        {
            var change = await watch.ChangeAsync();
            seen.Add((change.Warning.BorrowerId, change.Kind));
        }

        return seen;
    }
}
