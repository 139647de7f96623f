namespace Tocsin.Sqlite;

/// <summary>Moments as the database keeps them: whole microseconds since 1970 in UTC, finer parts cut.</summary>
internal static class SqliteTime
{
    // Cutting the ticks before subtracting rounds down for moments before 1970 too.
    private static readonly long _epoch = DateTimeOffset.UnixEpoch.UtcTicks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The stored form of a moment.</summary>
    internal static long ToMicroseconds(DateTimeOffset moment) =>
        (moment.UtcTicks / TimeSpan.TicksPerMicrosecond) - _epoch;

    /// <summary>The stored form of a moment that may be absent; null stands for absent.</summary>
    internal static long? ToMicroseconds(DateTimeOffset? moment) =>
        moment is { } present ? ToMicroseconds(present) : null;

    /// <summary>The moment that was stored.</summary>
    internal static DateTimeOffset FromMicroseconds(long microseconds) =>
        new((microseconds + _epoch) * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    /// <summary>The moment as it will be read back.</summary>
    internal static DateTimeOffset Cut(DateTimeOffset moment) => FromMicroseconds(ToMicroseconds(moment));
}
