using Tocsin.Cli.Reports;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Reports;

public sealed class FiguresTextTests
{
    [Theory]
    [InlineData(0, "< 0.1 h")]
    [InlineData(0.09, "< 0.1 h")]
    [InlineData(0.1, "0.1 h")]
    [InlineData(72.08, "72.1 h")]
    public void Median_OfHours_IsShort(double hours, string text) =>
        Assert.Equal(text, FiguresText.Median(new StayFigures { MedianHours = hours }));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.0123, "0.012")]
    [InlineData(121.75, "121.8")]
    public void Rate_OfFewIsNotRoundedToNone(double rate, string text) =>
        Assert.Equal(text, FiguresText.Rate(new WarningFigures { RaisedPerThousandMonthly = rate }));

    [Fact]
    public void Share_ThatIsAbsent_IsNotZero()
    {
        Assert.Equal("-", FiguresText.Precision(new WarningFigures()));
        Assert.Equal("-", FiguresText.Recall(new WarningFigures(), 0));
        Assert.Equal("-", FiguresText.Rate(new WarningFigures()));
        Assert.Equal("-", FiguresText.Lead(new WarningFigures()));
        Assert.Equal("-", FiguresText.Median(new StayFigures()));
        Assert.Equal("0 % (0/2)", FiguresText.Precision(new WarningFigures { Precision = 0, FalseAlarms = 2 }));
    }

    [Fact]
    public void Gaps_OfNothingMissing_IsEmpty()
    {
        Assert.Empty(FiguresText.Gaps(new ReportGaps()));
        Assert.Equal(3, FiguresText.Gaps(
            new ReportGaps { HistoriesCut = 1, BorrowersFull = 1, WarningsUnnamed = 1 }).Count());
    }
}
