using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>How the server ends subscriptions.</summary>
public sealed class WatchEndTests(RedisServer redis)
{
    // The abort leaves no status behind, which counts as cancelled. Hanging up by itself would too, so nobody does.
    private const string Aborted = "grpc_server_handled_total{grpc_service=\"tocsin.v1.WarningService\","
        + "grpc_method=\"WatchWarnings\",grpc_code=\"CANCELLED\"}";

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task SlowSubscriber_IsCutWithItsCursor_AndNobodyElseNotices(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync(
            "Warnings:SubscriberQueueLength=512", "Warnings:CheckpointMs=200", "Warnings:SlowMs=5000");
        using var page = new OperatorPage(server);
        using var slow = await Watch.FromNowAsync(server);
        await using var brisk = FleetWatcher.Start(
            new WatcherPlan("brisk", new WarningFilter()), [new Uri(server.GrpcAddress)]);
        await brisk.StartedAsync();
        var driver = new UpdateDriver(borrowers: 200, seed: 3);
        using var stop = new CancellationTokenSource();
        var driving = driver.DriveAsync(server, stop.Token);

        // What nobody reads fills the windows of HTTP/2 first, and then the queue.
        await Eventually.SoAsync(
            async () => await page.MetricAsync("tocsin_warning_subscribers_cut_total") >= 1, "the slow one is cut");
        await stop.CancelAsync();
        await driving;
        var seen = new List<string>();
        var end = await ReadToEndAsync(slow, seen);
        // A subscriber that is not read while reviews go on would be cut again, rightly.
        await new Clients(server).AllReviewedAsync(driver.LastAcknowledged.Keys);
        using var now = await Watch.FromNowAsync(server);
        using var resumed = await Watch.FromCursorAsync(server, EndedCall.Trailer(end, "tocsin-cursor"));
        seen.AddRange((await resumed.AllToCursorAsync(now.Cursor)).Select(change => change.ChangeId));

        Assert.Equal("ResourceExhausted SUBSCRIBER_TOO_SLOW", EndedCall.Of(end));
        await Eventually.SoAsync(() => Task.FromResult(brisk.View.Changes >= seen.Count), "the brisk one has all");
        Assert.Equal(brisk.View.Trails, Trails(seen));
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal((0, 0), (brisk.View.Faults.Count, brisk.TooSlow));
    }

    [Fact]
    public async Task SubscriberThatNeverReads_IsAborted_AndItsConnectionServesOn()
    {
        using var folder = new TemporaryFolder();
        // Long enough that a busy machine is not taken for a deaf reader: a message that waited for a processor only
        // is sent after all, and its call then ends with a status.
        await using var server = await StorePlace.Of(StoreKind.Sqlite, folder, redis).StartAsync(
            "Warnings:SubscriberQueueLength=100000", "Warnings:StallMs=5000");
        using var page = new OperatorPage(server);
        using var deaf = await Watch.FromNowAsync(server);
        var driver = new UpdateDriver(borrowers: 200, seed: 5);
        using var stop = new CancellationTokenSource();
        var driving = driver.DriveAsync(server, stop.Token);

        // Its queue has room for all, but its first message beyond the windows of HTTP/2 waits too long.
        await Eventually.SoAsync(async () => await page.MetricAsync(Aborted) >= 1, "its call has ended");
        await stop.CancelAsync();
        await driving;
        using var next = await Watch.FromCursorAsync(server, deaf.Cursor);

        Assert.NotEmpty(await next.ToCheckpointAsync());
        Assert.DoesNotContain("SUBSCRIBER_TOO_SLOW", EndedCall.Of(await deaf.EndAsync()));
        Assert.Equal(1, await page.MetricAsync("tocsin_warning_subscribers_cut_total"));
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task ServerStops_SubscriberIsTold_AndResumesWhenItIsBack(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        var place = StorePlace.Of(kind, folder, redis);
        string cursor;
        await using (var server = await place.StartAsync())
        {
            using var watch = await Watch.FromNowAsync(server);
            var stopping = server.StopAsync();
            var end = await watch.EndAsync();
            await stopping;
            cursor = watch.Cursor;

            Assert.Equal("Unavailable SERVER_STOPPING", EndedCall.Of(end));
            Assert.Equal(cursor, EndedCall.Trailer(end, "tocsin-cursor"));
            Assert.Equal(0, server.ExitCode);
        }

        await using var again = await place.StartAsync();
        using var resumed = await Watch.FromCursorAsync(again, cursor);
        await new Clients(again).ReviewedAsync(FeatureUpdates.Frozen("b-1", frozen: true));

        Assert.Equal("b-1", (await resumed.ChangeAsync()).Warning.BorrowerId);
    }

    private static Dictionary<string, ChangeTrail> Trails(IEnumerable<string> changes) =>
        changes.GroupBy(change => change[..change.IndexOf('/', StringComparison.Ordinal)]).ToDictionary(
            group => group.Key, group => group.Aggregate(default(ChangeTrail), (trail, change) => trail.With(change)));

    private static async Task<Grpc.Core.RpcException> ReadToEndAsync(Watch watch, List<string> seen)
    {
        try
        {
            while (true) seen.Add((await watch.AnyChangeAsync()).ChangeId);
        }
        catch (Grpc.Core.RpcException end)
        {
            return end;
        }
    }
}
