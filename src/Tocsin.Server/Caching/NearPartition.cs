namespace Tocsin.Server.Caching;

/// <summary>
/// Whether this instance is told of what is written to a partition, and whether the store answers for it. Thread-safe.
/// </summary>
/// <param name="time">The clock of timestamps.</param>
/// <param name="confirmedFor">How long a confirmation lasts.</param>
internal sealed class NearPartition(TimeProvider time, TimeSpan confirmedFor)
{
    private static readonly TimeSpan _tryAgainAfter = TimeSpan.FromSeconds(1);

    private volatile Era _era = new();
    private long _tryAgainAt;
    private int _isAway;

    /// <summary>
    /// What entries are made in: one of another era was made before something may have gone untold.
    /// </summary>
    public object CurrentEra => _era;

    /// <summary>
    /// True while every write that was acknowledged longer ago than a confirmation lasts has been told.
    /// </summary>
    public bool IsConfirmed => ConfirmedEra is not null;

    /// <summary>The current era while it is confirmed; null while it is not.</summary>
    public object? ConfirmedEra
    {
        get
        {
            var era = _era;
            var at = Volatile.Read(ref era.ConfirmedAt);
            return at != 0 && time.GetElapsedTime(at) <= confirmedFor ? era : null;
        }
    }

    /// <summary>A timestamp of the clock.</summary>
    public long Now => time.GetTimestamp();

    /// <summary>True while what began then is no older than a confirmation may be.</summary>
    public bool IsYoung(long beganAt) => time.GetElapsedTime(beganAt) <= confirmedFor;

    /// <summary>The store said that everything written before it was asked has been told.</summary>
    /// <param name="era">The era in which it was asked.</param>
    /// <param name="askedAt">When it was asked, a timestamp of the clock.</param>
    public void Confirm(object era, long askedAt)
    {
        Volatile.Write(ref ((Era)era).ConfirmedAt, askedAt);
        Volatile.Write(ref _isAway, 0);
    }

    /// <summary>Something may have gone untold: a new era begins, unconfirmed.</summary>
    public void Break() => _era = new Era();

    /// <summary>The store did not answer: until it does, or for a second, nobody else waits for it.</summary>
    public void NoteAway()
    {
        Volatile.Write(ref _tryAgainAt, time.GetTimestamp() + Ticks(_tryAgainAfter));
        Volatile.Write(ref _isAway, 1);
    }

    /// <summary>True where the store may be asked: it answered last, or it is this caller's turn to try.</summary>
    public bool MayAsk()
    {
        if (Volatile.Read(ref _isAway) == 0) return true;
        var (again, now) = (Volatile.Read(ref _tryAgainAt), time.GetTimestamp());
        return now >= again
            && Interlocked.CompareExchange(ref _tryAgainAt, now + Ticks(_tryAgainAfter), again) == again;
    }

    /// <summary>The store answered.</summary>
    public void NoteBack() => Volatile.Write(ref _isAway, 0);

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    private sealed class Era
    {
        public long ConfirmedAt;
    }
}
