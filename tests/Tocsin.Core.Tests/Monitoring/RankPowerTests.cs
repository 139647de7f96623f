using CsCheck;
using Tocsin.Core.Monitoring;
using Xunit;

namespace Tocsin.Core.Tests.Monitoring;

public sealed class RankPowerTests
{
    private static readonly Gen<(double Value, long Good, long Bad)[]> _steps = Gen.Select(
        Gen.Int[0, 30].Select(i => i / 31.0), Gen.Long[0, 4], Gen.Long[0, 4]).Array[1, 30].Select(
            steps => steps.DistinctBy(step => step.Item1).OrderBy(step => step.Item1).ToArray());

    [Fact]
    public void Of_ScoresWithATie_CountsTheTieHalf()
    {
        // By hand. PDs 0.1: good; 0.3: good and bad; 0.6: good; 0.8: bad. Pairs (bad, good): the bad one at 0.3 wins
        // against 0.1, ties with 0.3, loses against 0.6; that at 0.8 wins three times: 4.5 of 6. Riskiest first the
        // shares are (0.5, 0), (0.5, 1/3), (1, 2/3), (1, 1): KS is 0.5, at 0.8.
        var power = RankPower.Of(
            SmallModel.Steps((0.1, 1, 0), (0.3, 1, 1), (0.6, 1, 0), (0.8, 0, 1)), ScoreMeasure.Pd);

        Assert.Equal(0.75, power.Auc.Value);
        Assert.Equal(0.5, power.Gini.Value);
        Assert.Equal((0.5, 0.8), (power.Ks.Value, power.KsAt));
        Assert.Equal(new RankPoint(0.3, 1, 2 / 3.0), power.Curve[2]);
    }

    [Fact]
    public void Of_Points_TakesFewerForRiskier()
    {
        var power = RankPower.Of(SmallModel.Steps((400, 0, 2), (500, 3, 0)), ScoreMeasure.Score);

        Assert.Equal((1.0, 1.0, 400.0), (power.Auc.Value, power.Ks.Value, power.KsAt));
    }

    [Fact]
    public void Of_OneKindOfBorrower_IsAbsentAndSaysWhy()
    {
        var power = RankPower.Of(SmallModel.Steps((0.1, 5, 0), (0.2, 5, 0)), ScoreMeasure.Pd);

        Assert.Null(power.Auc.Value);
        Assert.Null(power.Gini.Value);
        Assert.Contains("defaulted", power.Ks.WhyAbsent, StringComparison.Ordinal);
        Assert.Empty(power.Curve);
    }

    [Fact]
    public void Of_ManyScores_ThinsTheCurveAndKeepsItsEndsAndWidestPlace()
    {
        var steps = Enumerable.Range(0, 5_000).Select(i => (i / 5_000.0, i < 1_234 ? 1L : 0, i < 1_234 ? 0L : 1));

        var power = RankPower.Of(SmallModel.Steps([.. steps]), ScoreMeasure.Pd);

        Assert.InRange(power.Curve.Count, 100, RankPower.MaximumPoints);
        Assert.Equal(1, power.Curve[^1].GoodShare);
        Assert.Contains(power.Curve, point => point.Value == power.KsAt);
    }

    [Fact]
    public void Of_AnyScores_IsWhatEveryPairAmountsTo() => _steps.Sample(steps =>
    {
        var power = RankPower.Of(SmallModel.Steps(steps), ScoreMeasure.Pd);
        var (good, bad) = (steps.Sum(step => step.Good), steps.Sum(step => step.Bad));
        if (good == 0 || bad == 0)
        {
            Assert.Null(power.Auc.Value);
            return;
        }

        var won = (from one in steps
                   from other in steps
                   select one.Bad * other.Good
                       * (one.Value > other.Value ? 1 : one.Value == other.Value ? 0.5 : 0)).Sum();
        Assert.Equal(won / (good * bad), power.Auc.Value!.Value, 1e-12);
        Assert.InRange(power.Ks.Value!.Value, 0, 1);
        // The area under the curve lies within what its widest place allows.
        Assert.True(power.Gini.Value <= (2 * power.Ks.Value) - (power.Ks.Value * power.Ks.Value) + 1e-12);
    });

    [Fact]
    public void Of_ScoresMappedInOrder_StaysTheSame() => _steps.Sample(steps =>
    {
        var mapped = steps.Select(step => (Math.Exp(step.Value * 7) - 3, step.Good, step.Bad)).ToArray();

        var (one, other) = (
            RankPower.Of(SmallModel.Steps(steps), ScoreMeasure.Pd),
            RankPower.Of(SmallModel.Steps(mapped), ScoreMeasure.Pd));

        Assert.Equal((one.Auc, one.Ks), (other.Auc, other.Ks));
    });
}
