using System.Threading.Channels;
using Tocsin.Conformance;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Redis.Tests;

/// <summary>A server that is away, slow, back, or another one.</summary>
public sealed class RedisConnectionTests : IAsyncLifetime
{
    private const int MaximumLooks = 600;

    private static readonly BorrowerId _wang = SampleBorrowers.Wang;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly RedisServer _server = new();

    public ValueTask InitializeAsync()
    {
        RedisServer.Require();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task OpenAsync_ServerComesLater_OpensThen()
    {
        _server.ChoosePort();
        await using var place = new RedisPlace(_server);
        var store = place.Create();

        var away = await Assert.ThrowsAsync<StoreUnavailableException>(OpenAsync);
        await Assert.ThrowsAsync<StoreUnavailableException>(OpenAsync);
        await _server.StartAsync();
        var identity = await store.OpenAsync(RedisPlace.Cancellation);

        Assert.Equal(RedisPlace.Partitions, identity.Partitions);
        Assert.DoesNotContain(_server.Configuration, away.Message, StringComparison.Ordinal);

        async Task OpenAsync() => await store.OpenAsync(RedisPlace.Cancellation);
    }

    [Fact]
    public async Task EveryCall_ServerRestarted_FailsThenWorksAgainAndTheBellRings()
    {
        await _server.StartAsync();
        await using var place = new RedisPlace(_server);
        var store = await place.OpenAsync();
        await store.Warnings.CommitAsync(Raise(_wang), RedisPlace.Cancellation);
        await _server.KillAsync();

        var calls = new Func<Task>[]
        {
            async () => await store.PingAsync(RedisPlace.Cancellation),
            async () => await store.Features.ReadAsync(_wang, RedisPlace.Cancellation),
            async () => await store.Features.ApplyAsync([Debt(_wang, 1)], RedisPlace.Cancellation),
            async () => await store.Warnings.CommitAsync(Raise(_wang, 1), RedisPlace.Cancellation),
            async () => await store.Activations.ReadAsync(RedisPlace.Cancellation),
            async () => await store.OpenAsync(RedisPlace.Cancellation),
        };
        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(
                () => call().WaitAsync(_patience, RedisPlace.Cancellation));
        }


        var rung = new Rings(store);
        await _server.StartAsync();
        await rung.EveryPartitionAsync();

        Assert.Equal(1, (await store.Warnings.ReadAsync(_wang, RedisPlace.Cancellation)).Revision);
        rung = new Rings(store);
        var next = await store.Warnings.CommitAsync(Raise(_wang, 1), RedisPlace.Cancellation);
        Assert.Equal(new CommitResult(CommitOutcome.Committed, 2), next);
        await rung.PartitionAsync(_wang.Partition(RedisPlace.Partitions));
        Assert.Equal(RedisPlace.Partitions, (await store.OpenAsync(RedisPlace.Cancellation)).Partitions);
    }

    [Fact]
    public async Task Restored_CommitStoppedHalfWay_IsCompletedBeforeTheBellRings()
    {
        await _server.StartAsync();
        await using var place = new RedisPlace(_server);
        var store = await place.OpenAsync();
        await store.Warnings.CommitAsync(Raise(_wang), RedisPlace.Cancellation);
        var keys = place.Keys.PartitionOf(_wang);
        await (await place.LookAsync()).KeyRenameAsync(keys.State(_wang), keys.Draft);
        await _server.KillAsync();

        var rung = new Rings(store);
        await _server.StartAsync();
        await rung.EveryPartitionAsync();

        Assert.Equal(1, (await store.Warnings.ReadAsync(_wang, RedisPlace.Cancellation)).Revision);
    }

    [Fact]
    public async Task CommitAsync_NoAnswerInTime_FailsInOurWords()
    {
        await _server.StartAsync();
        await using var place = new RedisPlace(_server);
        var store = place.Create(place.Options with { CallTimeout = TimeSpan.FromMilliseconds(500) });
        await store.OpenAsync(RedisPlace.Cancellation);
        var look = await place.LookAsync();
        await look.ExecuteAsync("CLIENT", "PAUSE", "60000", "WRITE");

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.Warnings.CommitAsync(Raise(_wang), RedisPlace.Cancellation));

        Assert.Equal("Redis could not commit warnings: there was no answer in time.", fault.Message);
        await look.ExecuteAsync("CLIENT", "UNPAUSE");
        await store.PingAsync(RedisPlace.Cancellation);
    }

    [Fact]
    public async Task Restored_AnotherStoreIsThere_StopsTheCallsAndRefusesToOpen()
    {
        await _server.StartAsync();
        await using var place = new RedisPlace(_server);
        var store = await place.OpenAsync();
        var key = RedisKeys.StoreOf(place.Options.KeyPrefix);
        await (await place.LookAsync()).HashSetAsync(key, "epoch", new string('e', 32));
        await _server.KillAsync();
        await _server.StartAsync();

        await UntilAsync(async () =>
        {
            var fault = await Record.ExceptionAsync(
                async () => await store.Features.ReadAsync(_wang, RedisPlace.Cancellation));
            return fault is StoreUnavailableException { Message: "The Redis store is not open." };
        });

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(
            async () => await store.OpenAsync(RedisPlace.Cancellation));
        Assert.Contains(new string('e', 32), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_WrongPassword_IsRefusedNamingTheOptionOnly()
    {
        await _server.StartAsync("--requirepass", "right");
        await using var place = new RedisPlace(_server);
        var store = place.Create(place.Options with { Configuration = _server.Configuration + ",password=wrong" });

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(
            async () => await store.OpenAsync(RedisPlace.Cancellation));

        Assert.Contains("Configuration", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var look = 0; look < MaximumLooks; look++)
        {
            if (await condition()) return;
            await pause.WaitForNextTickAsync(RedisPlace.Cancellation);
        }

        Assert.Fail("It did not come to that.");
    }

    /// <summary>Which partitions rang since it was made.</summary>
    private sealed class Rings
    {
        private readonly Channel<int> _rings = Channel.CreateUnbounded<int>();

        public Rings(RedisStore store) =>
            store.Warnings.Committed += partition => _rings.Writer.TryWrite(partition);

        public Task EveryPartitionAsync() => UntilAsync([.. Enumerable.Range(0, RedisPlace.Partitions)]);

        public Task PartitionAsync(int partition) => UntilAsync([partition]);

        private async Task UntilAsync(HashSet<int> awaited)
        {
            while (awaited.Count > 0)
            {
                var rung = await _rings.Reader.ReadAsync(RedisPlace.Cancellation).AsTask()
                    .WaitAsync(_patience, RedisPlace.Cancellation);
                awaited.Remove(rung);
            }
        }
    }
}
