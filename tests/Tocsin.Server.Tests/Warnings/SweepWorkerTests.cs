using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prometheus;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;
using Tocsin.Server.Tests.Running;
using Tocsin.Server.Warnings;
using Tocsin.Sqlite;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Server.Tests.Warnings;

/// <summary>What the sweep finds, by a clock that only the test moves.</summary>
public sealed class SweepWorkerTests : IAsyncLifetime
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly TemporaryFolder _folder = new();
    private readonly WarningSettings _settings = new() { SweepMs = 1_000 };
    private readonly SqliteStore _store;
    private readonly StoreKeeper _keeper;
    private readonly ReviewQueue _queue;
    private readonly SweepWorker _sweeper;
    private readonly ServerMetrics _metrics = new(Metrics.NewCustomRegistry());
    private int _awaited;

    public SweepWorkerTests()
    {
        _store = new SqliteStore(new SqliteStoreOptions { Folder = _folder.Path });
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        _keeper = new StoreKeeper(_store, _metrics, _clock, lifetime, NullLogger<StoreKeeper>.Instance);
        _queue = new ReviewQueue(_settings, _metrics);
        _sweeper = new SweepWorker(
            _store, _keeper, new PartitionLeases(_store), new WarningMonitor(_store, new ActiveRuleSet(), _clock),
            _queue, _settings, _metrics, _clock, NullLogger<SweepWorker>.Instance);
    }

    public async ValueTask InitializeAsync()
    {
        await _keeper.StartAsync(default);
        await _keeper.Opened.WaitAsync(_limit);
    }

    public async ValueTask DisposeAsync()
    {
        await _sweeper.StopAsync(default);
        await _keeper.StopAsync(default);
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ExecuteAsync_MarkThatACrashLeft_IsAskedForAtOnce()
    {
        await MarkAsync(Wang);

        await _sweeper.StartAsync(default);

        Assert.Equal((Wang, WarningCauseKind.FeatureUpdate), await AskedAsync());
    }

    [Fact]
    public async Task ExecuteAsync_MarkWhileReviewsAreUnderWay_IsLeftToThemForOneSweep()
    {
        await MarkAsync(Wang);
        // Somebody waits already, so that the mark may well be of a review that runs at this moment.
        _ = _queue.Ask(Li, WarningCauseKind.Operator);
        await _sweeper.StartAsync(default);
        await SweptAsync();

        _clock.Advance(TimeSpan.FromSeconds(1));
        await SweptAsync();

        Assert.Equal((Li, WarningCauseKind.Operator), await AskedAsync());
        Assert.Equal((Wang, WarningCauseKind.FeatureUpdate), await AskedAsync());
    }

    [Fact]
    public async Task ExecuteAsync_DueTimeComes_AsksThenAndNotBefore()
    {
        await _store.Warnings.CommitAsync(Raise(Wang).DueAt(Noon.AddSeconds(2)), default);
        await _sweeper.StartAsync(default);
        await SweptAsync();
        Assert.True(_queue.IsIdle);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await SweptAsync();
        Assert.True(_queue.IsIdle);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((Wang, WarningCauseKind.Time), await AskedAsync());
    }

    [Fact]
    public async Task ExecuteAsync_ClockStepsBack_GoesOnAndOnlyWaitsForWhatIsDue()
    {
        await _store.Warnings.CommitAsync(Raise(Wang).DueAt(Noon), default);
        _clock.AdjustTime(Noon.AddDays(-1));
        await _sweeper.StartAsync(default);
        await SweptAsync();
        Assert.True(_queue.IsIdle);

        await MarkAsync(Li);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((Li, WarningCauseKind.FeatureUpdate), await AskedAsync());
        _clock.AdjustTime(Noon);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((Wang, WarningCauseKind.Time), await AskedAsync());
    }

    [Fact]
    public async Task ExecuteAsync_OldEntries_AreTrimmedOnceAMinute()
    {
        _settings.LogDays = 1;
        await _store.Warnings.CommitAsync(Raise(Wang), default);
        await _store.Warnings.CommitAsync(Raise(Wang, 1), default);
        _clock.AdjustTime(Noon.AddDays(2));
        await _sweeper.StartAsync(default);
        var partition = Wang.Partition(16);
        for (var sweep = 1; sweep < 60; sweep++)
        {
            await SweptAsync();
            Assert.Equal(1, (await _store.Warnings.ReadExtentAsync(partition, default)).OldestSequence);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        await SweptAsync();

        Assert.Equal(2, (await _store.Warnings.ReadExtentAsync(partition, default)).OldestSequence);
    }

    private async Task MarkAsync(BorrowerId borrower) =>
        await _store.Features.ApplyAsync([Debt(borrower, 1)], default);

    private async Task<(BorrowerId Borrower, WarningCauseKind Cause)> AskedAsync()
    {
        using var limit = new CancellationTokenSource(_limit);
        var request = Assert.Single(await _queue.TakeAsync(1, limit.Token));
        return (request.Borrower, request.Cause);
    }

    // A sweep more has ended than the last time.
    private Task SweptAsync()
    {
        _awaited++;
        return Eventually.SoAsync(() => Task.FromResult(_metrics.Sweeps.Value >= _awaited), "a sweep ends");
    }
}
