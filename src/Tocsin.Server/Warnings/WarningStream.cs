using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Settings;

namespace Tocsin.Server.Warnings;

/// <summary>
/// Brings one subscriber from where it starts to the live feed, without a gap and without a repeat, and keeps it there.
/// </summary>
/// <remarks>
/// A state's revision is the sequence of the log entry that wrote it, so a snapshot knows which entries it already
/// holds: after the pages were read from head H, the log from H to the newest revision seen is read, entries that the
/// snapshot holds are dropped, and the cursor at the snapshot's end is exact.
/// </remarks>
internal sealed class WarningStream(
    IStore store, StoreKeeper keeper, WarningFeed feed, WarningSettings settings, TimeProvider time)
{
    private const int PageSize = 256;

    // Changes that are held back for the next one, when it is there already. Some 16 KiB, which is as much as a frame
    // takes; what is held is beyond the reach of the connection's own limits.
    private const int MostHeld = 16;

    /// <summary>Streams until the call is cancelled or the feed ends the subscriber.</summary>
    /// <param name="start">
    /// A cursor; null to start now; <paramref name="snapshot"/> true to start with a snapshot.
    /// </param>
    /// <param name="snapshot">True to start with every open warning that matches.</param>
    /// <param name="filter">Which warnings.</param>
    /// <param name="sink">Where messages go.</param>
    /// <param name="cancellation">The call's end.</param>
    /// <returns>Why the feed ended it.</returns>
    /// <exception cref="CursorFaultException">The subscription cannot go on from the cursor.</exception>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<SubscriberEnd> RunAsync(
        WarningCursor? start, bool snapshot, WarningFilter filter, IWarningSink sink, CancellationToken cancellation)
    {
        // A subscriber who was let in without the store would take its silence for calm.
        if (keeper.Identity is not { } identity || keeper.Problem.Length > 0)
            throw new StoreUnavailableException("The store is away.");
        await feed.Started.WaitAsync(cancellation);
        if (start is not null) await CursorCheck.CheckAsync(start, identity, store.Warnings, cancellation);
        // Whatever was committed before the call came is sent before the first checkpoint after joining.
        var heads = await HeadsAsync(identity, cancellation);
        var cursor = snapshot ? await SnapshotAsync(filter, sink, cancellation) : start ?? heads;
        await feed.ReachAsync(heads, cancellation);
        await feed.ReachAsync(cursor, cancellation);
        while (true)
        {
            var (end, reached) = await LiveAsync(cursor, filter, sink, cancellation);
            if (end != SubscriberEnd.Behind) return end;
            // A burst that was more than its queue: the log has what it missed, and is read at its own pace.
            cursor = reached;
        }
    }

    private async Task<(SubscriberEnd End, WarningCursor Reached)> LiveAsync(
        WarningCursor cursor, WarningFilter filter, IWarningSink sink, CancellationToken cancellation)
    {
        var subscriber = new WarningSubscriber(filter, settings.SubscriberQueueLength, time.GetTimestamp());
        try
        {
            cursor = await NearAsync(cursor, filter, sink, cancellation);
            var joined = feed.Join(subscriber);
            await ReadRangeAsync(cursor, joined, filter, sink, cancellation);
            // From now on silence has a cursor, so that a client that never sees a change can still resume.
            await sink.CheckpointAsync(joined);
            return await FollowAsync(subscriber, joined, sink, cancellation);
        }
        finally
        {
            feed.Leave(subscriber);
        }
    }

    // Now is what the store holds, not what the feed has read of it: a change that was there before is not from now on.
    private async Task<WarningCursor> HeadsAsync(StoreIdentity identity, CancellationToken cancellation)
    {
        var extents = await Task.WhenAll(Enumerable.Range(0, identity.Partitions)
            .Select(partition => store.Warnings.ReadExtentAsync(partition, cancellation).AsTask()));
        return new WarningCursor(identity.Epoch, [.. extents.Select(extent => new CursorPlace(extent.Head))]);
    }

    // A long way behind, the subscriber is not let in yet: its queue would overflow while it reads the log.
    private async Task<WarningCursor> NearAsync(
        WarningCursor cursor, WarningFilter filter, IWarningSink sink, CancellationToken cancellation)
    {
        while (true)
        {
            var target = feed.Cursor;
            var gap = target.Places.Zip(cursor.Places)
                .Sum(pair => pair.First.Position.Sequence - pair.Second.Position.Sequence);
            if (gap <= settings.SubscriberQueueLength / 4) return cursor;
            cursor = await ReadRangeAsync(cursor, target, filter, sink, cancellation);
        }
    }

    private async Task<WarningCursor> ReadRangeAsync(
        WarningCursor from, WarningCursor to, WarningFilter filter, IWarningSink sink, CancellationToken cancellation)
    {
        for (var partition = 0; partition < to.Places.Count; partition++)
        {
            var end = to.Places[partition].Position.Sequence;
            await foreach (var entry in EntriesAsync(partition, from.Places[partition].ReadAfter, end, cancellation))
                from = await SendAsync(from, partition, entry, filter, sink);
        }

        return to;
    }

    private static async Task<WarningCursor> SendAsync(
        WarningCursor cursor, int partition, LogEntry entry, WarningFilter filter, IWarningSink sink)
    {
        var place = cursor.Places[partition];
        var taken = place.Position.Sequence == entry.Position.Sequence ? place.Taken : 0;
        for (var i = taken; i < entry.Changes.Count; i++)
        {
            var rest = i + 1 == entry.Changes.Count ? 0 : i + 1;
            cursor = cursor.With(partition, new CursorPlace(entry.Position, rest));
            if (filter.Matches(entry.Changes[i]))
                await sink.ChangeAsync(new FeedItem(entry.Changes[i], entry.CommittedAt, cursor));
        }

        return cursor.With(partition, new CursorPlace(entry.Position));
    }

    private async IAsyncEnumerable<LogEntry> EntriesAsync(
        int partition, long after, long until,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        while (after < until)
        {
            var from = after;
            var entries = await PatientlyAsync(
                () => store.Warnings.ReadLogAsync(partition, from, PageSize, cancellation), cancellation);
            // Trimmed while it was being read.
            if (entries.Count == 0 || entries[0].Position.Sequence != after + 1)
                throw new CursorFaultException(CursorFault.Expired);
            foreach (var entry in entries.TakeWhile(entry => entry.Position.Sequence <= until)) yield return entry;
            after = entries[^1].Position.Sequence;
        }
    }

    private async Task<WarningCursor> SnapshotAsync(
        WarningFilter filter, IWarningSink sink, CancellationToken cancellation)
    {
        var cursor = feed.Cursor;
        var entries = 0L;
        for (var partition = 0; partition < cursor.Places.Count; partition++)
        {
            var head = cursor.Places[partition].Position.Sequence;
            // Only states that are newer than the head can hold an entry that is still to be read.
            var held = new Dictionary<BorrowerId, long>();
            await foreach (var state in StatesAsync(partition, cancellation))
            {
                if (state.Revision > head) held[state.Borrower] = state.Revision;
                entries += await SendAsync(state, filter, sink);
            }

            cursor = await SealAsync(cursor, partition, held, filter, sink, cancellation);
        }

        await sink.SnapshotEndAsync(cursor, entries);
        return cursor;
    }

    private static async Task<long> SendAsync(BorrowerWarnings state, WarningFilter filter, IWarningSink sink)
    {
        var entries = 0L;
        if (state.Watch is not null && filter.MatchesWatch(state))
        {
            await sink.SnapshotEntryAsync(null, state);
            entries++;
        }

        foreach (var warning in state.Warnings.Where(warning => warning.IsOpen && filter.Matches(warning, state)))
        {
            await sink.SnapshotEntryAsync(warning, state);
            entries++;
        }

        return entries;
    }

    private async Task<WarningCursor> SealAsync(
        WarningCursor cursor, int partition, Dictionary<BorrowerId, long> held, WarningFilter filter, IWarningSink sink,
        CancellationToken cancellation)
    {
        var after = cursor.Places[partition].Position.Sequence;
        var until = held.Count == 0 ? after : held.Values.Max();
        await foreach (var entry in EntriesAsync(partition, after, until, cancellation))
        {
            cursor = cursor.With(partition, new CursorPlace(entry.Position));
            if (held.GetValueOrDefault(entry.Borrower) >= entry.Position.Sequence) continue;
            foreach (var change in entry.Changes.Where(filter.Matches))
            {
                // A snapshot that is cut here starts over, so that this change has no cursor of its own.
                await sink.ChangeAsync(new FeedItem(change, entry.CommittedAt, reached: null));
            }
        }

        return cursor;
    }

    private async IAsyncEnumerable<BorrowerWarnings> StatesAsync(
        int partition, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        BorrowerId? after = null;
        while (true)
        {
            var from = after;
            var page = await PatientlyAsync(
                () => store.Warnings.ListAsync(partition, from, PageSize, openOnly: true, cancellation), cancellation);
            foreach (var state in page) yield return state;
            if (page.Count < PageSize) yield break;
            after = page[^1].Borrower;
        }
    }

    // Who has begun is not sent away when the store is: it goes on where it stopped, as those do who are up to date.
    private async Task<T> PatientlyAsync<T>(Func<ValueTask<T>> read, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await read();
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(settings.LogPollMs), time, cancellation);
            }
        }
    }

    private static async Task<bool> HasItemAsync(WarningSubscriber subscriber, CancellationToken cancellation)
    {
        // The wait is not cancelled but ended, in line with what was handed over before.
        var hasItem = await subscriber.Items.WaitToReadAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return hasItem;
    }

    private async Task<(SubscriberEnd End, WarningCursor Reached)> FollowAsync(
        WarningSubscriber subscriber, WarningCursor reached, IWarningSink sink, CancellationToken cancellation)
    {
        await using var gone = cancellation.UnsafeRegister(
            state => ((WarningSubscriber)state!).End(SubscriberEnd.Gone), subscriber);
        while (await HasItemAsync(subscriber, cancellation))
        {
            var held = 0;
            subscriber.Items.TryRead(out var item);
            while (item is not null)
            {
                // While more waits they go out together: each on its own costs several times as much.
                held = subscriber.Items.TryRead(out var next) && held < MostHeld ? held + 1 : 0;
                var write = item.Change is null
                    ? sink.CheckpointAsync(item.Reached!) : sink.ChangeAsync(item, isHeld: held > 0);
                if (!write.IsCompleted && await EndOfWaitAsync(write, subscriber, cancellation) is { } end)
                    return (end, reached);
                await write;
                reached = item.Reached!;
                item = next;
            }
        }

        return (await subscriber.Ended, reached);
    }

    // Null once the write is done. A pending write is left alone when the subscriber is cut: cancelling it would take
    // back what is on its way already.
    private async Task<SubscriberEnd?> EndOfWaitAsync(
        Task write, WarningSubscriber subscriber, CancellationToken cancellation)
    {
        if (await Task.WhenAny(write, subscriber.Ended) == write) return null;
        cancellation.ThrowIfCancellationRequested();
        if (await subscriber.Ended is not SubscriberEnd.Behind and var end) return end;
        // Whoever takes nothing for so long, with a full queue behind it, does not read.
        await Task.WhenAny(write, Task.Delay(TimeSpan.FromMilliseconds(settings.SlowMs), time, cancellation));
        cancellation.ThrowIfCancellationRequested();
        return write.IsCompleted ? null : SubscriberEnd.TooSlow;
    }
}
