using Xunit;

namespace Tocsin.Redis.Tests;

/// <summary>Instances that share the partitions of one Redis.</summary>
public sealed partial class RedisWarningStoreTests
{
    private static readonly TimeSpan _long = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task LeaseAsync_AnotherInstanceComes_SharesEvenlyAndNeverTwice()
    {
        var store = await _place.OpenAsync();

        Assert.Equal([0, 1, 2, 3], await LeaseAsync(store, "a", _long));
        Assert.Empty(await LeaseAsync(store, "b", _long));
        Assert.Equal([0, 1], await LeaseAsync(store, "a", _long));
        Assert.Equal([2, 3], await LeaseAsync(store, "b", _long));
        Assert.Empty(await LeaseAsync(store, "c", _long));
        Assert.Equal([0, 1], await LeaseAsync(store, "a", _long));
    }

    [Fact]
    public async Task LeaseAsync_MoreInstancesThanPartitions_GivesOneToEachUntilNoneIsLeft()
    {
        var store = await _place.OpenAsync();
        string[] holders = ["a", "b", "c", "d", "e"];
        for (var round = 0; round < 3; round++)
        {
            foreach (var holder in holders) await LeaseAsync(store, holder, _long);
        }

        var held = new List<int>();
        foreach (var holder in holders) held.AddRange(await LeaseAsync(store, holder, _long));

        Assert.Equal([0, 1, 2, 3], held.Order());
    }

    [Fact]
    public async Task LeaseAsync_HolderIsGone_ItsPartitionsGoToTheOthers()
    {
        var store = await _place.OpenAsync();
        await LeaseAsync(store, "gone", _short);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var held = 0;
        for (var tries = 0; held < 4 && tries < 1_000; tries++)
        {
            held = (await LeaseAsync(store, "b", _long)).Count;
            await timer.WaitForNextTickAsync(RedisPlace.Cancellation);
        }

        Assert.Equal(4, held);
    }

    [Fact]
    public async Task LeaseAsync_ServersClockSteppedBack_NoHolderKeepsItsPartitionsForLong()
    {
        var store = await _place.OpenAsync();
        await LeaseAsync(store, "gone", _long);
        var look = await _place.LookAsync();
        // Written before the clock stepped back by a year, this time is further ahead than any lease lasts.
        await look.SortedSetAddAsync(
            _place.Keys.Sweepers, "gone", RedisTime.ToMicros(DateTimeOffset.UnixEpoch.AddYears(200)));

        Assert.Equal([0, 1, 2, 3], await LeaseAsync(store, "b", _long));
    }

    private static async Task<IReadOnlyList<int>> LeaseAsync(RedisStore store, string holder, TimeSpan duration) =>
        await store.Warnings.LeaseAsync(holder, duration, RedisPlace.Cancellation);
}
