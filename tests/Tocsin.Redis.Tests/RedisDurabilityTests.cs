using Tocsin.Conformance;
using Xunit;

namespace Tocsin.Redis.Tests;

/// <summary>What a store says that its server does not promise.</summary>
public sealed class RedisDurabilityTests(RedisServer server)
{
    [Fact]
    public async Task OpenAsync_DurableServer_HasNoWeakness()
    {
        await using var place = new RedisPlace(server);

        Assert.Empty((await place.Create().OpenAsync(RedisPlace.Cancellation)).Weaknesses);
    }

    [Theory]
    [InlineData("appendonly", "no", "appendonly no")]
    [InlineData("appendfsync", "everysec", "appendfsync everysec")]
    [InlineData("appendfsync", "no", "appendfsync no")]
    [InlineData("no-appendfsync-on-rewrite", "yes", "no-appendfsync-on-rewrite yes")]
    [InlineData("maxmemory-policy", "allkeys-lru", "maxmemory-policy allkeys-lru")]
    [InlineData("rename-command", "CONFIG ", "CONFIG GET")]
    public async Task OpenAsync_WeakSetting_IsToldInOneSentence(string setting, string value, string told)
    {
        RedisServer.Require();
        await using var own = new RedisServer();
        await own.StartAsync(["--" + setting, .. value.Split(' ')]);
        await using var place = new RedisPlace(own);

        var identity = await place.Create().OpenAsync(RedisPlace.Cancellation);

        var weakness = Assert.Single(identity.Weaknesses);
        Assert.Contains(told, weakness, StringComparison.Ordinal);
        Assert.EndsWith(".", weakness, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_UserWithoutTheRightToReadIt_CannotTell()
    {
        RedisServer.Require();
        await using var own = new RedisServer();
        await own.StartAsync("--user", "tocsin", "on", ">secret", "~*", "&*", "+@all", "-config");
        await using var place = new RedisPlace(own);
        var options = place.Options with { Configuration = own.Configuration + ",user=tocsin,password=secret" };

        var identity = await place.Create(options).OpenAsync(RedisPlace.Cancellation);

        Assert.Contains("cannot be told", Assert.Single(identity.Weaknesses), StringComparison.Ordinal);
    }
}
