using Tocsin.Core.Decisions;
using Xunit;

namespace Tocsin.Core.Tests.Decisions;

public class CounterOfferTests
{
    private static readonly OfferPolicy _offers = new();

    [Fact]
    public void Decide_OverACap_OffersTheLimitWithTheCapAsReason()
    {
        var decision = _offers.Decide(300000, ("firm.cash", "300000"));

        Assert.Equal(DecisionOutcome.CounterOffer, decision.Outcome);
        Assert.Equal(240000, decision.Offer!.Amount);
        Assert.Equal(12, decision.Offer.TermMonths);
        Assert.Equal("monthly", decision.Offer.Repayment);
        Assert.Equal(0.0635, decision.Offer.AnnualRate);
        Assert.Equal((300000, 240000, "cash"),
            (decision.Limit!.Requested, decision.Limit.Granted, decision.Limit.BindingCap));
        Assert.Equal(["L01"], decision.Reasons.Select(reason => reason.Definition.Code));
    }

    [Fact]
    public void Decide_TooRiskyForTheAmount_OffersTheLargestThatPasses()
    {
        // Over 350,000 the model adds 4 % to the PD of 3 %: 7 % would refer.
        var decision = _offers.Decide(390000);

        Assert.Equal(DecisionOutcome.CounterOffer, decision.Outcome);
        Assert.Equal(350000, decision.Offer!.Amount);
        Assert.Equal(0.03, decision.Score!.Pd!.Value, 12);
        Assert.Equal(["P01"], decision.Reasons.Select(reason => reason.Definition.Code));
        Assert.Equal((390000, 350000, ""),
            (decision.Limit!.Requested, decision.Limit.Granted, decision.Limit.BindingCap));
    }

    [Fact]
    public void Decide_KnockOutByTheAmount_OffersTheLargestThatPasses()
    {
        var decision = _offers.Decide(300000, ("firm.sales", "500000"));

        Assert.Equal(DecisionOutcome.CounterOffer, decision.Outcome);
        Assert.Equal(250000, decision.Offer!.Amount);
        Assert.Equal(["K03"], decision.Reasons.Select(reason => reason.Definition.Code));
    }

    [Fact]
    public void Decide_KnockOutBesidesTheAmount_StaysDeclined()
    {
        var decision = _offers.Decide(300000, ("firm.sales", "500000"), ("firm.listed", "true"));

        Assert.Equal(DecisionOutcome.Decline, decision.Outcome);
        Assert.Null(decision.Offer);
    }

    [Fact]
    public void Decide_EvenTheSmallestAmountTooRisky_OffersNothing()
    {
        var decision = _offers.Decide(300000, ("firm.pd", "0.2"));

        Assert.Equal(DecisionOutcome.Decline, decision.Outcome);
        Assert.Null(decision.Offer);
        Assert.Null(decision.Limit);
    }

    [Fact]
    public void Decide_OverACapAndSomethingUnknown_RefersRatherThanDeclines()
    {
        var decision = _offers.Decide(300000, ("firm.cash", "300000"), ("bureau.overdue", null));

        Assert.Equal(DecisionOutcome.Refer, decision.Outcome);
        Assert.Equal(["overdue", "cash"], decision.Checks);
        Assert.Equal(["U01", "L01"], decision.Reasons.Select(reason => reason.Definition.Code));
        Assert.Equal(240000, decision.Limit!.Granted);
        Assert.Null(decision.Offer);
    }

    [Fact]
    public void Decide_SomethingUnknown_OffersNothingSmaller()
    {
        var decision = _offers.Decide(390000, ("firm.late", null));

        Assert.Equal(DecisionOutcome.Refer, decision.Outcome);
        Assert.Null(decision.Offer);
    }
}
