using Tocsin.Core.Monitoring;
using Xunit;

namespace Tocsin.Core.Tests.Monitoring;

public sealed class ScoreTallyTests
{
    [Fact]
    public void Steps_TooManyDifferentScores_AreRoundedWhateverTheirOrder()
    {
        var pds = Enumerable.Range(1, 200).Select(i => i / 30_011.0).ToList();

        var (one, other) = (Tally(pds), Tally(pds.AsEnumerable().Reverse()));

        Assert.True(one.IsRounded);
        Assert.Equal(one.Steps(ScoreMeasure.Pd), other.Steps(ScoreMeasure.Pd));
        Assert.Equal(200, one.Steps(ScoreMeasure.Pd).Sum(step => step.Counts.Total));
        Assert.All(one.Steps(ScoreMeasure.Pd), step => Assert.Equal(
            step.Value, pds.MinBy(pd => Math.Abs(pd - step.Value)), step.Value * 0.001));
    }

    [Fact]
    public void Steps_FewScores_AreExact() =>
        Assert.Equal([1 / 3.0, 2 / 3.0], Tally([2 / 3.0, 1 / 3.0]).Steps(ScoreMeasure.Pd).Select(step => step.Value));

    private static ScoreTally Tally(IEnumerable<double> pds)
    {
        var tally = new ScoreTally(maximumScores: 100);
        foreach (var pd in pds) tally.Add(SmallModel.Decision(pd));
        return tally;
    }
}
