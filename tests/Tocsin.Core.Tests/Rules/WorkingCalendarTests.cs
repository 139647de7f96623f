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
    [InlineData("2027-01-01")]
    [InlineData("2027-01-02")]
    public void IsWorkingDay_DateOfAnotherYear_IsUnknown(string date) =>
        Assert.Null(_shipped.IsWorkingDay(DateOnly.Parse(date, null)));

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
