using Tocsin.Cli.Reports.Drawing;
using Xunit;

namespace Tocsin.Cli.Tests.Reports.Drawing;

public sealed class AxisStepTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 1)]
    [InlineData(8, 2)]
    [InlineData(19, 2)]
    [InlineData(20, 5)]
    [InlineData(53, 10)]
    [InlineData(4_900, 1_000)]
    [InlineData(int.MaxValue, 500_000_000)]
    public void Of_ARange_IsRoundAndStepsFourTimesAtLeast(int range, int step) =>
        Assert.Equal(step, AxisStep.Of(range));

    [Theory]
    [InlineData(0, 5, 0)]
    [InlineData(1, 5, 1)]
    [InlineData(10, 5, 2)]
    [InlineData(11, 5, 3)]
    public void Count_AValue_IsReached(int value, int step, int count) =>
        Assert.Equal(count, AxisStep.Count(value, step));
}
