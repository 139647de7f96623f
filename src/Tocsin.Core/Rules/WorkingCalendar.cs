namespace Tocsin.Core.Rules;

/// <summary>The lender's working days and hours. Immutable.</summary>
/// <param name="Zone">The IANA name of the zone its dates and hours are meant in.</param>
/// <param name="OpensAt">When business hours begin.</param>
/// <param name="ClosesAt">When business hours end.</param>
/// <param name="Years">The years it knows; a date of another year cannot be told to be a working day.</param>
/// <param name="Holidays">Days off that would be working days.</param>
/// <param name="WorkingDays">Make-up working days that would be days off.</param>
public sealed record WorkingCalendar(
    string Zone, TimeOnly OpensAt, TimeOnly ClosesAt, IReadOnlySet<int> Years,
    IReadOnlySet<DateOnly> Holidays, IReadOnlySet<DateOnly> WorkingDays)
{
    /// <summary>True for a working day, false for a day off, null when the calendar does not know the year.</summary>
    public bool? IsWorkingDay(DateOnly date)
    {
        if (!Years.Contains(date.Year)) return null;
        if (WorkingDays.Contains(date)) return true;
        return date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(date);
    }
}
