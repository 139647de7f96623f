using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Tocsin.Cli.Values;

/// <summary>Moments as people write them: ISO 8601, in local time when no offset is given.</summary>
internal static class MomentText
{
    private static readonly string[] _withOffset =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK"];

    private static readonly string[] _dates = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy/M/d", "yyyyMMdd"];

    /// <summary>Reads a moment; a date alone is its first moment.</summary>
    public static bool TryParse(string text, TimeZoneInfo local, out DateTimeOffset moment)
    {
        moment = default;
        var trimmed = text.Trim();
        if (DateTime.TryParseExact(trimmed, [.. _withOffset, .. _dates], CultureInfo.InvariantCulture,
            DateTimeStyles.RoundtripKind, out var read))
        {
            if (read.Kind == DateTimeKind.Unspecified && local.IsInvalidTime(read)) return false;
            moment = read.Kind == DateTimeKind.Unspecified
                ? new DateTimeOffset(read, local.GetUtcOffset(read)).ToUniversalTime()
                : DateTimeOffset.ParseExact(
                    trimmed, _withOffset, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
            return true;
        }

        return false;
    }

    /// <summary>Reads the moment of an option, or null when it was not given.</summary>
    /// <exception cref="CommandFailedException">It is not a moment.</exception>
    public static Timestamp? Read(string? text, string option, TimeZoneInfo local)
    {
        if (text is null) return null;
        if (TryParse(text, local, out var moment)) return moment.ToTimestamp();
        throw CommandFailedException.Usage(
            $"{option}: '{text}' is not a moment; write it like 2026-03-31, 2026-03-31T17:30 "
            + "or 2026-03-31T17:30:00+08:00.");
    }

    /// <summary>A moment for people, in local time to the second.</summary>
    public static string Text(Timestamp? moment, TimeZoneInfo local) => moment is null
        ? "-"
        : TimeZoneInfo.ConvertTime(moment.ToDateTimeOffset(), local)
            .ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
