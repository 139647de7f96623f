using Tocsin.Conformance;
using Tocsin.Core.Storage;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.Caching;

/// <content>Instances that write and read at once: the small version of the proof <c>cache</c>.</content>
public sealed partial class NearCacheTests
{
    [Theory]
    [InlineData(StoreKind.Sqlite, 4)]
    [InlineData(StoreKind.Redis, 8)]
    public async Task ReadAsync_WrittenByInstancesWhoseConnectionsAreCut_IsNeverOlderThanItsBound(
        StoreKind kind, int seconds)
    {
        using var folder = new TemporaryFolder();
        if (kind == StoreKind.Redis) RedisServer.Require();
        // One of its own, since all connections of its kind are cut.
        var own = kind == StoreKind.Redis ? new RedisServer() : null;
        if (own is not null) await own.StartAsync();
        var place = new StorePlace(kind, folder.At("data"), own);
        var stores = new List<IStore>();
        for (var i = 0; i < (own is null ? 1 : 2); i++) stores.Add(await place.OpenAsync());

        var report = await new NearCacheRun(stores, own, seed: 1).RunAsync(TimeSpan.FromSeconds(seconds));

        foreach (var store in stores) await store.DisposeAsync();
        if (own is not null) await own.DisposeAsync();
        Assert.Empty(report.Faults);
        Assert.True(report.Writes > 20, $"{report.Writes} writes");
        Assert.True(report.Hits > 100, $"{report.Hits} answers from memory");
        if (own is not null) Assert.True(report.Cuts > 10, $"{report.Cuts} cuts");
    }
}
