using Tocsin.Load.Loads;
using Tocsin.Load.Servers;
using Xunit;

namespace Tocsin.Load.Tests.Loads;

public sealed class ContenderFiguresTests
{
    [Theory]
    [InlineData(new long[] { 90, 45, 300 }, new long[] { 100, 50, 100 }, 0.9)]
    [InlineData(new long[] { 80, 100 }, new long[] { 100, 100 }, 0.9)]
    [InlineData(new long[] { 50 }, new long[] { 100 }, 0.5)]
    public void ThroughputTo_MachineThatChangesFromRoundToRound_IsTheMedianOfTheRoundsRatios(
        long[] own, long[] others, double ratio) =>
        Assert.Equal(ratio, Figures(own).ThroughputTo(Figures(others)), 9);

    private static ContenderFigures Figures(long[] callsPerSecond) => new(
        "one",
        [
            .. callsPerSecond.Select(calls => new LoadFigures(
                calls, 0, TimeSpan.FromSeconds(1), LoadFigures.NewHistogram(),
                new ServerUsage(0, TimeSpan.Zero, TimeSpan.Zero, 0, 0))),
        ],
        []);
}
