using Tocsin.Core.Decisions;
using Xunit;

namespace Tocsin.Core.Tests.Decisions;

public class ScorecardTests
{
    private static readonly Scorecard _scorecard = new()
    {
        Characteristics = [],
        BaseScore = 600,
        BaseOdds = 50,
        PointsToDoubleOdds = 20,
    };

    [Fact]
    public void Factor_TwentyPointsToDoubleOdds_IsTheGoldenNumber() =>
        Assert.Equal(28.853900817779, _scorecard.Factor, 12);

    [Fact]
    public void Offset_SixHundredAtFiftyToOne_IsTheGoldenNumber() =>
        Assert.Equal(487.122876204506, _scorecard.Offset, 12);

    [Theory]
    [InlineData(1.0 / 51, 600.000000)]
    [InlineData(0.01, 619.710009)]
    [InlineData(0.05, 572.081426)]
    [InlineData(0.10, 550.521376)]
    [InlineData(0.20, 527.122876)]
    public void LogOddsOf_GoldenScore_GivesItsProbabilityOfDefault(double pd, double score)
    {
        var logOdds = _scorecard.LogOddsOf(score);

        Assert.Equal(pd, 1 / (1 + Math.Exp(logOdds)), 8);
        Assert.Equal(score, _scorecard.Offset + (_scorecard.Factor * Math.Log((1 - pd) / pd)), 6);
    }

    [Fact]
    public void LogOddsOf_WhereMorePointsAreWorse_TwentyMoreHalveTheOdds()
    {
        var worse = _scorecard with { ReasonPoints = ReasonPoints.Above };

        Assert.Equal(Math.Log(50), worse.LogOddsOf(600), 12);
        Assert.Equal(Math.Log(25), worse.LogOddsOf(620), 12);
        Assert.Equal(Math.Log(100), worse.LogOddsOf(580), 12);
    }

    [Fact]
    public void LogOddsOf_TwentyMorePoints_DoublesTheOdds()
    {
        var ratio = Math.Exp(_scorecard.LogOddsOf(571)) / Math.Exp(_scorecard.LogOddsOf(551));

        Assert.Equal(2, ratio, 12);
    }
}
