using System.Security.Cryptography;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;

namespace Tocsin.Journal.Sealing;

/// <summary>
/// Borrowers' keys, kept at hand for a while: bounded in number and age, the oldest go first. Thread-safe.
/// </summary>
public sealed class BorrowerKeys
{
    // After the store did not answer it is not asked for so long: a decision would wait for each.
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly JournalOptions _options;
    private readonly IJournalStore? _store;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<BorrowerId, CachedKey> _keys = [];
    private readonly Queue<CachedKey> _oldest = new();
    private long _askAgainAt = long.MinValue;
    private long _forgotten;

    internal BorrowerKeys(JournalOptions options, IJournalStore? store, TimeProvider time)
    {
        _options = options;
        _store = store;
        _time = time;
    }

    /// <summary>True when there is a store to keep them.</summary>
    public bool HasStore => _store is not null;

    /// <summary>
    /// The key of a borrower, which is made where there is none; null when the store does not give it in time.
    /// </summary>
    /// <remarks>
    /// A borrower that another instance erased may be given the destroyed key for as long as
    /// <see cref="JournalOptions.CheckedKeyAge"/>, and while the store does not answer for as long as
    /// <see cref="JournalOptions.CachedKeyAge"/>: what is sealed under it is erased from the beginning.
    /// </remarks>
    public ValueTask<byte[]?> GetAsync(BorrowerId borrower, CancellationToken cancellation)
    {
        if (Cached(borrower) is not { } cached) return AskAsync(borrower, cancellation);
        return _time.GetElapsedTime(Volatile.Read(ref cached.CheckedAt)) < _options.CheckedKeyAge
            ? new(cached.Key) : CheckAsync(cached, cancellation);
    }

    /// <summary>The key of a borrower; null where there is none: it was never made, or it was destroyed.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer, or there is none.</exception>
    public async ValueTask<byte[]?> ReadAsync(BorrowerId borrower, CancellationToken cancellation)
    {
        // What is at hand may be destroyed already, so whoever reads asks the store.
        var store = _store ?? throw new StoreUnavailableException("The journal has no store for keys.");
        return await store.ReadKeyAsync(borrower, cancellation);
    }

    /// <summary>Lets go of the key of a borrower that was erased.</summary>
    public void Forget(BorrowerId borrower)
    {
        lock (_gate)
        {
            _forgotten++;
            _keys.Remove(borrower);
        }
    }

    private async ValueTask<byte[]?> AskAsync(BorrowerId borrower, CancellationToken cancellation)
    {
        var before = Forgotten();
        var candidate = RandomNumberGenerator.GetBytes(IJournalStore.KeyLength);
        var (isAnswered, key) = await AnswerAsync<byte[]>(
            (store, ended) => store.GetOrAddKeyAsync(borrower, candidate, ended), cancellation);
        if (!isAnswered) return null;
        Keep(borrower, key!, before);
        return key;
    }

    // One read: the borrower may have been erased elsewhere since, and its key with it.
    private async ValueTask<byte[]?> CheckAsync(CachedKey cached, CancellationToken cancellation)
    {
        var (isAnswered, key) = await AnswerAsync<byte[]?>(
            (store, ended) => store.ReadKeyAsync(cached.Borrower, ended), cancellation);
        if (!isAnswered) return cached.Key;
        if (key is null || !key.AsSpan().SequenceEqual(cached.Key))
            return await AskAsync(cached.Borrower, cancellation);
        Volatile.Write(ref cached.CheckedAt, _time.GetTimestamp());
        return key;
    }

    private async ValueTask<(bool IsAnswered, T? Answer)> AnswerAsync<T>(
        Func<IJournalStore, CancellationToken, ValueTask<T>> ask, CancellationToken cancellation)
    {
        if (_store is null || _time.GetTimestamp() < Volatile.Read(ref _askAgainAt)) return (false, default);
        using var late = new CancellationTokenSource(_options.KeyWait, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            return (true, await ask(_store, ended.Token).AsTask().WaitAsync(ended.Token));
        }
        catch (Exception fault) when (
            fault is StoreUnavailableException || (fault is OperationCanceledException && late.IsCancellationRequested))
        {
            var pause = (long)(_pause.TotalSeconds * _time.TimestampFrequency);
            Volatile.Write(ref _askAgainAt, _time.GetTimestamp() + pause);
            return (false, default);
        }
    }

    private CachedKey? Cached(BorrowerId borrower)
    {
        lock (_gate)
        {
            return _keys.TryGetValue(borrower, out var cached) && !IsOld(cached) ? cached : null;
        }
    }

    private long Forgotten()
    {
        lock (_gate) return _forgotten;
    }

    private void Keep(BorrowerId borrower, byte[] key, long before)
    {
        var kept = new CachedKey(borrower, key, _time.GetTimestamp());
        lock (_gate)
        {
            // Somebody was erased since the store was asked: it may be this one, and the key a destroyed one.
            if (_forgotten != before) return;
            _keys[borrower] = kept;
            _oldest.Enqueue(kept);
            // All live equally long, so the order in which they came is the order in which they go.
            while (_oldest.Count > _options.CachedKeys || IsOld(_oldest.Peek()))
            {
                var gone = _oldest.Dequeue();
                if (_keys.TryGetValue(gone.Borrower, out var held) && ReferenceEquals(held, gone))
                    _keys.Remove(gone.Borrower);
            }
        }
    }

    private bool IsOld(CachedKey cached) => _time.GetElapsedTime(cached.At) >= _options.CachedKeyAge;

    private sealed class CachedKey(BorrowerId borrower, byte[] key, long at)
    {
        public long CheckedAt = at;

        public BorrowerId Borrower { get; } = borrower;

        public byte[] Key { get; } = key;

        public long At { get; } = at;
    }
}
