using Tocsin.Core.Decisions;
using Tocsin.Core.Monitoring;
using Tocsin.Core.Tests.Decisions;
using Xunit;

namespace Tocsin.Core.Tests.Monitoring;

public sealed class MonitoredModelTests
{
    private readonly SmallPolicy _policy = new();

    [Fact]
    public void Of_AScorecard_HasEveryBinWithItsPoints()
    {
        var model = MonitoredModel.Of(_policy.Rules, _policy.Policy);

        Assert.Equal(("loan", ScoreMeasure.Score), (model.Product, model.Measure));
        Assert.Equal(["A", "B"], model.Grades);
        Assert.Equal(
            [("< 12", 0), ("12 to < 24", 20), (">= 24", 40), ("missing", 5)],
            model.Characteristics[0].Bins.Select(bin => (bin.Bin, bin.Points)));
        Assert.Equal(["mill, shop", "inn", "missing"], model.Characteristics[1].Bins.Select(bin => bin.Bin));
    }

    [Fact]
    public void Read_ADiscriminant_IsRankedByItsValue()
    {
        var model = MonitoredModel.Of(_policy.Rules, _policy.Policy) with { Measure = ScoreMeasure.Score };
        var decision = new Decision
        {
            Outcome = DecisionOutcome.Refer,
            Score = new DecisionScore(null, null, null, "B", []) { Discriminant = 1.8 },
        };

        var read = model.Read(1, SmallRules.Noon, decision);

        Assert.Equal((1.8, null, "B"), (read.Score, read.Pd, read.Grade));
    }

    [Fact]
    public void Read_ADecision_TellsTheBins()
    {
        var model = MonitoredModel.Of(_policy.Rules, _policy.Policy);
        var profile = _policy.Profile([], ("firm.age", null), ("firm.sales", "50"));

        var read = model.Read(7, SmallRules.Noon, Decider.Decide(_policy.Rules, _policy.Policy, profile));

        Assert.Equal((7, SmallRules.Noon), (read.Sequence, read.AsOf));
        Assert.Equal(
            [("age", "missing", 5), ("sector", "mill, shop", 20), ("sales", "< 100", 0), ("debt", ">= 1", 0)],
            read.Characteristics.Select(bin => (bin.Characteristic, bin.Bin, bin.Points)));
        Assert.Equal(25, read.Score);
    }

    [Fact]
    public void Read_ADecisionWithoutScore_HasNone()
    {
        var model = MonitoredModel.Of(_policy.Rules, _policy.Policy);
        var profile = _policy.Profile(["firm"]);

        var read = model.Read(1, SmallRules.Noon, Decider.Decide(_policy.Rules, _policy.Policy, profile));

        Assert.Equal((null, null, ""), (read.Score, read.Pd, read.Grade));
        Assert.NotEqual(DecisionOutcome.Approve, read.Outcome);
        Assert.Contains("U02", read.Reasons);
    }
}
