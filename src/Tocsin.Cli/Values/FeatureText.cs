using System.Globalization;
using Google.Type;
using Tocsin.V1;

namespace Tocsin.Cli.Values;

/// <summary>Values of features as people and files write them.</summary>
internal static class FeatureText
{
    private const long LargestInteger = 1L << 53;
    private const int LongestText = 256;

    private static readonly string[] _dates = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy/M/d", "yyyyMMdd"];
    private static readonly string[] _true = ["true", "1", "yes", "y", "是"];
    private static readonly string[] _false = ["false", "0", "no", "n", "否"];

    /// <summary>Reads a value of a kind; an empty text is a missing value. Null when it is not one.</summary>
    public static FeatureValue? Read(FeatureKind kind, string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0) return new FeatureValue { Missing = new() };
        return kind switch
        {
            FeatureKind.Number => ReadNumber(trimmed),
            FeatureKind.Integer => ReadInteger(trimmed),
            FeatureKind.Flag => ReadFlag(trimmed),
            FeatureKind.Date => ReadDate(trimmed),
            FeatureKind.Text when trimmed.Length <= LongestText => new FeatureValue { Text = trimmed },
            _ => null,
        };
    }

    /// <summary>How a value of a kind is written.</summary>
    public static string Expected(FeatureKind kind) => kind switch
    {
        FeatureKind.Number => "a number such as 0.35 or 1200000",
        FeatureKind.Integer => "a whole number from -2^53 to 2^53",
        FeatureKind.Flag => "true or false",
        FeatureKind.Date => "a date such as 2026-03-31",
        FeatureKind.Text => $"a text of at most {LongestText} characters",
        _ => "a value of a kind that this version of tocsin knows",
    };

    /// <summary>A value for people.</summary>
    public static string Of(FeatureValue? value) => value?.KindCase switch
    {
        FeatureValue.KindOneofCase.Number => value.Number.ToString("R", CultureInfo.InvariantCulture),
        FeatureValue.KindOneofCase.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
        FeatureValue.KindOneofCase.Text => value.Text,
        FeatureValue.KindOneofCase.Flag => value.Flag ? "true" : "false",
        FeatureValue.KindOneofCase.Date => Of(value.Date),
        _ => "-",
    };

    /// <summary>A civil date for people.</summary>
    public static string Of(Date date) => string.Create(
        CultureInfo.InvariantCulture, $"{date.Year:D4}-{date.Month:D2}-{date.Day:D2}");

    private static FeatureValue? ReadNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? new FeatureValue { Number = number }
            : null;

    // Spreadsheets write whole numbers as 3.0 and 1.2E+06; both are the integer they stand for.
    private static FeatureValue? ReadInteger(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number == decimal.Truncate(number) && Math.Abs(number) <= LargestInteger
            ? new FeatureValue { Integer = (long)number }
            : null;

    private static FeatureValue? ReadFlag(string text)
    {
        if (_true.Contains(text, StringComparer.OrdinalIgnoreCase)) return new FeatureValue { Flag = true };
        return _false.Contains(text, StringComparer.OrdinalIgnoreCase) ? new FeatureValue { Flag = false } : null;
    }

    private static FeatureValue? ReadDate(string text) =>
        DateOnly.TryParseExact(text, _dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new FeatureValue { Date = new Date { Year = date.Year, Month = date.Month, Day = date.Day } }
            : null;
}
