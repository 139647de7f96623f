using Tocsin.Conformance;
using Tocsin.Core.Storage;
using Xunit;

namespace Tocsin.Redis.Tests;

/// <summary>Stores that must not be used.</summary>
public sealed class RedisLayoutTests(RedisServer server)
{
    [Theory]
    [InlineData("2")]
    [InlineData("0")]
    public async Task OpenAsync_AnotherLayout_IsRefusedNamingBoth(string layout)
    {
        await using var place = new RedisPlace(server);
        await place.OpenAsync();
        await (await place.LookAsync()).HashSetAsync(RedisKeys.StoreOf(place.Options.KeyPrefix), "layout", layout);

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(place.OpenAsync);

        Assert.Contains("KeyPrefix", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"layout {layout} ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"layout {RedisLayout.Version}:", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_KeyOfSomethingElse_IsRefusedNamingIt()
    {
        await using var place = new RedisPlace(server);
        var key = RedisKeys.StoreOf(place.Options.KeyPrefix);
        await (await place.LookAsync()).HashSetAsync(key, "shop", "open");

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(place.OpenAsync);

        Assert.Contains(key.ToString(), refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, await (await place.LookAsync()).HashLengthAsync(key));
    }

    [Fact]
    public async Task OpenAsync_EightAtOnce_AgreeOnOneEpoch()
    {
        await using var place = new RedisPlace(server);
        var stores = Enumerable.Range(0, 8).Select(_ => place.Create()).ToList();

        var identities = await Task.WhenAll(
            stores.Select(async store => await store.OpenAsync(RedisPlace.Cancellation)));

        Assert.Single(identities.Select(identity => identity.Epoch).Distinct());
    }
}
