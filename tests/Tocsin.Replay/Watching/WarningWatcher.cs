using Tocsin.Client;
using Tocsin.V1;

namespace Tocsin.Replay.Watching;

/// <summary>
/// Watches from a snapshot on, and keeps a tally. It can be asked whether it has seen everything: a warning's revision
/// grows by one with each change, so that a tally that holds the last revision of each has missed none.
/// </summary>
internal sealed class WarningWatcher : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly WarningTally _tally;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;

    private WarningWatcher(WarningTally tally) => _tally = tally;

    /// <summary>Starts, and waits until the snapshot is complete: what changes after it is seen.</summary>
    public static async Task<WarningWatcher> StartAsync(
        WarningService.WarningServiceClient client, TimeProvider clock, WarningTally tally)
    {
        var watcher = new WarningWatcher(tally);
        var subscription = new WarningSubscription(client, clock, new WarningSubscriptionOptions
        {
            Start = SubscriptionStart.Snapshot,
            RestartFromSnapshot = false,
        });
        watcher._running = Task.Run(() => watcher.RunAsync(subscription));
        await watcher.OrFailAsync(watcher._started.Task);
        return watcher;
    }

    /// <summary>Takes over from which revisions on changes are new.</summary>
    public void Know(IReadOnlyDictionary<string, long> revisions)
    {
        lock (_lock)
        {
            foreach (var (warning, revision) in revisions) _tally.Know(warning, revision);
        }
    }

    /// <summary>Looks at the tally; nothing is added to it meanwhile.</summary>
    public T Read<T>(Func<WarningTally, T> look)
    {
        lock (_lock) return look(_tally);
    }

    /// <summary>Waits until it has seen these revisions, by warning.</summary>
    /// <exception cref="TimeoutException">They were not seen in time.</exception>
    public async Task SeenAsync(IReadOnlyDictionary<string, long> revisions)
    {
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (revisions.All(wanted => _tally.RevisionOf(wanted.Key) >= wanted.Value)) return;
                moved = _moved.Task;
            }

            await OrFailAsync(moved);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    // A subscription that the server refuses for good would otherwise be waited for in vain.
    private async Task OrFailAsync(Task awaited)
    {
        if (await Task.WhenAny(awaited, _running).WaitAsync(_limit) == _running) await _running;
    }

    private async Task RunAsync(WarningSubscription subscription)
    {
        await foreach (var message in subscription.WithCancellation(_end.Token))
        {
            TaskCompletionSource moved;
            lock (_lock)
            {
                if (message.SnapshotEntry is { } entry) _tally.Take(entry);
                if (message.Change is { } change) _tally.Take(change);
                (moved, _moved) = (_moved, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            if (message.SnapshotEnd is not null) _started.TrySetResult();
            moved.TrySetResult();
        }
    }
}
