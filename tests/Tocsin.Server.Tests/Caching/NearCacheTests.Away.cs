using Tocsin.Core.Features;
using Tocsin.Server.Caching;
using Tocsin.Server.Tests.Running;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleFeatures;

namespace Tocsin.Server.Tests.Caching;

public sealed partial class NearCacheTests
{
    [Fact]
    public async Task ReadAsync_StoreAway_AnswersWhatItHadAsUnconfirmedForFifteenMinutes()
    {
        var instance = await StartAsync(confirms: false);
        await ApplyAsync(Debt(Wang, 1));
        Confirm(instance);
        await instance.RevisionAsync(Wang);
        _store.IsAway = true;
        _clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));

        Assert.Equal((1, StoredState.Unconfirmed), await instance.RevisionAsync(Wang));
        Assert.Equal((null, StoredState.Unavailable), await instance.RevisionAsync(Li));
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal((null, StoredState.Unavailable), await instance.RevisionAsync(Wang));
        Assert.Equal((1, 2), (instance.Metrics.Unconfirmed.Value, instance.Metrics.Unread.Value));
    }

    [Fact]
    public async Task ReadAsync_StoreAway_IsTriedOncePerSecond()
    {
        var instance = await StartAsync(confirms: false);
        _store.IsAway = true;
        for (var i = 0; i < 10; i++) await instance.RevisionAsync(Wang);
        Assert.Equal(1, _store.Readings);

        _clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 10; i++) await instance.RevisionAsync(Wang);
        Assert.Equal(2, _store.Readings);

        _store.IsAway = false;
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((null, StoredState.Current), await instance.RevisionAsync(Wang));
        Assert.Equal((null, StoredState.Current), await instance.RevisionAsync(Wang));
    }

    [Fact]
    public async Task ReadAsync_StoreAwayAndManyUnknown_KeepsWhomItKnows()
    {
        _settings.MegaBytes = 1;
        var instance = await StartAsync(confirms: false);
        await ApplyAsync(Debt(Wang, 1));
        Confirm(instance);
        await instance.RevisionAsync(Wang);
        _store.IsAway = true;
        var held = instance.Cache.Bytes;
        for (var i = 0; i < 5_000; i++)
        {
            if (i % 1_000 == 0) _clock.Advance(TimeSpan.FromSeconds(1));
            var nobody = BorrowerId.Parse($"nobody-{i}");
            Assert.Equal((null, StoredState.Unavailable), await instance.RevisionAsync(nobody));
        }

        // One in a second and partition tries the store, and has a place for that.
        Assert.InRange(instance.Cache.Bytes, held, held + (5 * instance.Cache.Partitions.Count * NearSize.OfSlot));
        Assert.Equal((1, StoredState.Unconfirmed), await instance.RevisionAsync(Wang));
    }

    [Fact]
    public async Task ReadAsync_HeldUpForLongerThanAConfirmationLasts_IsNotJoined()
    {
        var instance = await StartAsync(confirms: false);
        await ApplyAsync(Debt(Wang, 1));
        _store.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = instance.RevisionAsync(Wang);
        await Eventually.SoAsync(() => Task.FromResult(_store.Readings == 1), "the reading began");
        var (gate, _) = (_store.Gate, _store.Gate = null);

        _clock.Advance(TimeSpan.FromMilliseconds(2_000));
        var joined = instance.RevisionAsync(Wang);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((1, StoredState.Current), await instance.RevisionAsync(Wang).WaitAsync(_limit));
        Assert.Equal(2, _store.Readings);
        Assert.False(joined.IsCompleted);
        gate.SetResult();

        Assert.Equal((1, StoredState.Current), await joined.WaitAsync(_limit));
        Assert.Equal((1, StoredState.Current), await first.WaitAsync(_limit));
    }

    [Fact]
    public async Task ReadAsync_StoreSlowerThanPatience_AnswersWhatItHasAndKeepsWhatComes()
    {
        var instance = await StartAsync(confirms: false);
        await ApplyAsync(Debt(Wang, 1), Debt(Li, 1));
        Confirm(instance);
        await instance.RevisionAsync(Wang);
        _clock.Advance(TimeSpan.FromSeconds(3));
        _store.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var known = instance.RevisionAsync(Wang, TimeSpan.FromMilliseconds(30));
        var unknown = instance.RevisionAsync(Li, TimeSpan.FromMilliseconds(30));
        await Eventually.SoAsync(() => Task.FromResult(_store.Readings == 3), "both are being read");
        _clock.Advance(TimeSpan.FromMilliseconds(30));

        Assert.Equal((1, StoredState.Unconfirmed), await known.WaitAsync(_limit));
        Assert.Equal((null, StoredState.Overdue), await unknown.WaitAsync(_limit));
        _store.Gate.SetResult();
        await Eventually.SoAsync(
            async () => await instance.RevisionAsync(Li) == (1, StoredState.Current), "what came late is known");
    }
}
