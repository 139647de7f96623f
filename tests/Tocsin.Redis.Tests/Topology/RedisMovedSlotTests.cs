using StackExchange.Redis;
using Tocsin.Conformance;
using Tocsin.Core.Features;
using Xunit;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Redis.Tests.Topology;

/// <summary>While a slot moves to another node of a cluster whoever reads and writes notices nothing.</summary>
public sealed class RedisMovedSlotTests : IAsyncLifetime
{
    private const int Readers = 20;
    private const int MostAsked = 300;

    private static readonly BorrowerId _wang = SampleBorrowers.Wang;

    private readonly RedisServer _from = new();
    private readonly RedisServer _to = new();
    private ConnectionMultiplexer? _multiplexer;

    // So that the driver has both connections before it is told of the second.
    private string Both => $"{_from.Configuration},{_to.Configuration}";

    private IServer From => _multiplexer!.GetServer(_from.Configuration);

    private IServer To => _multiplexer!.GetServer(_to.Configuration);

    public async ValueTask InitializeAsync()
    {
        RedisServer.Require();
        await _from.StartAsync("--cluster-enabled", "yes");
        await _to.StartAsync("--cluster-enabled", "yes");
        _multiplexer = await ConnectionMultiplexer.ConnectAsync($"{Both},allowAdmin=true");
        await From.ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", 0, 16383);
        await From.ExecuteAsync("CLUSTER", "MEET", "127.0.0.1", _to.Port);
        await UntilAsync(async () =>
            Info(await From.ExecuteAsync("CLUSTER", "INFO"), "cluster_known_nodes:2")
            && Info(await To.ExecuteAsync("CLUSTER", "INFO"), "cluster_known_nodes:2")
            && Info(await From.ExecuteAsync("CLUSTER", "INFO"), "cluster_state:ok")
            && Info(await To.ExecuteAsync("CLUSTER", "INFO"), "cluster_state:ok"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_multiplexer is not null) await _multiplexer.DisposeAsync();
        await _from.DisposeAsync();
        await _to.DisposeAsync();
    }

    [Fact]
    public async Task ReadAsync_WhileASlotMoves_ReadsAndBreaksNothing()
    {
        await using var place = new RedisPlace(_from);
        var store = place.Create(place.Options with { Configuration = Both });
        await store.OpenAsync(RedisPlace.Cancellation);
        await store.Features.ApplyAsync([Debt(_wang, 1)], RedisPlace.Cancellation);
        await store.Warnings.CommitAsync(Raise(_wang), RedisPlace.Cancellation);
        var keys = place.Keys.PartitionOf(_wang);
        var slot = (int)await From.ExecuteAsync("CLUSTER", "KEYSLOT", keys.Borrower(_wang));
        var broken = 0;
        store.Writes.Broken += () => Interlocked.Increment(ref broken);

        // All keys are at the new node already, and the old one asks who comes for them to ask there.
        await To.ExecuteAsync("CLUSTER", "SETSLOT", slot, "IMPORTING", await NameAsync(From));
        await From.ExecuteAsync("CLUSTER", "SETSLOT", slot, "MIGRATING", await NameAsync(To));
        var moving = (RedisValue[])(await From.ExecuteAsync("CLUSTER", "GETKEYSINSLOT", slot, 100))!;
        object[] migrate = ["127.0.0.1", _to.Port, "", 0, 5_000, "KEYS", .. moving.Select(key => (object)key)];
        await From.ExecuteAsync("MIGRATE", migrate);
        await ReadAsync(store);
        Assert.Equal(0, Volatile.Read(ref broken));

        // The new node has the slot, which the driver learns with the first answer.
        await To.ExecuteAsync("CLUSTER", "SETSLOT", slot, "NODE", await NameAsync(To));
        await From.ExecuteAsync("CLUSTER", "SETSLOT", slot, "NODE", await NameAsync(To));
        await ReadAsync(store);
        await store.Features.ApplyAsync([Debt(_wang, 2, Morning.AddDays(1))], RedisPlace.Cancellation);
        var after = await store.Features.ReadAsync(_wang, RedisPlace.Cancellation);

        Assert.Equal("2", after!.Views["bureau"].Values["debt_cny"]);
        // What is written is told on the new node's channel from now on: an era of the near cache ends.
        await UntilAsync(() => Task.FromResult(Volatile.Read(ref broken) > 0));
    }

    private static async Task ReadAsync(RedisStore store)
    {
        var read = Enumerable.Range(0, Readers)
            .Select(_ => store.Features.ReadAsync(_wang, RedisPlace.Cancellation).AsTask()).ToList();
        var states = Enumerable.Range(0, Readers)
            .Select(_ => store.Warnings.ReadAsync(_wang, RedisPlace.Cancellation).AsTask()).ToList();

        Assert.All(
            await Task.WhenAll(read), profile => Assert.Equal("1", profile!.Views["bureau"].Values["debt_cny"]));
        Assert.All(await Task.WhenAll(states), state => Assert.Equal(1, state.Revision));
    }

    private static async Task<string> NameAsync(IServer node) => (string)(await node.ExecuteAsync("CLUSTER", "MYID"))!;

    private static bool Info(RedisResult info, string line) =>
        ((string)info!).Contains(line, StringComparison.Ordinal);

    private static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var asked = 1; !await isTrue(); asked++)
        {
            Assert.True(asked < MostAsked, "It did not become true in time.");
            await pause.WaitForNextTickAsync(RedisPlace.Cancellation);
        }
    }
}
