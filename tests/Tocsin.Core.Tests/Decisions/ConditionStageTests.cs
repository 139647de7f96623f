using Tocsin.Core.Decisions;
using Xunit;

namespace Tocsin.Core.Tests.Decisions;

public class ConditionStageTests
{
    private static readonly OfferPolicy _offers = new();

    [Fact]
    public void Decide_ConditionHits_ApprovesWithItAndSaysWhenItIsDue()
    {
        var decision = _offers.Decide(250000);

        Assert.Equal(DecisionOutcome.ApproveWithConditions, decision.Outcome);
        var condition = Assert.Single(decision.Conditions);
        // Noon UTC of Tuesday, 30 June 2026 is that evening in Shanghai; five working days on is Tuesday, 7 July.
        Assert.Equal(("C01", new DateOnly(2026, 7, 7), "large"), (condition.Code, condition.DueOn, condition.Rule));
        Assert.Equal(250000, decision.Offer!.Amount);
    }

    [Fact]
    public void Decide_ConditionOnTheRate_ReadsTheRoundedOneAndIsDueBeforeDrawdown()
    {
        var decision = _offers.Decide(200000, ("firm.late", "3"));

        // 6.35374 % and 1 % for late payers.
        Assert.Equal(0.0735, decision.Offer!.AnnualRate);
        var condition = Assert.Single(decision.Conditions);
        Assert.Equal(("C02", null), (condition.Code, condition.DueOn));
    }

    [Fact]
    public void Decide_NothingOffered_HasNoConditions() =>
        Assert.Empty(_offers.Decide(250000, ("firm.listed", "true")).Conditions);

    [Fact]
    public void Decide_CounterOffer_HasTheConditionsOfWhatIsOffered()
    {
        var decision = _offers.Decide(300000, ("firm.cash", "300000"));

        Assert.Equal(240000, decision.Offer!.Amount);
        Assert.Empty(decision.Conditions);
    }
}
