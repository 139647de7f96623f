using Grpc.Core;
using Tocsin.Conformance;
using Tocsin.Core.Rules;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>A redis-server that goes and comes back costs time and nothing else.</summary>
public sealed class RestartedRedisTests
{
    [Fact]
    public async Task Restart_UnderUpdates_LosesNothingAndKeepsEverySubscription()
    {
        RedisServer.Require();
        using var folder = new TemporaryFolder();
        await using var redis = new RedisServer();
        await redis.StartAsync();
        var place = StorePlace.Of(StoreKind.Redis, folder, redis);
        await using var server = await place.StartAsync("Warnings:SweepMs=100", "Warnings:CheckpointMs=200");
        var driver = new UpdateDriver(borrowers: 200, seed: 17);
        var plans = WatcherPlan.Draw(5, [.. driver.Borrowers], seed: 17).Select(plan => plan with { CutAfter = 0 });
        await using var fleet = await WatcherFleet.StartAsync(
            [.. plans], [new Uri(server.GrpcAddress)], rounds: 1, seed: 17);
        fleet.Join(round: 1);
        using var stop = new CancellationTokenSource();
        var driving = driver.DriveAsync(server, stop.Token);

        for (var restart = 0; restart < 2; restart++)
        {
            await UntilAsync(driver, driver.Count + 150);
            foreach (var watcher in fleet.Watchers) await watcher.StartedAsync();
            await redis.KillAsync();
            Assert.Equal(
                new Refusal(StatusCode.Unavailable, "STORE_UNAVAILABLE", ""),
                await Refusal.OfAsync(new FeatureService.FeatureServiceClient(server.Channel).PutFeaturesAsync(
                    FeatureUpdates.Frozen("somebody-else", frozen: false))));
            await redis.StartAsync();
        }

        await UntilAsync(driver, driver.Count + 150);
        await stop.CancelAsync();
        await driving;
        await new Clients(server).AllReviewedAsync(driver.LastAcknowledged.Keys);
        Assert.Empty(await fleet.CatchUpAsync(server));
        await using var store = await place.OpenAsync();
        var rules = RuleSetReader.Read(RuleFolder.Read(ProjectFolder.Rules)).RuleSet!;
        Assert.Empty((await fleet.AuditAsync(store, driver, rules)).Faults);
        Assert.All(fleet.Watchers, watcher => Assert.Equal((0, 0), (watcher.Resumed, watcher.TooSlow)));
    }

    private static Task UntilAsync(UpdateDriver driver, long count) =>
        Eventually.SoAsync(() => Task.FromResult(driver.Count >= count), "updates are acknowledged");
}
