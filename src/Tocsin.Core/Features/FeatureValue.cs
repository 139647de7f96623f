using System.Globalization;

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

    /// <inheritdoc/>
    public override string ToString() => ToCanonicalText();
}
