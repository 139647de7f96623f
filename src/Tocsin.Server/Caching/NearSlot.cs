using Tocsin.Core.Features;
using Tocsin.Core.Storage;

namespace Tocsin.Server.Caching;

/// <summary>
/// The place of one borrower in the near cache: what is known of it, and the reading under way. Thread-safe.
/// </summary>
/// <param name="borrower">The borrower.</param>
/// <param name="partition">Its partition.</param>
internal sealed class NearSlot(BorrowerId borrower, NearPartition partition)
{
    private readonly Lock _lock = new();
    private volatile NearEntry? _entry;
    private NearReading? _reading;
    private bool _isEvicted;

    /// <summary>The borrower.</summary>
    public BorrowerId Borrower => borrower;

    /// <summary>Its partition.</summary>
    public NearPartition Partition => partition;

    /// <summary>What was read last and was not written since; null when there is nothing.</summary>
    public NearEntry? Entry => _entry;

    /// <summary>True when it was asked for since the last look; looking forgets it.</summary>
    public bool TakeUsed()
    {
        var entry = _entry;
        if (entry is null || !entry.IsUsed) return false;
        entry.IsUsed = false;
        return true;
    }

    /// <summary>
    /// The reading under way, or a new one that the caller has to begin. Whoever comes after a write was told does not
    /// join a reading that began before it, nor does anybody join one that a silent store has held up for long: what
    /// it brings may be older than what is told at all.
    /// </summary>
    public NearReading Join(bool withWarnings, out bool isNew)
    {
        lock (_lock)
        {
            isNew = _reading is null || (withWarnings && !_reading.WithWarnings)
                || !partition.IsYoung(_reading.BeganAt);
            if (isNew) _reading = new NearReading(partition.ConfirmedEra, withWarnings, partition.Now);
            return _reading!;
        }
    }

    /// <summary>
    /// Keeps what a reading found, unless the borrower was written meanwhile; answers the bytes gained.
    /// </summary>
    public long Complete(NearReading reading, NearEntry? found)
    {
        lock (_lock)
        {
            // It no longer is the current one where a write was told, or a reading that asks for more took its place.
            if (!ReferenceEquals(_reading, reading)) return 0;
            _reading = null;
            return found is null || _isEvicted ? 0 : Replace(found);
        }
    }

    /// <summary>The borrower was written: forgets what does not hold that; answers the bytes gained.</summary>
    public long Note(BorrowerWrite write)
    {
        lock (_lock)
        {
            _reading = null;
            if (_entry is not { } entry || write.IsIn(entry.Borrower.Stored, entry.Borrower.Warnings)) return 0;
            return Replace(null);
        }
    }

    /// <summary>Takes it out of use; answers the bytes gained.</summary>
    public long Evict()
    {
        lock (_lock)
        {
            _isEvicted = true;
            return Replace(null);
        }
    }

    private long Replace(NearEntry? entry)
    {
        var gained = (entry?.Bytes ?? 0) - (_entry?.Bytes ?? 0);
        _entry = entry;
        return gained;
    }
}

/// <summary>What was read of a borrower.</summary>
/// <param name="borrower">The borrower.</param>
/// <param name="era">The era of its partition in which it was read; null when that was not confirmed.</param>
/// <param name="readAt">When its reading began, a timestamp.</param>
/// <param name="bytes">What it takes, about.</param>
internal sealed class NearEntry(NearBorrower borrower, object? era, long readAt, int bytes)
{
    /// <summary>The borrower.</summary>
    public NearBorrower Borrower => borrower;

    /// <summary>The era of its partition in which it was read; null when that was not confirmed.</summary>
    public object? Era => era;

    /// <summary>When its reading began.</summary>
    public long ReadAt => readAt;

    /// <summary>What it takes, about.</summary>
    public int Bytes => bytes;

    /// <summary>True when it was asked for lately. A lost note costs a reading at most.</summary>
    public bool IsUsed { get; set; }
}

/// <summary>A reading of the store that all who ask meanwhile wait for.</summary>
/// <param name="era">The era in which it began; null when that was not confirmed.</param>
/// <param name="withWarnings">True when the warning state is read too.</param>
/// <param name="beganAt">When it began, a timestamp.</param>
internal sealed class NearReading(object? era, bool withWarnings, long beganAt)
{
    private readonly TaskCompletionSource<NearBorrower> _answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The era in which it began; null when that was not confirmed.</summary>
    public object? Era => era;

    /// <summary>True when the warning state is read too.</summary>
    public bool WithWarnings => withWarnings;

    /// <summary>When it began.</summary>
    public long BeganAt => beganAt;

    /// <summary>What it finds, or why it finds nothing.</summary>
    public Task<NearBorrower> Answer => _answer.Task;

    /// <summary>It found this.</summary>
    public void Succeed(NearBorrower borrower) => _answer.TrySetResult(borrower);

    /// <summary>It found nothing. Not all wait for it, so that nobody has to look at the fault.</summary>
    public void Fail(Exception fault)
    {
        _answer.TrySetException(fault);
        _ = _answer.Task.Exception;
    }
}
