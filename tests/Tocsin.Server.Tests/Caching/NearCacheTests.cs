using Microsoft.Extensions.Time.Testing;
using Tocsin.Conformance;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Tocsin.Server.Settings;
using Tocsin.Server.Tests.Running;
using Tocsin.Sqlite;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleFeatures;

namespace Tocsin.Server.Tests.Caching;

/// <summary>What is kept of borrowers, on a real store whose readings are counted and held back.</summary>
public sealed partial class NearCacheTests : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(SampleWarnings.Noon);
    private readonly NearCacheSettings _settings = new();
    private readonly SqliteStore _sqlite;
    private readonly GatedStore _store;
    private NearInstance? _instance;

    public NearCacheTests()
    {
        _sqlite = new SqliteStore(new SqliteStoreOptions { Folder = _folder.At("data") });
        _store = new GatedStore(_sqlite);
    }

    public async ValueTask DisposeAsync()
    {
        if (_instance is not null) await _instance.DisposeAsync();
        await _sqlite.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReadAsync_AskedForAgain_ReadsTheStoreOnce()
    {
        var instance = await StartAsync();
        await ApplyAsync(Debt(Wang, 1));

        Assert.Equal((1, StoredState.Current), await instance.RevisionAsync(Wang));
        Assert.Equal((1, StoredState.Current), await instance.RevisionAsync(Wang));

        Assert.Equal(1, _store.Readings);
        Assert.Equal((1, 1), (instance.Metrics.Hits.Value, instance.Metrics.Misses.Value));
    }

    [Fact]
    public async Task ReadAsync_NobodyStored_IsKnownUntilItComes()
    {
        var instance = await StartAsync();

        Assert.Equal((null, StoredState.Current), await instance.RevisionAsync(Wang));
        Assert.Equal((null, StoredState.Current), await instance.RevisionAsync(Wang));
        Assert.Equal(1, _store.Readings);
        await ApplyAsync(Debt(Wang, 1));

        Assert.Equal((1, StoredState.Current), await instance.RevisionAsync(Wang));
    }

    [Fact]
    public async Task ReadAsync_AfterAnAcknowledgedUpdate_HasIt()
    {
        var instance = await StartAsync();
        for (var revision = 1; revision <= 20; revision++)
        {
            await ApplyAsync(Debt(Wang, revision, Morning.AddMinutes(revision)));

            Assert.Equal((revision, StoredState.Current), await instance.RevisionAsync(Wang));
        }
    }

    [Fact]
    public async Task ReadAsync_WrittenDuringAReading_IsNeitherKeptNorJoined()
    {
        var instance = await StartAsync();
        await ApplyAsync(Debt(Wang, 1));
        _store.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = instance.RevisionAsync(Wang);
        await Eventually.SoAsync(() => Task.FromResult(_store.Readings == 1), "the reading began");
        var (gate, _) = (_store.Gate, _store.Gate = null);

        await ApplyAsync(Debt(Wang, 2, Morning.AddMinutes(1)));
        var second = await instance.RevisionAsync(Wang).WaitAsync(_limit);
        gate.SetResult();

        Assert.Equal((2, StoredState.Current), second);
        // Who asked before the update may be told what was there before it.
        Assert.Equal((1, StoredState.Current), await first.WaitAsync(_limit));
        Assert.Equal((2, StoredState.Current), await instance.RevisionAsync(Wang));
        Assert.Equal(2, _store.Readings);
    }

    [Fact]
    public async Task ReadAsync_ManyAtOnce_ShareOneReading()
    {
        var instance = await StartAsync();
        await ApplyAsync(Debt(Wang, 1));
        _store.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var all = Enumerable.Range(0, 50).Select(_ => instance.RevisionAsync(Wang)).ToList();
        _store.Gate.SetResult();

        Assert.All(await Task.WhenAll(all).WaitAsync(_limit), read => Assert.Equal((1, StoredState.Current), read));
        Assert.Equal(1, _store.Readings);
        Assert.Equal(49, instance.Metrics.Joined.Value);
    }

    [Fact]
    public async Task ReadAsync_NotConfirmedForTooLong_ReadsTheStoreEachTime()
    {
        var instance = await StartAsync(confirms: false);
        await ApplyAsync(Debt(Wang, 1));
        Confirm(instance);
        await instance.RevisionAsync(Wang);
        _clock.Advance(TimeSpan.FromMilliseconds(2_000));
        await instance.RevisionAsync(Wang);
        Assert.Equal(1, _store.Readings);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await instance.RevisionAsync(Wang);
        await instance.RevisionAsync(Wang);

        Assert.Equal(3, _store.Readings);
        Confirm(instance);
        // What was read while nothing was confirmed is not taken for confirmed afterwards.
        await instance.RevisionAsync(Wang);
        await instance.RevisionAsync(Wang);
        Assert.Equal(4, _store.Readings);
    }

    [Fact]
    public async Task LaidOut_AnotherRuleSetIsActive_IsMadeAnew()
    {
        var set = RuleSetReader.Read(RuleFolder.Read(new VersionedRules(_folder.At("rules")).Folder)).RuleSet!;
        var instance = await StartAsync(confirms: false);
        await ApplyAsync(Debt(Wang, 1));
        Confirm(instance);
        var near = (await instance.Cache.ReadAsync(Wang, false, null, CancellationToken.None)).Borrower!;
        var kept = near.LaidOut(set.Layout, Morning);
        Assert.Same(kept, near.LaidOut(set.Layout, Morning));

        instance.Active.Activate(new ActivatedRuleSet(set, 1, Morning));

        Assert.NotSame(kept, near.LaidOut(set.Layout, Morning));
    }

    [Fact]
    public async Task ReadAsync_Erased_IsForgottenAtOnce()
    {
        var instance = await StartAsync();
        await ApplyAsync(Debt(Wang, 1));
        var review = SampleWarnings.Review(Wang).From(features: 1, activation: 1);
        await _store.Warnings.CommitAsync(review, CancellationToken.None);
        await instance.Cache.ReadAsync(Wang, withWarnings: true, null, CancellationToken.None);
        var held = instance.Cache.Bytes;

        await _store.Warnings.CommitAsync(
            SampleWarnings.Erasure(Wang, 0).From(features: 1, activation: 1), CancellationToken.None);

        Assert.InRange(instance.Cache.Bytes, 0, held - 1);
        Assert.Equal((null, StoredState.Current), await instance.RevisionAsync(Wang));
    }

    [Fact]
    public async Task ReadAsync_WarningsReviewed_HasTheNewState()
    {
        var instance = await StartAsync();
        await ApplyAsync(Debt(Wang, 1));
        Assert.Equal(0, (await StateAsync(instance)).FeaturesRevision);

        await _store.Warnings.CommitAsync(
            SampleWarnings.Review(Wang).From(features: 1, activation: 1), CancellationToken.None);

        Assert.Equal(1, (await StateAsync(instance)).FeaturesRevision);
        await StateAsync(instance);
        Assert.Equal(2, _store.Readings);
    }

    [Fact]
    public async Task ReadAsync_MoreThanFits_StaysWithinItsBytesAndKeepsWhatIsAskedFor()
    {
        _settings.MegaBytes = 1;
        var instance = await StartAsync();
        await ApplyAsync(Debt(Wang, 1));
        for (var i = 0; i < 5_000; i++)
        {
            await instance.RevisionAsync(BorrowerId.Parse($"nobody-{i}"));
            Assert.InRange(instance.Cache.Bytes, 0, 1 << 20);
            if (i % 100 == 0) await instance.RevisionAsync(Wang);
        }

        Assert.True(instance.Metrics.Evicted.Value > 1_000);
        var before = _store.Readings;
        await instance.RevisionAsync(Wang);
        Assert.Equal(before, _store.Readings);
    }

    [Fact]
    public async Task ReadAsync_TurnedOff_ReadsTheStoreEachTime()
    {
        _settings.MegaBytes = 0;
        var instance = await StartAsync();
        await ApplyAsync(Debt(Wang, 1));

        await instance.RevisionAsync(Wang);
        await instance.RevisionAsync(Wang);

        Assert.Equal(2, _store.Readings);
        Assert.Equal(0, instance.Cache.Bytes);
    }

    private async Task<NearInstance> StartAsync(bool confirms = true) =>
        _instance = await NearInstance.StartAsync(_store, _settings, _clock, confirms);

    private void Confirm(NearInstance instance)
    {
        foreach (var partition in instance.Cache.Partitions)
            partition.Confirm(partition.CurrentEra, _clock.GetTimestamp());
    }

    private async Task ApplyAsync(params FeatureUpdate[] updates) =>
        await _store.Features.ApplyAsync(updates, CancellationToken.None);

    private static async Task<BorrowerWarnings> StateAsync(NearInstance instance) =>
        (await instance.Cache.ReadAsync(Wang, withWarnings: true, null, CancellationToken.None)).Borrower!.Warnings!;
}
