using System.Globalization;

namespace Tocsin.Redis;

/// <summary>The two ways in which times are written, both in UTC and cut to the microsecond.</summary>
internal static class RedisTime
{
    /// <summary>Of one width for every time, so that the order of the texts is the order of the times.</summary>
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>How many characters, and bytes, a time takes.</summary>
    public const int Length = 27;

    private static readonly long _epoch = DateTimeOffset.UnixEpoch.UtcTicks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Microseconds since 1970; below zero before it.</summary>
    public static long ToMicros(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerMicrosecond - _epoch;

    public static DateTimeOffset FromMicros(long micros) =>
        new((micros + _epoch) * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    public static DateTimeOffset Cut(DateTimeOffset time) => FromMicros(ToMicros(time));

    public static string ToText(DateTimeOffset time) =>
        time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Reads a time as it is written.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static DateTimeOffset FromText(ReadOnlySpan<byte> text)
    {
        // By place: reading by a format takes far longer, and a borrower has a time for each of its views.
        if (text.Length != Length || text[10] != 'T' || text[26] != 'Z')
            throw new FormatException("A time is written in 27 bytes.");
        var day = new DateTime(Digits(text[..4]), Digits(text[5..7]), Digits(text[8..10]), 0, 0, 0, DateTimeKind.Utc);
        var seconds = (((Digits(text[11..13]) * 60L) + Digits(text[14..16])) * 60) + Digits(text[17..19]);
        var ticks = (seconds * TimeSpan.TicksPerSecond) + (Digits(text[20..26]) * TimeSpan.TicksPerMicrosecond);
        return new DateTimeOffset(day.AddTicks(ticks));
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var one in text)
        {
            if (!char.IsAsciiDigit((char)one)) throw new FormatException("A time is written in digits.");
            number = (10 * number) + (one - '0');
        }

        return number;
    }

    public static DateTimeOffset FromText(string text) => DateTimeOffset.ParseExact(
        text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
