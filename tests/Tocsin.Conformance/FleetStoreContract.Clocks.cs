using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Storage;
using Xunit;
using static Tocsin.Conformance.SampleRuleSets;

namespace Tocsin.Conformance;

/// <summary>Whose clock counts, and who is forgotten when.</summary>
public abstract partial class FleetStoreContract
{
    private static readonly TimeSpan _nearly = IFleetStore.Remembered - TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _twoMinutes = TimeSpan.FromMinutes(2);

    /// <summary>Makes an instance seen that much earlier than it was; later when it is less than zero.</summary>
    protected abstract ValueTask AgeAsync(IStore store, string instance, TimeSpan by);

    [Fact]
    public async Task ListAsync_SilentForNearlyADay_StillListsIt()
    {
        var store = await OpenStoreAsync();
        await store.Fleet.AnnounceAsync(Instance("silent"), _long, Cancellation);
        var before = Assert.Single(await store.Fleet.ListAsync(Cancellation));
        await AgeAsync(store, "silent", _nearly);
        await store.Fleet.AnnounceAsync(Instance("live"), _long, Cancellation);

        var listed = await store.Fleet.ListAsync(Cancellation);

        Assert.Equal([("live", true), ("silent", false)], listed.Select(one => (one.Note.Instance, one.IsLive)));
        Assert.Equal(before.SeenAt - _nearly, listed[1].SeenAt);
    }

    [Fact]
    public async Task ListAsync_SilentForMoreThanADay_LeavesItOutAndTheNextToAnnounceForgetsIt()
    {
        var store = await OpenStoreAsync();
        await store.Fleet.AnnounceAsync(Instance("gone"), _long, Cancellation);
        await AgeAsync(store, "gone", IFleetStore.Remembered + _pause);
        Assert.Empty(await store.Fleet.ListAsync(Cancellation));

        await store.Fleet.AnnounceAsync(Instance("live"), _long, Cancellation);
        await AgeAsync(store, "gone", -IFleetStore.Remembered);

        Assert.Equal("live", Assert.Single(await store.Fleet.ListAsync(Cancellation)).Note.Instance);
    }

    [Fact]
    public async Task ListAsync_ClockSteppedBackByLessThanALease_StaysLive()
    {
        var store = await OpenStoreAsync();
        await store.Fleet.AnnounceAsync(Instance("i-1"), _long, Cancellation);
        await AgeAsync(store, "i-1", -_long / 2);

        Assert.True(Assert.Single(await store.Fleet.ListAsync(Cancellation)).IsLive);
    }

    [Fact]
    public async Task ListAsync_ClockSteppedBackByMoreThanALease_IsSilentUntilItSpeaksAgain()
    {
        var store = await OpenStoreAsync();
        await store.Fleet.AnnounceAsync(Instance("i-1"), _long, Cancellation);
        await AgeAsync(store, "i-1", -_twoMinutes);
        Assert.False(Assert.Single(await store.Fleet.ListAsync(Cancellation)).IsLive);

        await store.Fleet.AnnounceAsync(Instance("i-1"), _long, Cancellation);

        Assert.True(Assert.Single(await store.Fleet.ListAsync(Cancellation)).IsLive);
    }

    [Fact]
    public async Task AnnounceAsync_ClockSteppedBackByMoreThanALease_ForgetsWhatWasSaidBefore()
    {
        var store = await OpenStoreAsync();
        await store.Fleet.AnnounceAsync(Instance("ahead"), _long, Cancellation);
        await AgeAsync(store, "ahead", -_twoMinutes);

        await store.Fleet.AnnounceAsync(Instance("live"), _long, Cancellation);

        Assert.Equal("live", Assert.Single(await store.Fleet.ListAsync(Cancellation)).Note.Instance);
    }

    [Fact]
    public async Task AnnounceAsync_ClockOfTheInstanceIsWrong_CountsByTheStores()
    {
        var store = await OpenStoreAsync();
        foreach (var (name, since) in new[] { ("early", Noon.AddYears(-40)), ("late", Noon.AddYears(40)) })
            await store.Fleet.AnnounceAsync(Instance(name) with { Since = since }, _long, Cancellation);

        var listed = await store.Fleet.ListAsync(Cancellation);

        Assert.All(listed, instance => Assert.True(instance.IsLive));
        Assert.True((listed[0].SeenAt - listed[1].SeenAt).Duration() < _long);
        Assert.Equal([Noon.AddYears(-40), Noon.AddYears(40)], listed.Select(instance => instance.Note.Since));
    }

    [Fact]
    public async Task LeaveAsync_OneOfTwoOfOneName_IsListedAgainWhenTheOtherSpeaks()
    {
        var stores = await OpenInstancesAsync();
        var (first, second) = (stores[0].Fleet, stores[^1].Fleet);
        await first.AnnounceAsync(Instance("twin", activation: 3), _long, Cancellation);
        await second.AnnounceAsync(Instance("twin", activation: 4), _long, Cancellation);
        Assert.Equal(4, Assert.Single(await first.ListAsync(Cancellation)).Note.Activation);

        await second.LeaveAsync("twin", Cancellation);
        Assert.Empty(await first.ListAsync(Cancellation));
        await first.AnnounceAsync(Instance("twin", activation: 3), _long, Cancellation);

        Assert.Equal(3, Assert.Single(await second.ListAsync(Cancellation)).Note.Activation);
    }

    [Fact]
    public async Task AnnounceAsync_OddTexts_AreKeptToTheLastCharacter()
    {
        var store = await OpenStoreAsync();
        var odd = Instance("A.b_c:9-") with { LastError = OddText, Build = OddText, Digest = "" };

        await store.Fleet.AnnounceAsync(odd, _long, Cancellation);

        Assert.Equal(odd, Assert.Single(await store.Fleet.ListAsync(Cancellation)).Note);
    }

    [Fact]
    public async Task AnnounceAsync_ManyAtOnce_ListsTheLastWordOfEach()
    {
        var stores = await OpenInstancesAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            for (var activation = 1; activation <= 20; activation++)
            {
                await stores[i % stores.Length].Fleet.AnnounceAsync(
                    Instance($"i-{i}", activation), _long, Cancellation);
            }
        })));

        var listed = await stores[0].Fleet.ListAsync(Cancellation);

        Assert.Equal(Enumerable.Range(0, 8).Select(i => ($"i-{i}", 20L)),
            listed.Select(one => (one.Note.Instance, one.Note.Activation)));
    }
}
