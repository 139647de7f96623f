using System.Collections.Concurrent;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.Caching;

/// <summary>
/// Keeps in memory what decisions read of borrowers, within a number of bytes. What was acknowledged by this instance
/// is never answered as it was before; what another acknowledged is not for longer than a confirmation lasts.
/// Thread-safe.
/// </summary>
/// <remarks>
/// Whatever the store tells as written is forgotten, and a reading under way at that moment is not kept. Without a
/// confirmation that everything was told an entry is used only while the store does not answer, and whoever asked is
/// told that it is unconfirmed. What was asked for least lately makes room (the clock's second chance).
/// </remarks>
internal sealed class NearCache
{
    private readonly IStore _store;
    private readonly StoreKeeper _keeper;
    private readonly ActiveRuleSet _active;
    private readonly NearCacheSettings _settings;
    private readonly TimeProvider _time;
    private readonly NearCacheMetrics _metrics;
    private readonly TimeSpan _maximumAge;
    private readonly ConcurrentDictionary<BorrowerId, NearSlot> _slots = new();
    private readonly ConcurrentQueue<NearSlot> _ring = new();
    private volatile NearPartition[] _partitions = [];
    private long _bytes;

    public NearCache(
        IStore store, StoreKeeper keeper, ActiveRuleSet active, NearCacheSettings settings, NearCacheMetrics metrics,
        TimeProvider time)
    {
        (_store, _keeper, _active, _settings, _metrics, _time) = (store, keeper, active, settings, metrics, time);
        _maximumAge = TimeSpan.FromSeconds(settings.MaximumAgeSeconds);
        metrics.Holds(() => (Volatile.Read(ref _bytes), _slots.Count));
        store.Writes.Written += Forget;
        store.Writes.Broken += Break;
        active.Activated += _ => LetRulesGo();
    }

    /// <summary>The partitions, once the store is open; none before.</summary>
    public IReadOnlyList<NearPartition> Partitions => PartitionsNow();

    /// <summary>Bytes that it takes, about.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>What is known of a borrower.</summary>
    /// <param name="borrower">The borrower.</param>
    /// <param name="withWarnings">True when its warning state is asked for too.</param>
    /// <param name="patience">How long to wait for the store; null for as long as the store's own limit.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public ValueTask<NearAnswer> ReadAsync(
        BorrowerId borrower, bool withWarnings, TimeSpan? patience, CancellationToken cancellation)
    {
        if (_slots.TryGetValue(borrower, out var slot) && slot.Entry is { } entry && IsCurrent(slot, entry)
            && (!withWarnings || entry.Borrower.Warnings is not null))
        {
            if (!entry.IsUsed) entry.IsUsed = true;
            _metrics.Hits.Inc();
            return new(new NearAnswer(entry.Borrower, StoredState.Current));
        }

        return new(ReadStoreAsync(borrower, withWarnings, patience, cancellation));
    }

    private int LayoutSlots => _active.Current?.Set.Layout.Slots.Count ?? 0;

    private bool IsCurrent(NearSlot slot, NearEntry entry) => slot.Partition.IsConfirmed
        && ReferenceEquals(entry.Era, slot.Partition.CurrentEra) && _time.GetElapsedTime(entry.ReadAt) < _maximumAge;

    private async Task<NearAnswer> ReadStoreAsync(
        BorrowerId borrower, bool withWarnings, TimeSpan? patience, CancellationToken cancellation)
    {
        var partitions = PartitionsNow();
        // A store that was never open has nothing that could be kept.
        if (partitions.Length == 0) return Unread(StoredState.Unavailable);
        // While the store is away nobody new takes the place of those who are known.
        if (!partitions[borrower.Partition(partitions.Length)].MayAsk())
            return Kept(_slots.GetValueOrDefault(borrower), StoredState.Unavailable);
        var slot = SlotOf(borrower, partitions);
        var reading = slot.Join(withWarnings, out var isNew);
        (isNew ? _metrics.Misses : _metrics.Joined).Inc();
        // Whoever begins a reading goes on where it ends; those who join it go on each on its own.
        var ending = isNew ? FillAsync(slot, reading) : reading.Answer;
        try
        {
            if (patience is { } limit && !ending.IsCompleted) await ending.WaitAsync(limit, _time, cancellation);
            else await ending.WaitAsync(cancellation);
            return new NearAnswer(await reading.Answer, StoredState.Current);
        }
        catch (StoreUnavailableException)
        {
            return Kept(slot, StoredState.Unavailable);
        }
        catch (TimeoutException)
        {
            return Kept(slot, StoredState.Overdue);
        }
    }

    // Nobody's cancellation ends it, since others may wait for it too; the store has its own limit. Its own task never
    // fails: what came of it is the reading's.
    private async Task FillAsync(NearSlot slot, NearReading reading)
    {
        NearEntry? entry = null;
        try
        {
            var readAt = _time.GetTimestamp();
            var features = _store.Features.ReadAsync(slot.Borrower, CancellationToken.None);
            BorrowerWarnings? warnings = null;
            StoredProfile? stored;
            if (reading.WithWarnings)
            {
                var state = _store.Warnings.ReadAsync(slot.Borrower, CancellationToken.None).AsTask();
                stored = await features;
                warnings = await state;
            }
            else
            {
                stored = await features;
            }

            slot.Partition.NoteBack();
            var found = new NearBorrower(stored, warnings);
            if (_settings.MegaBytes > 0)
                entry = new NearEntry(found, reading.Era, readAt, NearSize.Of(stored, warnings, LayoutSlots));
            reading.Succeed(found);
        }
        catch (StoreUnavailableException fault)
        {
            slot.Partition.NoteAway();
            reading.Fail(fault);
        }
        catch (Exception fault)
        {
            reading.Fail(fault);
        }
        finally
        {
            Account(slot.Complete(reading, entry));
            MakeRoom();
        }
    }

    private NearAnswer Kept(NearSlot? slot, StoredState state)
    {
        if (slot?.Entry is not { } entry || _time.GetElapsedTime(entry.ReadAt) >= _maximumAge) return Unread(state);
        entry.IsUsed = true;
        _metrics.Unconfirmed.Inc();
        return new NearAnswer(entry.Borrower, StoredState.Unconfirmed);
    }

    private NearAnswer Unread(StoredState state)
    {
        _metrics.Unread.Inc();
        return new NearAnswer(null, state);
    }

    private NearSlot SlotOf(BorrowerId borrower, NearPartition[] partitions)
    {
        if (_slots.TryGetValue(borrower, out var found)) return found;
        var made = new NearSlot(borrower, partitions[borrower.Partition(partitions.Length)]);
        var slot = _slots.GetOrAdd(borrower, made);
        if (!ReferenceEquals(slot, made)) return slot;
        _ring.Enqueue(slot);
        Account(NearSize.OfSlot);
        return slot;
    }

    private void Forget(BorrowerWrite write)
    {
        if (!_slots.TryGetValue(write.Borrower, out var slot)) return;
        var gained = slot.Note(write);
        Account(gained);
        if (gained != 0) _metrics.Forgotten.Inc();
    }

    // Whoever is not asked for any more would keep the rules of its last time.
    private void LetRulesGo()
    {
        foreach (var (_, slot) in _slots) slot.Entry?.Borrower.LetRulesGo();
    }

    private void Break()
    {
        foreach (var partition in _partitions) partition.Break();
        _metrics.Breaks.Inc();
    }

    private void MakeRoom()
    {
        if (Bytes <= _settings.Bytes) return;
        // Each is given a second chance at most once by one call, so that it ends.
        for (var chances = _ring.Count; Bytes > _settings.Bytes && _ring.TryDequeue(out var slot); chances--)
        {
            if (chances > 0 && slot.TakeUsed())
            {
                _ring.Enqueue(slot);
                continue;
            }

            _slots.TryRemove(KeyValuePair.Create(slot.Borrower, slot));
            Account(slot.Evict() - NearSize.OfSlot);
            _metrics.Evicted.Inc();
        }
    }

    private void Account(long gained)
    {
        if (gained != 0) Interlocked.Add(ref _bytes, gained);
    }

    private NearPartition[] PartitionsNow()
    {
        if (_partitions.Length > 0 || _keeper.Identity is not { } identity) return _partitions;
        lock (_ring)
        {
            if (_partitions.Length == 0)
            {
                var confirmedFor = TimeSpan.FromMilliseconds(_settings.ConfirmedForMs);
                _partitions = [.. Enumerable.Range(0, identity.Partitions)
                    .Select(_ => new NearPartition(_time, confirmedFor))];
            }

            return _partitions;
        }
    }
}

/// <summary>What is known of a borrower, and how surely.</summary>
/// <param name="Borrower">The borrower; null when nothing is known.</param>
/// <param name="State">How surely.</param>
internal readonly record struct NearAnswer(NearBorrower? Borrower, StoredState State);
