using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>A short form of what <c>tests/Tocsin.Proofs</c> does at length.</summary>
public sealed class FleetTests(RedisServer redis)
{
    [Fact]
    public async Task Instances_UnderUpdatesSwapsAndKills_AreOneService()
    {
        using var folder = new TemporaryFolder();
        var place = StorePlace.Of(StoreKind.Redis, folder, redis);

        var report = await FleetRun.RunAsync(
            place, folder, new FleetPlan(TimeSpan.FromSeconds(3), Updates: 1_500, Watchers: 7, Seed: 13));

        Assert.Empty(report.Faults);
        Assert.True(report.Acknowledged >= 1_500 && report.Swaps == 10);
        Assert.Contains(report.Watchers, watcher => watcher.Resumed > 0);
    }
}
