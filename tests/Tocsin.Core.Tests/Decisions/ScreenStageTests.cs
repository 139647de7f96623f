using Tocsin.Core.Decisions;
using Xunit;

namespace Tocsin.Core.Tests.Decisions;

/// <summary>What is free comes before what costs money or consent: the bureau's view costs both.</summary>
public class ScreenStageTests
{
    private static readonly OfferPolicy _offers = new();

    [Fact]
    public void Decide_OnlyTheCostlyViewIsMissing_NamesWhatToFetch()
    {
        var decision = _offers.Decide(200000, ("bureau.overdue", null), ("bureau.queries", null));

        Assert.Equal(DecisionOutcome.Incomplete, decision.Outcome);
        Assert.Equal(["bureau.overdue", "bureau.queries"], decision.Needed.Select(input => input.Slot.Name));
    }

    [Fact]
    public void Decide_AFreeKnockOutHits_AsksForNothingThatCosts()
    {
        var decision = _offers.Decide(
            200000, ("firm.listed", "true"), ("bureau.overdue", null), ("bureau.queries", null));

        Assert.Equal(DecisionOutcome.Decline, decision.Outcome);
        Assert.Empty(decision.Needed);
        Assert.Equal(["K01"], decision.Reasons.Select(reason => reason.Definition.Code));
    }

    [Fact]
    public void Decide_SomethingFreeIsMissingToo_AsksForThatFirst()
    {
        var decision = _offers.Decide(
            200000, ("firm.listed", null), ("bureau.overdue", null), ("bureau.queries", null));

        Assert.Equal(DecisionOutcome.Incomplete, decision.Outcome);
        Assert.Equal(["firm.listed"], decision.Needed.Select(input => input.Slot.Name));
    }

    [Fact]
    public void Decide_OutcomeAloneBesideAnUnknownThatLessWouldSettle_IsTheSameOutcome()
    {
        // Half of the sales is 120,000, where nobody asks for cases any more.
        (string, string?)[] changes = [("firm.sales", "240000"), ("firm.cases", null)];

        var whole = _offers.Decide(200000, changes);
        var alone = _offers.Decide(200000, DecisionDepth.OutcomeAlone, changes);

        Assert.Equal((DecisionOutcome.CounterOffer, 120000), (whole.Outcome, whole.Offer!.Amount));
        Assert.Equal(whole.Outcome, alone.Outcome);
    }

    [Fact]
    public void Decide_OutcomeAlone_StopsAtTheFirstHitWithTheSameOutcome()
    {
        (string, string?)[] both = [("firm.listed", "true"), ("bureau.overdue", "9")];

        var whole = _offers.Decide(200000, both);
        var alone = _offers.Decide(200000, DecisionDepth.OutcomeAlone, both);

        Assert.Equal(["K01", "K02"], whole.Reasons.Select(reason => reason.Definition.Code));
        Assert.Equal(["K01"], alone.Reasons.Select(reason => reason.Definition.Code));
        Assert.Equal(whole.Outcome, alone.Outcome);
    }
}
