namespace Tocsin.Core.Warnings.Reporting;

/// <summary>
/// What a report covers: from its first moment until before its end, with the zone whose days count. Immutable and
/// thread-safe.
/// </summary>
/// <param name="From">The first moment, in UTC.</param>
/// <param name="To">
/// The end, after <paramref name="From"/>, in UTC; what happened at it or later is not covered.
/// </param>
/// <param name="Zone">The zone whose civil days outcomes are told in.</param>
/// <param name="HorizonDays">
/// Days, at least 1: a warning that closed longer than this before an outcome did not foresee it.
/// </param>
public sealed record ReportPeriod(DateTimeOffset From, DateTimeOffset To, TimeZoneInfo Zone, int HorizonDays)
{
    /// <summary>Days of a mean month: a 48th of four years.</summary>
    public const double DaysPerMonth = 30.4375;

    /// <summary>How many mean months the period is long.</summary>
    public double Months => (To - From).TotalDays / DaysPerMonth;

    /// <summary>True when a moment is covered.</summary>
    public bool Contains(DateTimeOffset at) => at >= From && at < To;

    /// <summary>
    /// True when a day is covered: when its first moment is, so that a day stands in one of two adjoining periods.
    /// </summary>
    public bool Contains(DateOnly day)
    {
        var start = day.ToDateTime(TimeOnly.MinValue);
        return Contains(new DateTimeOffset(start, Zone.GetUtcOffset(start)));
    }

    /// <summary>The civil day of a moment.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);
}
