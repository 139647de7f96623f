using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.Warnings;

/// <summary>
/// Reads the log of every partition once for all subscribers and hands each change to those who want it, without ever
/// waiting for one. Thread-safe.
/// </summary>
internal sealed class WarningFeed(
    IStore store, StoreKeeper keeper, WarningSettings settings, ServerMetrics metrics, TimeProvider time,
    ILogger<WarningFeed> logger) : BackgroundService
{
    private readonly Lock _lock = new();
    private readonly SubscriberGroups _subscribers = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SemaphoreSlim[] _bells = [];
    private WarningCursor _cursor = new("", []);

    /// <summary>Completes once the feed stands at the logs' heads and can be joined.</summary>
    public Task Started => _started.Task;

    /// <summary>Lets a subscriber in. From here on it gets every change after the cursor that is returned.</summary>
    public WarningCursor Join(WarningSubscriber subscriber)
    {
        lock (_lock)
        {
            _subscribers.Add(subscriber);
            metrics.Subscribers.Set(_subscribers.Count);
            return _cursor;
        }
    }

    /// <summary>Lets a subscriber go.</summary>
    public void Leave(WarningSubscriber subscriber)
    {
        lock (_lock)
        {
            _subscribers.Remove(subscriber);
            metrics.Subscribers.Set(_subscribers.Count);
        }
    }

    /// <summary>The cursor the feed has reached.</summary>
    public WarningCursor Cursor
    {
        get
        {
            lock (_lock) return _cursor;
        }
    }

    /// <summary>
    /// Completes once the feed has reached a cursor of its store's history: one that a faster instance gave out, or
    /// that was read from the log itself, may be ahead for a moment.
    /// </summary>
    public async Task ReachAsync(WarningCursor target, CancellationToken cancellation)
    {
        while (true)
        {
            Task progress;
            lock (_lock)
            {
                if (_cursor.HasReached(target)) return;
                progress = _progress.Task;
            }

            await progress.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var identity = await keeper.Opened.WaitAsync(stoppingToken);
        _bells = [.. Enumerable.Range(0, identity.Partitions).Select(_ => new SemaphoreSlim(0, 1))];
        store.Warnings.Committed += Ring;
        try
        {
            await RetryAsync(token => StandAtHeadsAsync(identity, token), stoppingToken);
            _started.TrySetResult();
            // Each partition is read by itself: one read after the other would take as many times as long to get round.
            await Task.WhenAll([
                BeatAsync(stoppingToken),
                .. Enumerable.Range(0, identity.Partitions).Select(partition => ReadOnAsync(partition, stoppingToken)),
            ]);
        }
        finally
        {
            store.Warnings.Committed -= Ring;
        }
    }

    private async Task ReadOnAsync(int partition, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            // A ring while the log is being read is answered by the next turn.
            await _bells[partition].WaitAsync(TimeSpan.FromMilliseconds(settings.LogPollMs), cancellation);
            await RetryAsync(token => FollowAsync(partition, token), cancellation);
        }
    }

    // From time to time whoever was handed nothing for long is handed how far the log was read, in line with the rest.
    private async Task BeatAsync(CancellationToken cancellation)
    {
        var silence = TimeSpan.FromMilliseconds(settings.CheckpointMs);
        using var timer = new PeriodicTimer(silence / 4, time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var now = time.GetTimestamp();
            lock (_lock)
            {
                var item = new FeedItem(null, default, _cursor, isShared: true);
                foreach (var subscriber in _subscribers.All)
                {
                    // One that has no room is not silent.
                    if (time.GetElapsedTime(subscriber.HandedAt, now) >= silence) subscriber.Offer(item, now);
                }
            }
        }
    }

    private void Ring(int partition)
    {
        try
        {
            _bells[partition].Release();
        }
        catch (SemaphoreFullException)
        {
            // It rang already, and has not been answered yet.
        }
    }

    private async Task StandAtHeadsAsync(StoreIdentity identity, CancellationToken cancellation)
    {
        var places = new CursorPlace[identity.Partitions];
        for (var partition = 0; partition < places.Length; partition++)
            places[partition] = new CursorPlace((await store.Warnings.ReadExtentAsync(partition, cancellation)).Head);
        lock (_lock) _cursor = new WarningCursor(identity.Epoch, places);
    }

    private async Task FollowAsync(int partition, CancellationToken cancellation)
    {
        while (true)
        {
            var place = Cursor.Places[partition].Position;
            // The entry that was read last is read once more: it vouches for those behind it. A store that was
            // restored, or a failover that lost a tail, may have grown past this place before anybody looked.
            var entries = await store.Warnings.ReadLogAsync(
                partition, Math.Max(place.Sequence - 1, 0), StoreLimits.MaximumPage, cancellation);
            var isThere = entries.Count > 0 && entries[0].Position == place;
            if (!isThere && !Follows(place, entries))
            {
                await BreakAsync(partition, cancellation);
                return;
            }

            if (entries.Count == (isThere ? 1 : 0)) return;
            foreach (var entry in isThere ? entries.Skip(1) : entries) Publish(partition, entry);
            TellProgress();
            // What was committed since then has rung.
            if (entries.Count < StoreLimits.MaximumPage) return;
        }
    }

    // Before the first entry there is nothing to vouch; and one that was trimmed no longer can.
    private static bool Follows(LogPosition place, IReadOnlyList<LogEntry> entries) => entries.Count == 0
        ? place.Sequence == 0 : entries[0].Position.Sequence == place.Sequence + 1;

    // Everybody reconnects with the cursor of the last change they got, and that cursor tells what is wrong.
    private async Task BreakAsync(int partition, CancellationToken cancellation)
    {
        var head = (await store.Warnings.ReadExtentAsync(partition, cancellation)).Head;
        WarningSubscriber[] cut;
        lock (_lock)
        {
            _cursor = _cursor.With(partition, new CursorPlace(head));
            cut = [.. _subscribers.All];
            _subscribers.Clear();
        }

        foreach (var subscriber in cut) subscriber.End(SubscriberEnd.LogBroken);
        Log.FeedBroken(logger, partition, cut.Length);
    }

    private void TellProgress()
    {
        TaskCompletionSource told;
        lock (_lock)
        {
            told = _progress;
            _progress = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        told.SetResult();
    }

    private void Publish(int partition, LogEntry entry)
    {
        lock (_lock)
        {
            for (var i = 0; i < entry.Changes.Count; i++)
            {
                var taken = i + 1 == entry.Changes.Count ? 0 : i + 1;
                _cursor = _cursor.With(partition, new CursorPlace(entry.Position, taken));
                // Without subscribers nobody needs the item.
                if (_subscribers.Count == 0) continue;
                var change = entry.Changes[i];
                Hand(change, new FeedItem(change, entry.CommittedAt, _cursor, isShared: true));
            }

            if (entry.Changes.Count == 0) _cursor = _cursor.With(partition, new CursorPlace(entry.Position));
        }

        metrics.Changes.Inc(entry.Changes.Count);
    }

    private void Hand(WarningChange change, FeedItem item)
    {
        foreach (var subscriber in _subscribers.Hand(change, item, time.GetTimestamp()))
        {
            _subscribers.Remove(subscriber);
            subscriber.End(SubscriberEnd.Behind);
            metrics.Subscribers.Set(_subscribers.Count);
            metrics.SubscribersBehind.Inc();
        }
    }

    private async Task RetryAsync(Func<CancellationToken, Task> step, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await step(cancellation);
                return;
            }
            catch (StoreUnavailableException)
            {
                // The keeper tells that the store is away; the log is read on when it is back.
                await Task.Delay(TimeSpan.FromMilliseconds(settings.LogPollMs), cancellation);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.WorkerFailed(logger, nameof(WarningFeed), exception);
                await Task.Delay(TimeSpan.FromMilliseconds(settings.LogPollMs), cancellation);
            }
        }
    }
}
