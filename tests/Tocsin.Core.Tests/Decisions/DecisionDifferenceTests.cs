using Tocsin.Core.Decisions;
using Xunit;

namespace Tocsin.Core.Tests.Decisions;

public class DecisionDifferenceTests
{
    private static readonly SmallPolicy _small = new();
    private static readonly OfferPolicy _offers = new();

    [Fact]
    public void Between_SameDecisions_IsNull()
    {
        Assert.Null(DecisionDifference.Between(_small.Decide(), new SmallPolicy().Decide()));
        Assert.Null(DecisionDifference.Between(_offers.Decide(200_000), new OfferPolicy().Decide(200_000)));
        Assert.Null(DecisionDifference.Between(
            _small.Decide(("court.cases", null)), new SmallPolicy().Decide(("court.cases", null))));
    }

    [Fact]
    public void Between_KnockOutHitsInOneAlone_NamesIt()
    {
        var hit = _small.Decide(("court.listed", "true"), ("court.frozen", "true"), ("firm.age", "1"));

        var difference = DecisionDifference.Between(_small.Decide(), hit);

        Assert.Equal(new DecisionDifference(DifferenceKind.KnockOut, "listed", "not hit", "hit"), difference);
        Assert.Equal(
            new DecisionDifference(DifferenceKind.KnockOut, "listed", "hit", "not hit"),
            DecisionDifference.Between(hit, _small.Decide()));
    }

    [Fact]
    public void Between_KnockOutWasUnknown_TellsBothStates()
    {
        var difference = DecisionDifference.Between(
            _small.Decide(("court.cases", null)), _small.Decide(("court.cases", "9")));

        Assert.Equal(new DecisionDifference(DifferenceKind.KnockOut, "cases", "unknown", "hit"), difference);
    }

    [Fact]
    public void Between_RequiredValueIsLacking_NamesIt()
    {
        var required = new SmallPolicy(required: "\"firm.age\"");

        var difference = DecisionDifference.Between(
            _small.Decide(("firm.age", null)), required.Decide(("firm.age", null)));

        Assert.Equal(
            new DecisionDifference(DifferenceKind.Unknown, "firm.age", "not hit", "unknown"), difference);
    }

    [Fact]
    public void Between_SameScoreUnderAnotherBound_NamesTheBound()
    {
        var strict = new SmallPolicy(approveUpTo: 0.001, referUpTo: 0.002);

        var difference = DecisionDifference.Between(_small.Decide(), strict.Decide());

        Assert.Equal(
            new DecisionDifference(DifferenceKind.Bound, "outcome", "within", "passed: decline"), difference);
        Assert.Equal(
            new DecisionDifference(DifferenceKind.Bound, "outcome", "passed: refer", "passed: decline"),
            DecisionDifference.Between(new SmallPolicy(approveUpTo: 0.001).Decide(), strict.Decide()));
    }

    [Fact]
    public void Between_BoundIsPassedForPoints_NamesTheCharacteristicThatMovedFurthest()
    {
        var difference = DecisionDifference.Between(
            _small.Decide(), _small.Decide(("firm.age", "1"), ("firm.debt", "900"), ("firm.sector", "inn")));

        Assert.Equal(new DecisionDifference(DifferenceKind.Characteristic, "age", "40", "0"), difference);
    }

    [Fact]
    public void Between_PointsMoveAndOutcomeStays_NamesTheCharacteristic()
    {
        var difference = DecisionDifference.Between(_small.Decide(), _small.Decide(("firm.debt", "600")));

        Assert.Equal(new DecisionDifference(DifferenceKind.Characteristic, "debt", "20", "10"), difference);
    }

    [Fact]
    public void Between_CapBindsInOneAlone_NamesTheCap()
    {
        var difference = DecisionDifference.Between(
            _offers.Decide(200_000), _offers.Decide(200_000, ("firm.client", "false")));

        Assert.Equal(
            new DecisionDifference(DifferenceKind.Cap, "stranger", "not applicable", "100999"), difference);
        Assert.Equal(
            new DecisionDifference(DifferenceKind.Cap, "cash", "400000", "160000"),
            DecisionDifference.Between(_offers.Decide(200_000), _offers.Decide(200_000, ("firm.cash", "200000"))));
    }

    [Fact]
    public void Between_LimitIsExceededAlike_TellsWhatBecomesOfIt()
    {
        var refers = new OfferPolicy(limit: ""","when_exceeded":"refer" """);

        var difference = DecisionDifference.Between(
            new OfferPolicy(limit: ""","when_exceeded":"decline" """).Decide(200_000, ("firm.cash", "200000")),
            refers.Decide(200_000, ("firm.cash", "200000")));

        Assert.Equal(new DecisionDifference(DifferenceKind.Cap, "cash", "decline", "refer"), difference);
    }

    [Fact]
    public void Between_RateDiffers_NamesTheComponentThatMovedFurthest()
    {
        var difference = DecisionDifference.Between(
            _offers.Decide(200_000), _offers.Decide(200_000, ("firm.late", "3"), ("firm.pd", "0.0301")));

        Assert.Equal(
            new DecisionDifference(DifferenceKind.Price, "late_payer", "not applicable", "0.01"), difference);
    }

    [Fact]
    public void Between_FloorLiftsTheRate_NamesTheFloor()
    {
        var floored = new OfferPolicy(price: ""","floor":"0.2" """);

        var difference = DecisionDifference.Between(_offers.Decide(200_000), floored.Decide(200_000));

        Assert.Equal((DifferenceKind.Price, "floor", "none"), (difference!.Kind, difference.Rule, difference.Before));
    }

    [Fact]
    public void Between_ConditionIsAskedInOneAlone_NamesTheCondition()
    {
        var decision = _offers.Decide(200_000);
        var condition = new OfferCondition("C09", BilingualText.Empty, null, "insured");

        var difference = DecisionDifference.Between(decision, decision with
        {
            Outcome = DecisionOutcome.ApproveWithConditions,
            Conditions = [condition],
        });

        Assert.Equal(new DecisionDifference(DifferenceKind.Condition, "insured", "none", "C09"), difference);
    }

    [Fact]
    public void Between_EventMovesTheGrade_NamesTheEvent()
    {
        var graded = new OfferPolicy(grading: OfferPolicy.Grading());

        var difference = DecisionDifference.Between(
            graded.Decide(200_000), graded.Decide(200_000, ("firm.cases", "5")));

        Assert.Equal(new DecisionDifference(DifferenceKind.Grade, "case", "none", "1"), difference);
    }

    [Fact]
    public void Between_FormulaGivesAnotherPd_TellsBothScores()
    {
        var difference = DecisionDifference.Between(
            _offers.Decide(200_000), _offers.Decide(200_000, ("firm.pd", "0.15")));

        Assert.Equal((DifferenceKind.Score, "scorecard"), (difference!.Kind, difference.Rule));
        Assert.StartsWith("pd 0.03", difference.Before, StringComparison.Ordinal);
        Assert.StartsWith("pd 0.15", difference.After, StringComparison.Ordinal);
    }

    [Fact]
    public void Between_FewerReasonsAreGiven_NamesTheReasonThatIsLeftOut()
    {
        (string, string?)[] poor = [("firm.age", "1"), ("firm.debt", "900"), ("firm.sector", "inn")];

        var difference = DecisionDifference.Between(
            _small.Decide(poor), new SmallPolicy(scoreReasons: 1).Decide(poor));

        Assert.Equal(DifferenceKind.Reason, difference!.Kind);
        Assert.Equal("none", difference.After);
    }

    [Fact]
    public void Between_RepaymentDiffers_TellsTheOffers()
    {
        var before = _offers.Decide(200_000);

        var difference = DecisionDifference.Between(
            before, before with { Offer = before.Offer! with { Repayment = "bullet" } });

        Assert.Equal((DifferenceKind.Offer, "offer"), (difference!.Kind, difference.Rule));
        Assert.EndsWith("bullet", difference.After, StringComparison.Ordinal);
    }
}
