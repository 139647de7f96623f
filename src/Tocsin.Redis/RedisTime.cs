using System.Globalization;

namespace Tocsin.Redis;

/// <summary>The two ways in which times are written, both in UTC and cut to the microsecond.</summary>
internal static class RedisTime
{
    /// <summary>Of one width for every time, so that the order of the texts is the order of the times.</summary>
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private static readonly long _epoch = DateTimeOffset.UnixEpoch.UtcTicks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Microseconds since 1970; below zero before it.</summary>
    public static long ToMicros(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerMicrosecond - _epoch;

    public static DateTimeOffset FromMicros(long micros) =>
        new((micros + _epoch) * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    public static DateTimeOffset Cut(DateTimeOffset time) => FromMicros(ToMicros(time));

    public static string ToText(DateTimeOffset time) =>
        time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static DateTimeOffset FromText(string text) => DateTimeOffset.ParseExact(
        text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
