using Tocsin.Replay.Reports;
using Xunit;

namespace Tocsin.Replay.Tests.Reports;

public sealed class ReplayPlotsTests
{
    [Fact]
    public void Changes_OfAResult_StandByMonthAndLevelReached()
    {
        var plot = ReplayPlots.Changes(SampleResult.Create(), DefaulterCheck.ZeroSalesMonths, "no sales");

        Assert.Equal(["2019-11", "2019-12", "2020-01"], plot.Columns);
        Assert.Equal(["to yellow", "to orange", "to red", "cleared"], plot.Series.Select(series => series.Name));
        Assert.Equal([5, 0, 0], plot.Series[0].Up);
        Assert.Equal([0, 0, 1], plot.Series[0].Down);
        Assert.Equal([0, 3, 0], plot.Series[1].Up);
        Assert.Equal([2, 0, 0], plot.Series[2].Up);
        Assert.Equal([0, 0, 0], plot.Series[3].Up);
        Assert.Equal([0, 1, 0], plot.Series[3].Down);
        Assert.Equal(7, plot.Highest);
        Assert.Equal(1, plot.Deepest);
    }

    [Fact]
    public void Standing_OfAResult_IsTheSumOfWhatCameAndWent()
    {
        var plot = ReplayPlots.Standing(SampleResult.Create(), DefaulterCheck.ZeroSalesMonths, "no sales");

        Assert.Equal(["red", "orange", "yellow"], plot.Series.Select(series => series.Name));
        Assert.Equal([2, 2, 1], plot.Series[0].Up);
        Assert.Equal([0, 3, 3], plot.Series[1].Up);
        Assert.Equal([5, 1, 2], plot.Series[2].Up);
    }

    [Fact]
    public void Changes_OfAnIndicatorWithoutAny_AreZero() => Assert.Equal(
        0, ReplayPlots.Changes(SampleResult.Create(), DefaulterCheck.SalesDrop, "fall").Highest);
}
