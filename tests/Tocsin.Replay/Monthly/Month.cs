using System.Globalization;

namespace Tocsin.Replay.Monthly;

/// <summary>A calendar month.</summary>
/// <param name="Index">Months since the beginning of the year 0.</param>
internal readonly record struct Month(int Index) : IComparable<Month>
{
    // Invoices are dated in Beijing time, which has had no summer time since 1991.
    private static readonly TimeSpan _offset = TimeSpan.FromHours(8);

    /// <summary>The last second of its last day, in Beijing time: when its features are observed.</summary>
    public DateTimeOffset End => new DateTimeOffset(
        FirstDay.AddMonths(1).ToDateTime(TimeOnly.MinValue), _offset).AddSeconds(-1);

    /// <summary>Its number in the year: 1 is January, 12 is December.</summary>
    public int Number => (Index % 12) + 1;

    private DateOnly FirstDay => new(Index / 12, Number, 1);

    /// <summary>The month of a day.</summary>
    public static Month Of(DateOnly day) => new((day.Year * 12) + day.Month - 1);

    /// <summary>The month of a moment, in Beijing time.</summary>
    public static Month Of(DateTimeOffset moment) => Of(DateOnly.FromDateTime(moment.ToOffset(_offset).DateTime));

    /// <summary>Reads a month such as 2019-12.</summary>
    public static bool TryParse(string? text, out Month month)
    {
        var isMonth = DateOnly.TryParseExact(
            text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        month = isMonth ? Of(day) : default;
        return isMonth;
    }

    /// <summary>So many months later.</summary>
    public static Month operator +(Month month, int months) => new(month.Index + months);

    public static bool operator <(Month left, Month right) => left.Index < right.Index;

    public static bool operator >(Month left, Month right) => left.Index > right.Index;

    public static bool operator <=(Month left, Month right) => left.Index <= right.Index;

    public static bool operator >=(Month left, Month right) => left.Index >= right.Index;

    /// <inheritdoc/>
    public int CompareTo(Month other) => Index.CompareTo(other.Index);

    /// <summary>The month as year and number, such as 2019-12.</summary>
    public override string ToString() => FirstDay.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
