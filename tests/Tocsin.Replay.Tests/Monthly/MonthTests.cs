using Tocsin.Replay.Monthly;
using Xunit;

namespace Tocsin.Replay.Tests.Monthly;

public sealed class MonthTests
{
    [Theory]
    [InlineData("2019-02", "2019-02-28T23:59:59+08:00")]
    [InlineData("2016-02", "2016-02-29T23:59:59+08:00")]
    [InlineData("2019-12", "2019-12-31T23:59:59+08:00")]
    public void End_OfAMonth_IsItsLastSecondInBeijing(string month, string end) => Assert.Equal(
        DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture), SampleInvoices.Month(month).End);

    [Fact]
    public void Of_ItsOwnEndInAnotherZone_IsTheMonth()
    {
        var month = SampleInvoices.Month("2019-12");

        Assert.Equal(month, Month.Of(month.End.ToOffset(TimeSpan.FromHours(-5))));
    }

    [Theory]
    [InlineData("2019-12", 12)]
    [InlineData("2020-01", 1)]
    [InlineData("2020-02", 2)]
    public void Number_OfAMonth_CountsFromJanuary(string month, int number) =>
        Assert.Equal(number, SampleInvoices.Month(month).Number);

    [Theory]
    [InlineData("2019-12", 1, "2020-01")]
    [InlineData("2020-01", -1, "2019-12")]
    [InlineData("2019-12", -24, "2017-12")]
    public void Plus_AcrossYears_CountsOn(string from, int months, string to) =>
        Assert.Equal(to, (SampleInvoices.Month(from) + months).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("2019")]
    [InlineData("2019-13")]
    [InlineData("December")]
    public void TryParse_NoMonth_IsFalse(string? text) => Assert.False(Month.TryParse(text, out _));
}
