using Xunit;

namespace Tocsin.Core.Tests.Warnings.Reporting;

public class ReportPeriodTests
{
    [Fact]
    public void Months_OfAMeanMonth_AreOne() => Assert.Equal(1, ToldWarning.Month.Months, 12);

    [Fact]
    public void Contains_Moments_FromTheFirstUntilBeforeTheEnd()
    {
        var period = ToldWarning.Month;

        Assert.True(period.Contains(period.From));
        Assert.True(period.Contains(period.To.AddTicks(-1)));
        Assert.False(period.Contains(period.To));
        Assert.False(period.Contains(period.From.AddTicks(-1)));
    }

    [Fact]
    public void Contains_Days_InOneOfTwoAdjoiningPeriods()
    {
        // A period that ends within 31 March, in Shanghai, has its first moment.
        var period = ToldWarning.Month;
        var next = period with { From = period.To, To = period.To.AddDays(30) };

        Assert.True(period.Contains(new DateOnly(2026, 3, 1)));
        Assert.True(period.Contains(new DateOnly(2026, 3, 31)));
        Assert.False(period.Contains(new DateOnly(2026, 2, 28)));
        Assert.False(period.Contains(new DateOnly(2026, 4, 1)));
        Assert.False(next.Contains(new DateOnly(2026, 3, 31)));
        Assert.True(next.Contains(new DateOnly(2026, 4, 1)));
    }

    [Fact]
    public void DayOf_AMoment_IsTheZonesOwn() => Assert.Equal(
        new DateOnly(2026, 3, 2),
        ToldWarning.Month.DayOf(new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero)));
}
