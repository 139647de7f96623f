using CsCheck;
using Tocsin.Core.Monitoring;
using Xunit;

namespace Tocsin.Core.Tests.Monitoring;

public sealed class ScoreBinsTests
{
    [Theory]
    [InlineData(0.05, 0, "<= 0.1")]
    [InlineData(0.1, 0, "<= 0.1")]
    [InlineData(0.11, 1, "0.1 to 0.2")]
    [InlineData(0.3, 2, "> 0.2")]
    public void IndexOf_AValue_TakesTheBinWhoseEdgeItDoesNotPass(double value, int index, string label)
    {
        var bins = ScoreBins.Of([0.1, 0.2]);

        Assert.Equal(index, bins.IndexOf(value));
        Assert.Equal(label, bins.Label(index));
    }

    [Fact]
    public void Quantiles_HundredScores_AreTenths()
    {
        var steps = SmallModel.Steps([.. Enumerable.Range(1, 100).Select(i => ((double)i, 1L, 0L))]);

        var bins = ScoreBins.Quantiles(steps);

        Assert.Equal([10, 20, 30, 40, 50, 60, 70, 80, 90], bins.Edges);
        Assert.All(bins.CountsOf(steps), counts => Assert.Equal(10, counts.Total));
    }

    [Fact]
    public void Quantiles_OneScoreHoldsMost_AreFewer()
    {
        // Tenths of 20: the score 2 ends the first nine of them, and what is above it is the tenth.
        var bins = ScoreBins.Quantiles(SmallModel.Steps((1, 1, 0), (2, 17, 0), (3, 1, 0), (4, 1, 0)));

        Assert.Equal([2], bins.Edges);
    }

    [Fact]
    public void Quantiles_OneScoreOrNone_AreOneBin()
    {
        Assert.Equal(1, ScoreBins.Quantiles(SmallModel.Steps((7, 3, 0))).Count);
        Assert.Equal(1, ScoreBins.Quantiles([]).Count);
    }

    [Fact]
    public void Quantiles_AnyScores_LoseNone() =>
        Gen.Select(Gen.Int[0, 50], Gen.Long[1, 9]).Array[1, 40].Sample(made =>
        {
            var steps = SmallModel.Steps([.. made.DistinctBy(one => one.Item1).OrderBy(one => one.Item1)
                .Select(one => ((double)one.Item1, one.Item2, 0L))]);

            var bins = ScoreBins.Quantiles(steps);

            Assert.True(ScoreBins.AreEdges(bins.Edges));
            Assert.InRange(bins.Count, 1, 10);
            Assert.All(bins.CountsOf(steps), counts => Assert.True(counts.Total > 0));
            Assert.Equal(steps.Sum(step => step.Counts.Total), bins.CountsOf(steps).Sum(counts => counts.Total));
        });

    [Fact]
    public void AreEdges_NotAscendingOrNotFinite_AreNone()
    {
        Assert.False(ScoreBins.AreEdges([0.2, 0.2]));
        Assert.False(ScoreBins.AreEdges([double.NaN]));
    }
}
