using System.Globalization;
using Google.Type;

namespace Tocsin.Cli.Values;

/// <summary>Civil dates as people write them: year, month and day.</summary>
internal static class DateText
{
    private static readonly string[] _forms = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy/M/d", "yyyyMMdd"];

    /// <summary>A date for people; empty where there is none.</summary>
    public static string Of(Date? date) =>
        date is null ? "" : $"{date.Year:0000}-{date.Month:00}-{date.Day:00}";

    /// <summary>Reads the date of an option.</summary>
    /// <exception cref="CommandFailedException">It is not a date.</exception>
    public static Date Read(string text, string option) =>
        DateOnly.TryParseExact(text.Trim(), _forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new Date { Year = date.Year, Month = date.Month, Day = date.Day }
            : throw CommandFailedException.Usage($"{option}: '{text}' is not a date; write it like 2026-03-31.");
}
