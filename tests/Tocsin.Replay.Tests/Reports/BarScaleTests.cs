using Tocsin.Replay.Reports;
using Xunit;

namespace Tocsin.Replay.Tests.Reports;

public sealed class BarScaleTests
{
    [Theory]
    [InlineData(0, 0, 1, 1, 0)]
    [InlineData(3, 0, 1, 3, 0)]
    [InlineData(7, 1, 2, 8, -2)]
    [InlineData(41, 12, 10, 50, -20)]
    [InlineData(4_900, 0, 1_000, 5_000, 0)]
    public void Step_OfHighestAndDeepest_IsRound(int highest, int deepest, int step, int top, int bottom)
    {
        var scale = new BarScale(Plot(highest, deepest));

        Assert.Equal((step, top, bottom), (scale.Step, scale.Highest, scale.Lowest));
        Assert.Equal(BarScale.Top, scale.Y(top), 6);
        Assert.Equal(BarScale.Bottom, scale.Y(bottom), 6);
    }

    private static BarPlot Plot(int highest, int deepest) =>
        new("p", "", "", "up", "down", ["one"], [new BarSeries("all", "#000000", [highest], [deepest])]);
}
