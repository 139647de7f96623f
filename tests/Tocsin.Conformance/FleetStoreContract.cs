using Tocsin.Core.Rules.Publishing;
using Xunit;
using static Tocsin.Conformance.SampleRuleSets;

namespace Tocsin.Conformance;

/// <summary>What every fleet store does.</summary>
public abstract partial class FleetStoreContract : StoreContract
{
    private static readonly TimeSpan _long = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(10);

    [Fact]
    public async Task ListAsync_NobodyAnnounced_IsEmpty()
    {
        var store = await OpenStoreAsync();

        await store.Fleet.LeaveAsync("i-1", Cancellation);

        Assert.Empty(await store.Fleet.ListAsync(Cancellation));
    }

    [Fact]
    public async Task AnnounceAsync_InAnyOrder_ListsEachInOrderOfName()
    {
        var store = await OpenStoreAsync();
        foreach (var name in (string[])["i-2", "I-9", "i-10", "i-2"])
            await store.Fleet.AnnounceAsync(Instance(name), _long, Cancellation);

        var listed = await store.Fleet.ListAsync(Cancellation);

        Assert.Equal(["I-9", "i-10", "i-2"], listed.Select(instance => instance.Note.Instance));
        Assert.All(listed, instance => Assert.True(instance.IsLive));
        Assert.All(listed, instance => Assert.Equal(TimeSpan.Zero, instance.SeenAt.Offset));
    }

    [Fact]
    public async Task AnnounceAsync_Again_TakesThePlaceOfWhatWasSaid()
    {
        var store = await OpenStoreAsync();
        await store.Fleet.AnnounceAsync(Instance("i-1") with { LastError = "没有文件" }, _long, Cancellation);
        var before = Assert.Single(await store.Fleet.ListAsync(Cancellation));
        var evening = new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.FromHours(8)).AddTicks(9);

        await store.Fleet.AnnounceAsync(Instance("i-1", activation: 4) with { Since = evening }, _long, Cancellation);

        var after = Assert.Single(await store.Fleet.ListAsync(Cancellation));
        Assert.Equal(Instance("i-1") with { LastError = "没有文件" }, before.Note);
        Assert.Equal(Instance("i-1", activation: 4), after.Note);
        Assert.Equal(TimeSpan.Zero, after.Note.Since.Offset);
        Assert.True(after.SeenAt >= before.SeenAt);
    }

    [Fact]
    public async Task ListAsync_LeaseIsOver_StillListsWhoFellSilent()
    {
        var store = await OpenStoreAsync();
        await store.Fleet.AnnounceAsync(Instance("silent"), _short, Cancellation);
        await store.Fleet.AnnounceAsync(Instance("live"), _long, Cancellation);
        using var timer = new PeriodicTimer(_pause);
        var listed = await store.Fleet.ListAsync(Cancellation);
        for (var tries = 0; listed[1].IsLive && tries < 1_000; tries++)
        {
            await timer.WaitForNextTickAsync(Cancellation);
            listed = await store.Fleet.ListAsync(Cancellation);
        }

        Assert.Equal([("live", true), ("silent", false)], listed.Select(one => (one.Note.Instance, one.IsLive)));
        await store.Fleet.AnnounceAsync(Instance("silent"), _long, Cancellation);
        Assert.True((await store.Fleet.ListAsync(Cancellation))[1].IsLive);
    }

    [Fact]
    public async Task LeaveAsync_OneOfTwo_LeavesTheOther()
    {
        var store = await OpenStoreAsync();
        await store.Fleet.AnnounceAsync(Instance("i-1"), _long, Cancellation);
        await store.Fleet.AnnounceAsync(Instance("i-2"), _long, Cancellation);

        await store.Fleet.LeaveAsync("i-1", Cancellation);
        await store.Fleet.LeaveAsync("i-1", Cancellation);

        Assert.Equal("i-2", Assert.Single(await store.Fleet.ListAsync(Cancellation)).Note.Instance);
    }

    [Fact]
    public async Task AnnounceAsync_LongError_IsCutBetweenCharacters()
    {
        var store = await OpenStoreAsync();
        await store.Fleet.AnnounceAsync(
            Instance("i-1") with { LastError = new string('x', 5_000) }, _long, Cancellation);
        await store.Fleet.AnnounceAsync(
            Instance("i-2") with { LastError = new string('x', 999) + "\U00020BB7" }, _long, Cancellation);

        var listed = await store.Fleet.ListAsync(Cancellation);

        Assert.Equal([1_000, 999], listed.Select(instance => instance.Note.LastError.Length));
    }

    [Fact]
    public async Task AnnounceAsync_MoreThanTheMost_ForgetsTheLongestSilent()
    {
        var store = await OpenStoreAsync();
        await store.Fleet.AnnounceAsync(Instance("first"), _long, Cancellation);
        using (var timer = new PeriodicTimer(_pause)) await timer.WaitForNextTickAsync(Cancellation);
        await Task.WhenAll(Enumerable.Range(0, IFleetStore.MaximumInstances).Select(i =>
            store.Fleet.AnnounceAsync(Instance($"i-{i}"), _long, Cancellation).AsTask()));

        var listed = await store.Fleet.ListAsync(Cancellation);

        Assert.Equal(IFleetStore.MaximumInstances, listed.Count);
        Assert.DoesNotContain(listed, instance => instance.Note.Instance == "first");
    }

    [Fact]
    public async Task AnnounceAsync_WithoutNameOrOutsideTheBoundsOfALease_IsRefused()
    {
        var store = await OpenStoreAsync();
        foreach (var (note, lease) in new[]
        {
            (Instance(""), _long), (Instance("a b"), _long), (Instance(new string('a', 65)), _long),
            (Instance("a"), TimeSpan.Zero), (Instance("a"), -_long), (Instance("a"), IFleetStore.Remembered + _pause),
        })
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () =>
                await store.Fleet.AnnounceAsync(note, lease, Cancellation));
        }

        Assert.Empty(await store.Fleet.ListAsync(Cancellation));
    }
}
