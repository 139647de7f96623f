using System.Globalization;
using System.Text;

namespace Tocsin.Core.Features;

/// <summary>
/// One present value of a feature. There is no value for "missing": a feature that has none is absent wherever
/// values are kept.
/// </summary>
/// <remarks>
/// Stores keep values as canonical text (<see cref="ToCanonicalText"/>), so that a person can read them; the
/// catalogue's type reads them back. The default value is the number zero.
/// </remarks>
public readonly record struct FeatureValue
{
    /// <summary>The longest text value, in characters.</summary>
    public const int MaximumTextLength = 256;

    /// <summary>
    /// The largest magnitude of an integer value: a double holds every whole number up to it exactly.
    /// </summary>
    public const long MaximumInteger = 1L << 53;

    private readonly string? _text;

    private FeatureValue(FeatureType type, double number, string? text)
    {
        Type = type;
        AsNumber = number;
        _text = text;
    }

    /// <summary>The type of this value.</summary>
    public FeatureType Type { get; }

    /// <summary>
    /// The value as a double: a number or integer itself, a flag as 0 or 1, a date as its day number
    /// (<see cref="DateOnly.DayNumber"/>), a text as 0.
    /// </summary>
    public double AsNumber { get; }

    /// <summary>The text of a text value; empty for every other type.</summary>
    public string AsText => _text ?? "";

    /// <summary>True for a flag that is set.</summary>
    public bool AsFlag => AsNumber != 0;

    /// <summary>The date of a date value; 1 January 1 for a value that is not one.</summary>
    public DateOnly AsDate => Type == FeatureType.Date ? DateOnly.FromDayNumber((int)AsNumber) : default;

    /// <summary>A number. Minus zero becomes zero, so that equal values have equal text.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public static FeatureValue OfNumber(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), "A number is finite.");
        return new(FeatureType.Number, value == 0 ? 0 : value, null);
    }

    /// <summary>A whole number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The magnitude is over <see cref="MaximumInteger"/>.</exception>
    public static FeatureValue OfInteger(long value)
    {
        if (value is > MaximumInteger or < -MaximumInteger)
            throw new ArgumentOutOfRangeException(nameof(value), "An integer is between -2^53 and 2^53.");
        return new(FeatureType.Integer, value, null);
    }

    /// <summary>A flag.</summary>
    public static FeatureValue OfFlag(bool value) => new(FeatureType.Flag, value ? 1 : 0, null);

    /// <summary>A civil date.</summary>
    public static FeatureValue OfDate(DateOnly value) => new(FeatureType.Date, value.DayNumber, null);

    /// <summary>A text, folded as <see cref="TextFolding.Fold"/> does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Over <see cref="MaximumTextLength"/> characters.</exception>
    public static FeatureValue OfText(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var folded = TextFolding.Fold(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folded.Length, MaximumTextLength, nameof(value));
        return new(FeatureType.Text, 0, folded);
    }

    /// <summary>
    /// The one way this value is written: numbers in the shortest form that reads back to the same double, flags as
    /// <c>true</c> or <c>false</c>, dates as <c>yyyy-MM-dd</c>, text as it is. Independent of culture.
    /// </summary>
    public string ToCanonicalText() => Type switch
    {
        FeatureType.Number => AsNumber.ToString("R", CultureInfo.InvariantCulture),
        FeatureType.Integer => ((long)AsNumber).ToString(CultureInfo.InvariantCulture),
        FeatureType.Flag => AsFlag ? "true" : "false",
        FeatureType.Date => AsDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => AsText,
    };

    /// <summary>Reads text as a value of a type; says no when it is not one, never guesses.</summary>
    public static bool TryParse(FeatureType type, string text, out FeatureValue value)
    {
        ArgumentNullException.ThrowIfNull(text);
        value = default;
        switch (type)
        {
            case FeatureType.Number:
                const NumberStyles decimals = NumberStyles.Float;
                if (!double.TryParse(text, decimals, CultureInfo.InvariantCulture, out var number)) return false;
                if (!double.IsFinite(number)) return false;
                value = OfNumber(number);
                return true;
            case FeatureType.Integer:
                const NumberStyles whole = NumberStyles.AllowLeadingSign;
                if (!long.TryParse(text, whole, CultureInfo.InvariantCulture, out var integer)) return false;
                if (integer is > MaximumInteger or < -MaximumInteger) return false;
                value = OfInteger(integer);
                return true;
            case FeatureType.Flag:
                value = OfFlag(text is "true");
                return text is "true" or "false";
            case FeatureType.Date:
                const DateTimeStyles exact = DateTimeStyles.None;
                if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, exact, out var date))
                    return false;
                value = OfDate(date);
                return true;
            default:
                if (text.Length > MaximumTextLength || !TextFolding.IsWellFormed(text)) return false;
                value = OfText(text);
                return true;
        }
    }

    /// <summary>
    /// Reads the UTF-8 of a text as <see cref="TryParse(FeatureType, string, out FeatureValue)"/> does the text.
    /// </summary>
    internal static bool TryParse(FeatureType type, ReadOnlySpan<byte> utf8, out FeatureValue value)
    {
        switch (type)
        {
            case FeatureType.Number when TryReadDecimal(utf8, out var number):
                value = OfNumber(number);
                return true;
            case FeatureType.Integer when TryReadDecimal(utf8, out var whole) && utf8.IndexOf((byte)'.') < 0:
                value = OfInteger((long)whole);
                return true;
            case FeatureType.Flag:
                value = OfFlag(utf8.SequenceEqual("true"u8));
                return value.AsFlag || utf8.SequenceEqual("false"u8);
            case FeatureType.Date when TryReadDate(utf8, out var date):
                value = OfDate(date);
                return true;
            default:
                return TryParse(type, Encoding.UTF8.GetString(utf8), out value);
        }
    }

    // The plain decimals that almost all values are. Both numbers are exact, so that their quotient is the double that
    // is nearest to what is written.
    private static bool TryReadDecimal(ReadOnlySpan<byte> utf8, out double number)
    {
        const int exactDigits = 15;
        number = 0;
        var isNegative = utf8 is [(byte)'-', ..];
        var digits = isNegative ? utf8[1..] : utf8;
        if (digits.Length is 0 or > exactDigits + 1) return false;
        var (mantissa, power, isFraction) = (0L, 1L, false);
        foreach (var one in digits)
        {
            if (one == '.' && !isFraction) isFraction = true;
            else if (!char.IsAsciiDigit((char)one)) return false;
            else (mantissa, power) = ((10 * mantissa) + (one - '0'), isFraction ? 10 * power : power);
        }

        // What begins or ends with a point, and the negative zero, are for whoever reads all forms.
        if (digits[0] == '.' || digits[^1] == '.' || (isNegative && mantissa == 0)) return false;
        number = (isNegative ? -mantissa : mantissa) / (double)power;
        return digits.Length - (isFraction ? 1 : 0) <= exactDigits;
    }

    private static bool TryReadDate(ReadOnlySpan<byte> utf8, out DateOnly date)
    {
        date = default;
        if (utf8.Length != "yyyy-MM-dd".Length || utf8[4] != '-' || utf8[7] != '-' || utf8.Contains((byte)'.'))
            return false;
        if (!TryReadDecimal(utf8[..4], out var year) || !TryReadDecimal(utf8[5..7], out var month)
            || !TryReadDecimal(utf8[8..], out var day)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth((int)year, (int)month))
            return false;
        date = new DateOnly((int)year, (int)month, (int)day);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => ToCanonicalText();
}
