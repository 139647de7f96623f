using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public class WorkingCalendarTests
{
    private static readonly WorkingCalendar _shipped = ReadShipped();

    [Theory]
    [InlineData("2026-06-17", true)]
    [InlineData("2026-06-20", false)]
    [InlineData("2026-06-28", false)]
    [InlineData("2026-06-19", false)]
    [InlineData("2026-10-01", false)]
    [InlineData("2026-02-14", true)]
    [InlineData("2026-10-10", true)]
    [InlineData("2026-01-01", false)]
    [InlineData("2026-12-31", true)]
    public void IsWorkingDay_DateOfAKnownYear_FollowsWeekendsHolidaysAndMakeUpDays(string date, bool expected) =>
        Assert.Equal(expected, _shipped.IsWorkingDay(DateOnly.Parse(date, null)));

    [Theory]
    [InlineData("2025-12-31")]
    [InlineData("2028-01-01")]
    [InlineData("2028-01-03")]
    public void IsWorkingDay_DateOfAnotherYear_IsUnknown(string date) =>
        Assert.Null(_shipped.IsWorkingDay(DateOnly.Parse(date, null)));

    // 2026-09-25 is a Friday and a holiday, as the 26th and 27th are; 2026-09-20 is a Sunday that is made up for.
    [Theory]
    [InlineData("2026-06-17 10:00", "4h", "2026-06-17 14:00")]
    [InlineData("2026-06-17 15:00", "4h", "2026-06-18 11:00")]
    [InlineData("2026-06-17 13:00", "4h", "2026-06-17 17:00")]
    [InlineData("2026-06-17 17:00", "1h", "2026-06-18 10:00")]
    [InlineData("2026-06-17 07:30", "1h", "2026-06-17 10:00")]
    [InlineData("2026-09-24 15:00", "4h", "2026-09-28 11:00")]
    [InlineData("2026-09-19 10:00", "9h", "2026-09-21 10:00")]
    [InlineData("2026-06-17 10:00", "1wd", "2026-06-18 17:00")]
    [InlineData("2026-06-18 23:59", "1wd", "2026-06-22 17:00")]
    [InlineData("2026-09-24 10:00", "3wd", "2026-09-30 17:00")]
    [InlineData("2026-09-18 10:00", "1wd", "2026-09-20 17:00")]
    [InlineData("2026-09-26 10:00", "1wd", "2026-09-28 17:00")]
    [InlineData("2026-06-17 10:00", "30d", "2026-07-17 10:00")]
    [InlineData("2028-01-07 10:00", "1wd", "2028-01-10 17:00")]
    public void Deadline_OfAMoment_CountsHoursDaysAndWorkingDays(string begin, string given, string expected)
    {
        Assert.True(WorkingDuration.TryParse(given, out var duration));

        Assert.Equal(InShanghai(expected), _shipped.Deadline(InShanghai(begin), duration));
    }

    [Fact]
    public void Deadline_IntoAnHourThatTheClockSkips_IsAnHourLater()
    {
        // Berlin goes from 2:00 to 3:00 on 29 March 2026.
        var calendar = _shipped with { Zone = "Europe/Berlin" };
        var begin = new DateTimeOffset(2026, 3, 27, 2, 30, 0, TimeSpan.FromHours(1));

        var deadline = calendar.Deadline(begin, new WorkingDuration(2, WorkingUnit.Days));

        Assert.Equal(new DateTimeOffset(2026, 3, 29, 3, 30, 0, TimeSpan.FromHours(2)), deadline);
    }

    private static DateTimeOffset InShanghai(string text) => new(
        DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture),
        TimeSpan.FromHours(8));

    [Fact]
    public void IsWorkingDay_HolidayThatIsAlsoAMakeUpDay_IsAWorkingDay()
    {
        var day = new DateOnly(2026, 5, 9);
        var calendar = new WorkingCalendar(
            "UTC", new TimeOnly(9, 0), new TimeOnly(17, 0), new HashSet<int> { 2026 },
            new HashSet<DateOnly> { day }, new HashSet<DateOnly> { day });

        Assert.True(calendar.IsWorkingDay(day));
    }

    private static WorkingCalendar ReadShipped()
    {
        var set = RuleSetReader.Read(RuleFolder.Read(ShippedRules.Folder)).RuleSet;
        return set?.Calendar ?? throw new InvalidDataException("The shipped rules cannot be read.");
    }
}
