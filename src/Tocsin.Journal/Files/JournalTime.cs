namespace Tocsin.Journal.Files;

/// <summary>Moments as a journal keeps them: whole microseconds since 1970 in UTC, finer parts cut.</summary>
public static class JournalTime
{
    private static readonly long _epoch = DateTimeOffset.UnixEpoch.UtcTicks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The kept form of a moment.</summary>
    public static long ToMicroseconds(DateTimeOffset moment) =>
        (moment.UtcTicks / TimeSpan.TicksPerMicrosecond) - _epoch;

    /// <summary>The moment that was kept; the nearest there is for a number that is no moment.</summary>
    public static DateTimeOffset FromMicroseconds(long microseconds)
    {
        var most = DateTimeOffset.MaxValue.UtcTicks / TimeSpan.TicksPerMicrosecond;
        return new(Math.Clamp(microseconds, -_epoch, most - _epoch) * TimeSpan.TicksPerMicrosecond
            + (_epoch * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }
}
