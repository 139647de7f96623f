using StackExchange.Redis;
using Tocsin.Conformance;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Xunit;

namespace Tocsin.Redis.Tests;

/// <summary>The contract of activation stores, on Redis.</summary>
public sealed class RedisActivationStoreTests(RedisServer server) : ActivationStoreContract
{
    private readonly RedisPlace _place = new(server);

    [Fact]
    public async Task TryAdvanceAsync_AnotherStoppedAfterAnyCall_TookTheNumberWholeOrNotAtAll()
    {
        var store = await OpenStoreAsync();
        var look = await _place.LookAsync();
        var first = Taken(1, "first");
        await store.Activations.TryAdvanceAsync(first, Cancellation);
        for (var calls = 0; await IsStoppedAfterAsync(look, Taken(2, "stopped"), kept: 9, calls); calls++)
        {
            Assert.Equal(first, await store.Activations.ReadAsync(Cancellation));
            Assert.Equal([first], await store.Activations.ListAsync(long.MaxValue, 10, Cancellation));
            Assert.True(calls < 10, "The script has an end.");
        }

        Assert.Equal(
            [Taken(2, "stopped"), first], await store.Activations.ListAsync(long.MaxValue, 10, Cancellation));
        Assert.False(await IsStoppedAfterAsync(look, Taken(2, "sent again"), kept: 9, calls: 99));
        Assert.Equal(Taken(2, "stopped"), await store.Activations.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task TryAdvanceAsync_MoreThanAreKept_LetsTheOldestGo()
    {
        var store = await OpenStoreAsync();
        var look = await _place.LookAsync();

        for (var number = 1; number <= 9; number++)
            Assert.False(await IsStoppedAfterAsync(look, Taken(number, "wu"), kept: 3, calls: 99));

        Assert.Equal(
            [Taken(9, "wu"), Taken(8, "wu"), Taken(7, "wu"), Taken(6, "wu")],
            await store.Activations.ListAsync(long.MaxValue, 1_000, Cancellation));
        Assert.Equal(3, await look.HashLengthAsync(_place.Keys.Superseded));
    }

    [Fact]
    public async Task ListAsync_AHundredThousandAndMore_AnswersPagesUpToTheLastThatIsKept()
    {
        var store = await OpenStoreAsync();
        await WriteAsOlderBuildAsync(
            store, Activation.MinimumKept + 500, new string('a', 64), DateTimeOffset.UnixEpoch);
        await store.Activations.TryAdvanceAsync(Taken(Activation.MinimumKept + 501, "wu"), Cancellation);

        Assert.Equal(2, (await store.Activations.ListAsync(long.MaxValue, 1_000, Cancellation)).Count);
        Assert.Empty(await store.Activations.ListAsync(400, 1, Cancellation));
    }

    protected override bool IsShared => true;

    protected override ValueTask<IStore> CreateStoreAsync(string place, int? partitions) => new(_place.Create(
        _place.Options with { KeyPrefix = _place.PrefixOf(place), Partitions = partitions }));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _place.DisposeAsync();
    }

    protected override async ValueTask WriteAsOlderBuildAsync(
        IStore store, long number, string digest, DateTimeOffset at) =>
        await (await _place.LookAsync()).HashSetAsync(
            _place.Keys.Activation, [new("number", number), new("digest", digest), new("at", RedisTime.ToText(at))]);

    private static Activation Taken(long number, string by) =>
        new(number, new string('b', 64), DateTimeOffset.UnixEpoch.AddDays(number)) { By = by, Reason = "because" };

    private Task<bool> IsStoppedAfterAsync(IDatabase look, Activation next, int kept, int calls) =>
        StoppedScript.IsStoppedAfterAsync(
            calls, look, RedisScripts.Advance, [_place.Keys.Activation, _place.Keys.Superseded],
            [
                next.Number - 1, next.Digest, RedisTime.ToText(next.At), next.Origin.ToString(), next.By, next.Reason,
                kept,
            ]);
}
