using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;
using Tocsin.Core.Features;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;
using Tocsin.Server.Tests.Running;
using Tocsin.Server.Warnings;
using Tocsin.Sqlite;
using Xunit;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Server.Tests.Warnings;

public sealed class WarningStreamTests : IAsyncLifetime
{
    private static readonly BorrowerId _wang = BorrowerId.Parse("wang");
    private static readonly BorrowerId _li = BorrowerId.Parse("li");

    private readonly WarningSettings _settings = new() { SubscriberQueueLength = 16 };
    private readonly ServerMetrics _metrics = new(Metrics.NewCustomRegistry());
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SqliteStore _store;
    private readonly StoreKeeper _keeper;
    private readonly WarningFeed _feed;
    private readonly WarningStream _stream;

    public WarningStreamTests()
    {
        _store = new SqliteStore(new SqliteStoreOptions { Folder = _folder.Path });
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
#pragma warning disable RS0030 // The feed polls by the real clock here; no test depends on when.
        _keeper = new StoreKeeper(_store, _metrics, TimeProvider.System, lifetime, NullLogger<StoreKeeper>.Instance);
        _feed = new WarningFeed(
            _store, _keeper, _settings, _metrics, TimeProvider.System, NullLogger<WarningFeed>.Instance);
        _stream = new WarningStream(_store, _keeper, _feed, _settings, TimeProvider.System);
#pragma warning restore RS0030
    }

    public async ValueTask InitializeAsync()
    {
        await _keeper.StartAsync(_stop.Token);
        await _feed.StartAsync(_stop.Token);
        await _keeper.Opened.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _feed.StopAsync(default);
        await _keeper.StopAsync(default);
        await _store.DisposeAsync();
        _stop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task RunAsync_FromNow_ChecksInAndSendsWhatChangesAfter()
    {
        await _store.Warnings.CommitAsync(Raise(_wang), default);
        var sink = new RecordingSink();
        var run = RunAsync(sink, null, snapshot: false);

        Assert.Equal("checkpoint", await sink.NextAsync());
        await _store.Warnings.CommitAsync(Raise(_li), default);

        Assert.Equal("change li", await sink.NextAsync());
        Assert.False(run.IsCompleted);
    }

    [Fact]
    public async Task RunAsync_FromSnapshot_ShowsWhatIsOpenAndEndsWithACursor()
    {
        await _store.Warnings.CommitAsync(Raise(_wang), default);
        var sink = new RecordingSink();
        _ = RunAsync(sink, null, snapshot: true);

        Assert.Equal("watched wang", await sink.NextAsync());
        Assert.Equal("entry wang", await sink.NextAsync());
        Assert.Equal("end 2", await sink.NextAsync());
        Assert.True(WarningCursor.TryDecode(sink.Cursor, out _));
    }

    [Fact]
    public async Task RunAsync_FromACursor_SendsWhatCameAfterItAndNothingBefore()
    {
        var before = new RecordingSink();
        _ = RunAsync(before, null, snapshot: false);
        Assert.Equal("checkpoint", await before.NextAsync());
        await _store.Warnings.CommitAsync(Raise(_wang), default);
        Assert.Equal("change wang", await before.NextAsync());
        Assert.True(WarningCursor.TryDecode(before.Cursor, out var cursor));
        await _store.Warnings.CommitAsync(Raise(_li), default);

        var after = new RecordingSink();
        _ = RunAsync(after, cursor, snapshot: false);

        Assert.Equal("change li", await after.NextAsync());
        Assert.Equal("checkpoint", await after.NextAsync());
    }

    [Fact]
    public async Task RunAsync_CursorOfAnotherEpoch_IsDiverged()
    {
        var identity = await _keeper.Opened;
        var places = new CursorPlace[identity.Partitions];
        var foreign = new WarningCursor(new string('a', 32), places);

        var fault = await Assert.ThrowsAsync<CursorFaultException>(
            () => RunAsync(new RecordingSink(), foreign, snapshot: false));

        Assert.Equal(CursorFault.Diverged, fault.Fault);
    }

    [Fact]
    public async Task RunAsync_BurstOverTheQueue_ReadsTheLogAndMissesNothing()
    {
        _settings.SlowMs = 60_000;
        var reads = new TaskCompletionSource();
        var sink = new RecordingSink { Reads = reads.Task };
        var run = RunAsync(sink, null, snapshot: false);
        Assert.Equal("checkpoint", await sink.NextAsync());

        await BurstAsync(100);
        await Eventually.SoAsync(() => Task.FromResult(_metrics.SubscribersBehind.Value >= 1), "its queue is full");
        reads.SetResult();
        var lines = new List<string>();
        while (lines.Count < 100)
        {
            if (await sink.NextAsync() is var line && line != "checkpoint") lines.Add(line);
        }

        Assert.Equal(Enumerable.Range(1, 100).Select(number => $"change burst-{number:d3}"), lines.Order());
        await _store.Warnings.CommitAsync(Raise(_li), default);
        while (lines[^1] != "change li") lines.Add(await sink.NextAsync());
        Assert.Equal(100, lines.Count(line => line.StartsWith("change burst", StringComparison.Ordinal)));
        Assert.False(run.IsCompleted);
    }

    [Fact]
    public async Task RunAsync_BurstOverTheQueueOfOneThatTakesNothing_IsCutAfterAGrace()
    {
        _settings.SlowMs = 50;
        var sink = new RecordingSink { Reads = new TaskCompletionSource().Task };
        var run = RunAsync(sink, null, snapshot: false);
        Assert.Equal("checkpoint", await sink.NextAsync());

        await BurstAsync(100);

        Assert.Equal(SubscriberEnd.TooSlow, await run.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, _metrics.Subscribers.Value);
    }

    private async Task BurstAsync(int count) => await Task.WhenAll(Enumerable.Range(1, count).Select(
        number => _store.Warnings.CommitAsync(Raise(BorrowerId.Parse($"burst-{number:d3}")), default).AsTask()));

    private Task<SubscriberEnd> RunAsync(RecordingSink sink, WarningCursor? start, bool snapshot) =>
        _stream.RunAsync(start, snapshot, WarningFilter.Everything, sink, _stop.Token);
}
