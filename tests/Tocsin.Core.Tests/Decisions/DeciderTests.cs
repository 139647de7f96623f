using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Decisions;

public class DeciderTests
{
    private static readonly SmallPolicy _small = new();

    [Fact]
    public void Decide_SoundBorrower_IsApprovedWithItsScore()
    {
        var decision = _small.Decide();

        Assert.Equal(DecisionOutcome.Approve, decision.Outcome);
        Assert.Equal(100, decision.Score!.Points);
        Assert.Equal(5, decision.Score.LogOdds!.Value, 12);
        Assert.Equal(1 / (1 + Math.Exp(5)), decision.Score.Pd!.Value, 12);
        Assert.Equal("A", decision.Score.Grade);
        Assert.Empty(decision.Reasons);
        Assert.Empty(decision.Checks);
        Assert.Empty(decision.Needed);
    }

    // 2,147,483,647 points and the 100 of a sound borrower: a sum that came round would be next to the worst.
    [Fact]
    public void Decide_PointsBeyondAnyScale_IsNoScore()
    {
        var scorecard = _small.Policy.Scorecard! with { InitialPoints = int.MaxValue };

        Assert.Throws<OverflowException>(() => Decider.Decide(
            _small.Rules, _small.Policy with { Scorecard = scorecard }, _small.Profile([])));
    }

    [Fact]
    public void Decide_SeveralKnockOutsHit_GivesEveryOneInDocumentOrder()
    {
        var decision = _small.Decide(("court.frozen", "true"), ("court.listed", "true"), ("court.cases", "4"));

        Assert.Equal(DecisionOutcome.Decline, decision.Outcome);
        Assert.Equal(["K01", "K02", "K03"], Codes(decision));
        Assert.Equal(["listed", "cases", "frozen"], decision.Reasons.Select(reason => reason.Rule));
    }

    [Fact]
    public void Decide_KnockOutHitBesideUnknownAndPoorScore_DeclinesWithoutScoreReasons()
    {
        var decision = _small.Decide(
            ("court.listed", "true"), ("court.cases", null), ("firm.age", "1"), ("firm.debt", "900"));

        Assert.Equal(DecisionOutcome.Decline, decision.Outcome);
        Assert.Equal("K01", Codes(decision)[0]);
        Assert.DoesNotContain(decision.Reasons, reason => reason.Kind == ReasonKind.Score);
        Assert.Empty(decision.Checks);
    }

    [Fact]
    public void Decide_KnockOutHitAndRequiredValueMissing_Declines()
    {
        var small = new SmallPolicy(required: "\"firm.age\"");

        var decision = small.Decide(("court.listed", "true"), ("firm.age", null));

        Assert.Equal(DecisionOutcome.Decline, decision.Outcome);
        Assert.Equal(["K01", "U01"], Codes(decision));
        Assert.Null(decision.Score);
    }

    [Fact]
    public void Decide_RequiredValueMissing_IsIncompleteAndNamesIt()
    {
        var decision = new SmallPolicy(required: "\"firm.age\",\"firm.sector\"").Decide(("firm.age", null));

        Assert.Equal(DecisionOutcome.Incomplete, decision.Outcome);
        Assert.Null(decision.Score);
        Assert.Equal(["U01"], Codes(decision));
        var needed = Assert.Single(decision.Needed);
        Assert.Equal("firm.age", needed.Slot.Name);
        Assert.Equal(Absence.Missing, needed.Absence);
        Assert.Equal(SmallRules.Noon, needed.ObservedAt);
    }

    [Fact]
    public void Decide_RequiredViewStale_IsIncompleteAndSaysSince()
    {
        var decision = new SmallPolicy(required: "\"firm.age\",\"firm.sector\"").Decide(["firm"]);

        Assert.Equal(DecisionOutcome.Incomplete, decision.Outcome);
        Assert.Equal(["U02", "U02"], Codes(decision));
        Assert.Equal(["firm.age", "firm.sector"], decision.Needed.Select(input => input.Slot.Name));
        Assert.All(decision.Needed, input => Assert.Equal(Absence.Stale, input.Absence));
        Assert.All(decision.Needed, input => Assert.Equal(SmallRules.Noon.AddDays(-11), input.ObservedAt));
    }

    [Theory]
    [InlineData("court.listed", DecisionOutcome.Refer, "U01", "listed")]
    [InlineData("court.cases", DecisionOutcome.Incomplete, "U01", null)]
    [InlineData("court.frozen", DecisionOutcome.Decline, "K03", null)]
    public void Decide_KnockOutUnknown_DoesWhatTheRuleSays(
        string missing, DecisionOutcome outcome, string code, string? check)
    {
        var decision = _small.Decide((missing, null));

        Assert.Equal(outcome, decision.Outcome);
        Assert.Equal(code, Codes(decision)[0]);
        Assert.Equal(ReasonKind.Unknown, decision.Reasons[0].Kind);
        Assert.Equal(missing, Assert.Single(decision.Needed).Slot.Name);
        Assert.Equal(check is null ? [] : [check], decision.Checks);
    }

    [Fact]
    public void Decide_KnockOutStale_GivesTheReasonForStale()
    {
        var decision = new SmallPolicy().Decide(["court"], ("court.frozen", null));

        Assert.Equal(DecisionOutcome.Decline, decision.Outcome);
        Assert.Equal(["U02", "U02", "K03"], Codes(decision));
        Assert.Equal([Absence.Stale, Absence.Stale, Absence.Missing], decision.Needed.Select(input => input.Absence));
    }

    [Fact]
    public void Decide_CharacteristicsStale_Refers()
    {
        var decision = _small.Decide(["firm"]);

        Assert.Equal(DecisionOutcome.Refer, decision.Outcome);
        Assert.Null(decision.Score);
        Assert.Equal(["age", "sector", "sales", "debt"], decision.Checks);
        Assert.All(Codes(decision), code => Assert.Equal("U02", code));
        Assert.Equal(4, decision.Needed.Count);
    }

    [Fact]
    public void Decide_CharacteristicInNoBin_RefersWithoutAskingForAValue()
    {
        var decision = _small.Decide(("firm.sector", "circus"));

        Assert.Equal(DecisionOutcome.Refer, decision.Outcome);
        Assert.Equal(["U01"], Codes(decision));
        Assert.Equal(["sector"], decision.Checks);
        Assert.Empty(decision.Needed);
    }

    [Theory]
    [InlineData(2, DecisionOutcome.Approve)]
    [InlineData(3, DecisionOutcome.Refer)]
    public void Decide_TwoCharacteristicsKnown_NeedsTheFewestForAScore(int minimumKnown, DecisionOutcome outcome)
    {
        var small = new SmallPolicy(approveUpTo: 0.3, referUpTo: 0.3, minimumKnown: minimumKnown);

        var decision = small.Decide(("firm.sector", null), ("firm.debt", null));

        Assert.Equal(outcome, decision.Outcome);
        Assert.Equal(outcome == DecisionOutcome.Approve, decision.Score is not null);
        if (decision.Score is not null) return;
        Assert.Equal(["U03"], Codes(decision));
        Assert.Equal(["scorecard"], decision.Checks);
        Assert.Equal(["firm.sector", "firm.debt"], decision.Needed.Select(input => input.Slot.Name));
    }

    [Theory]
    [InlineData(0, DecisionOutcome.Approve)]
    [InlineData(1, DecisionOutcome.Refer)]
    [InlineData(2, DecisionOutcome.Decline)]
    public void Decide_PdAtItsBounds_IncludesThem(int boundsPassed, DecisionOutcome outcome)
    {
        var pd = _small.Decide().Score!.Pd!.Value;
        var approveUpTo = boundsPassed == 0 ? pd : pd / 2;
        var referUpTo = boundsPassed == 2 ? pd * 0.999999 : pd;

        var decision = new SmallPolicy(approveUpTo, referUpTo).Decide();

        Assert.Equal(outcome, decision.Outcome);
        Assert.Equal(boundsPassed == 0 ? [] : ["P01"], Codes(decision));
        Assert.Equal(boundsPassed == 1 ? ["pd 0.006693"] : [], decision.Checks);
    }

    [Fact]
    public void Decide_PointsLost_AreSummedPerCodeAndRanked()
    {
        var decision = _small.Decide(("firm.age", "12"), ("firm.sales", "99"), ("firm.debt", "60"));

        // Sales lose 20 and debt 5 of its baseline, under one code; the age loses 20.
        Assert.Equal(["P01", "S03", "S01"], Codes(decision));
        Assert.Equal([0, 25, 20], decision.Reasons.Select(reason => reason.PointsLost));
        Assert.Equal(["", "sales", "age"], decision.Reasons.Select(reason => reason.Rule));
    }

    [Fact]
    public void Decide_PointsLostInATie_KeepDocumentOrder()
    {
        var decision = _small.Decide(("firm.age", "12"), ("firm.sector", "inn"), ("firm.sales", "50"),
            ("firm.debt", "0"));

        Assert.Equal(["P01", "S01", "S02", "S03"], Codes(decision));
        Assert.Equal([20, 20, 20], decision.Reasons.Skip(1).Select(reason => reason.PointsLost));
    }

    [Fact]
    public void Decide_ScoreWouldApproveAndKnockOutUnknown_GivesNoPointsLost()
    {
        var decision = _small.Decide(("court.listed", null), ("firm.age", "12"));

        Assert.True(decision.Score!.Pd <= _small.Policy.Outcome.ApproveUpToPd);
        Assert.Equal(DecisionOutcome.Refer, decision.Outcome);
        Assert.Equal(["U01"], Codes(decision));
    }

    [Fact]
    public void Decide_MoreReasonsThanMayBeGiven_GivesTheHeaviest()
    {
        var decision = new SmallPolicy(scoreReasons: 1).Decide(
            ("firm.age", "1"), ("firm.sector", "inn"), ("firm.debt", "600"));

        Assert.Equal(["P01", "S01"], Codes(decision));
    }

    private static List<string> Codes(Decision decision) =>
        [.. decision.Reasons.Select(reason => reason.Definition.Code)];
}
