using Tocsin.Core.Decisions;
using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Decisions;

public class LimitStageTests
{
    private static readonly OfferPolicy _offers = new();

    [Fact]
    public void Decide_AmountWithinEveryCap_GivesTheLeastOfThem()
    {
        var limit = _offers.Decide(200000).Limit!;

        // 500,000 / 1.25; the cap of strangers does not apply to a client.
        Assert.Equal(200000, limit.Requested);
        Assert.Equal(400000, limit.Granted);
        Assert.Equal("", limit.BindingCap);
        Assert.Equal(
            [
                new CapResult("cash", RuleOutcome.Hit, 400000),
                new CapResult("stranger", RuleOutcome.NotApplicable, null),
            ],
            limit.Caps);
    }

    [Fact]
    public void Decide_CapBetweenSteps_IsRoundedDown()
    {
        var decision = _offers.Decide(200000, ("firm.client", "false"));

        Assert.Equal(100000, decision.Limit!.Granted);
        Assert.Equal("stranger", decision.Limit.BindingCap);
        Assert.Equal(100999, decision.Limit.Caps[1].Amount);
    }

    [Theory]
    [InlineData("12500", 10000, DecisionOutcome.CounterOffer)]
    [InlineData("12499", 0, DecisionOutcome.Decline)]
    [InlineData("-5", 0, DecisionOutcome.Decline)]
    public void Decide_CapAroundTheSmallestAmount_GrantsNothingBelowIt(
        string cash, double granted, DecisionOutcome outcome)
    {
        var decision = _offers.Decide(200000, ("firm.cash", cash));

        Assert.Equal(outcome, decision.Outcome);
        Assert.Equal(granted, decision.Limit!.Granted);
        Assert.Equal("L01", Assert.Single(decision.Reasons).Definition.Code);
        Assert.Equal(ReasonKind.Limit, decision.Reasons[0].Kind);
    }

    [Theory]
    [InlineData("firm.cash", "cash")]
    [InlineData("firm.client", "stranger")]
    public void Decide_CapUnknown_RefersAndIsNeverLeftOut(string missing, string cap)
    {
        var decision = _offers.Decide(200000, (missing, null));

        Assert.Equal(DecisionOutcome.Refer, decision.Outcome);
        Assert.Null(decision.Limit!.Granted);
        Assert.Equal([cap], decision.Checks);
        Assert.Null(decision.Offer);
        Assert.Equal(missing, Assert.Single(decision.Needed).Slot.Name);
    }

    [Fact]
    public void Decide_CapBeyondWhatANumberHolds_IsUnknown()
    {
        var decision = _offers.Decide(200000, ("firm.cash", "1e25"));

        Assert.Equal(DecisionOutcome.Refer, decision.Outcome);
        Assert.Equal(RuleOutcome.Unknown, decision.Limit!.Caps[0].Outcome);
        Assert.Null(decision.Limit.Granted);
    }

    [Fact]
    public void Decide_NoAmountAskedFor_SaysTheLimitAndOffersNothing()
    {
        // The model reads the amount, so that there is no score and no limit without it; the caps alone are asked.
        var decision = _offers.Decide(null);

        Assert.Equal(DecisionOutcome.Refer, decision.Outcome);
        Assert.Null(decision.Offer);
    }

    [Theory]
    [InlineData("refer", DecisionOutcome.Refer)]
    [InlineData("decline", DecisionOutcome.Decline)]
    public void Decide_OverTheLimit_DoesWhatThePolicySays(string word, DecisionOutcome outcome)
    {
        var decision = new OfferPolicy(limit: $",\"when_exceeded\":\"{word}\"").Decide(300000, ("firm.cash", "300000"));

        Assert.Equal(outcome, decision.Outcome);
        Assert.Equal(240000, decision.Limit!.Granted);
        Assert.Equal("cash", decision.Limit.BindingCap);
        Assert.Null(decision.Offer);
    }
}
