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
        return IsWeekday(date) && !Holidays.Contains(date);
    }

    /// <summary>
    /// The moment by which something that begins at another must be done, in UTC. The day on which it begins is not the
    /// first of its working days; of a year that the calendar does not know every weekday is a working day.
    /// </summary>
    public DateTimeOffset Deadline(DateTimeOffset begin, WorkingDuration duration)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var local = TimeZoneInfo.ConvertTime(begin, zone).DateTime;
        return duration.Unit switch
        {
            WorkingUnit.BusinessHours => Moment(AfterHours(local, TimeSpan.FromHours(duration.Count)), zone),
            WorkingUnit.WorkingDays => Moment(AfterWorkingDays(local, duration.Count), zone),
            _ => Moment(local.AddDays(duration.Count), zone),
        };
    }

    private DateTime AfterHours(DateTime begin, TimeSpan hours)
    {
        var (date, time) = (DateOnly.FromDateTime(begin), TimeOnly.FromDateTime(begin));
        var left = hours;
        while (true)
        {
            var from = time > OpensAt ? time : OpensAt;
            var open = IsOpen(date) && from < ClosesAt ? ClosesAt - from : TimeSpan.Zero;
            if (open >= left) return date.ToDateTime(from.Add(left));
            left -= open;
            (date, time) = (date.AddDays(1), TimeOnly.MinValue);
        }
    }

    private DateTime AfterWorkingDays(DateTime begin, int days)
    {
        var date = DateOnly.FromDateTime(begin);
        for (var left = days; left > 0;)
        {
            date = date.AddDays(1);
            if (IsOpen(date)) left--;
        }

        return date.ToDateTime(ClosesAt);
    }

    private bool IsOpen(DateOnly date) => IsWorkingDay(date) ?? IsWeekday(date);

    private static bool IsWeekday(DateOnly date) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    // Where the clock goes forward an hour is skipped: what falls into it is an hour later.
    private static DateTimeOffset Moment(DateTime local, TimeZoneInfo zone)
    {
        var there = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        var shown = DateTime.SpecifyKind(there, DateTimeKind.Unspecified);
        return new DateTimeOffset(shown, zone.GetUtcOffset(shown)).ToUniversalTime();
    }
}
