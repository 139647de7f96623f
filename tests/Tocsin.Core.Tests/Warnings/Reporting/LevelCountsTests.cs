using Tocsin.Core.Warnings;
using Tocsin.Core.Warnings.Reporting;
using Xunit;

namespace Tocsin.Core.Tests.Warnings.Reporting;

public class LevelCountsTests
{
    [Theory]
    [InlineData(WarningLevel.None, 0, 0, 0, 0, 1)]
    [InlineData(WarningLevel.Blue, 1, 0, 0, 0, 0)]
    [InlineData(WarningLevel.Yellow, 0, 1, 0, 0, 0)]
    [InlineData(WarningLevel.Orange, 0, 0, 1, 0, 0)]
    [InlineData(WarningLevel.Red, 0, 0, 0, 1, 0)]
    public void Plus_ALevel_CountsThere(
        WarningLevel level, long blue, long yellow, long orange, long red, long unknown)
    {
        var counts = default(LevelCounts).Plus(level);

        Assert.Equal(new LevelCounts(blue, yellow, orange, red, unknown), counts);
        Assert.Equal(1, counts.Total);
    }
}
