using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>A few kills of what <c>tests/Tocsin.Proofs</c> does at length.</summary>
public sealed class KillTests
{
    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task Kill_InTheMidstOfUpdates_LosesNothingAcknowledged(StoreKind kind)
    {
        // A redis-server that is killed is nobody else's.
        using var folder = new TemporaryFolder();
        await using var redis = new RedisServer();
        var place = StorePlace.Of(kind, folder, redis);
        if (kind == StoreKind.Redis)
        {
            await redis.StartAsync();
            place = StorePlace.Of(kind, folder, redis);
        }

        var report = await KillRun.RunAsync(place, new KillPlan(Kills: 3, Updates: 1_000, Watchers: 4, Seed: 11));

        Assert.Empty(report.Faults);
        Assert.True(report.Acknowledged >= 1_000 && report.Changes > 3);
        Assert.All(report.Watchers, watcher => Assert.True(watcher.Resumed >= 1 && watcher.View.Changes > 0));
    }
}
