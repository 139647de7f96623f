using Tocsin.Core.Storage;
using Xunit;

namespace Tocsin.Redis.Tests;

/// <summary>Options that are wrong, and what is told of those that are right.</summary>
public sealed class RedisConfigurationTests
{
    public static TheoryData<RedisStoreOptions, string> Faults { get; } = new()
    {
        { new() { Configuration = " " }, "Configuration" },
        { new() { Configuration = "password=secret" }, "Configuration" },
        { new() { Configuration = ":::" }, "Configuration" },
        { new() { Configuration = "redis one:6379,password=secret" }, "Configuration" },
        { new() { Configuration = "localhost,connectTimeout=secret" }, "Configuration" },
        { new() { KeyPrefix = "" }, "KeyPrefix" },
        { new() { KeyPrefix = "{tag}" }, "KeyPrefix" },
        { new() { Partitions = 0 }, "Partitions" },
        { new() { Partitions = StoreLimits.MaximumPartitions + 1 }, "Partitions" },
        { new() { CallTimeout = TimeSpan.Zero }, "CallTimeout" },
        { new() { ConnectTimeout = TimeSpan.Zero }, "ConnectTimeout" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Create_OptionOutOfBounds_NamesItAndTellsNoSecret(RedisStoreOptions options, string option)
    {
        var fault = Assert.ThrowsAny<ArgumentException>(() => new RedisStore(options));

        Assert.Contains(option, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Description_WithPassword_TellsServersOnly()
    {
        await using var store = new RedisStore(
            new() { Configuration = "redis-1:6379,127.0.0.1:7000,user=tocsin-user,password=secret" });

        Assert.Equal("Redis at redis-1:6379, 127.0.0.1:7000, key prefix tocsin", store.Description);
    }
}
