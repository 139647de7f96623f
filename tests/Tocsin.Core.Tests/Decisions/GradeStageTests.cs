using Tocsin.Core.Decisions;
using Xunit;

namespace Tocsin.Core.Tests.Decisions;

public class GradeStageTests
{
    private static readonly OfferPolicy _graded = new(grading: OfferPolicy.Grading());

    [Theory]
    [InlineData("0", "0", "B", 0.03)]
    [InlineData("6", "0", "C", 0.06)]
    [InlineData("0", "1", "C", 0.06)]
    [InlineData("6", "1", "D", 0.15)]
    [InlineData("0", "4", "E", 0.4)]
    [InlineData("6", "4", "E", 0.4)]
    public void Decide_BehaviourAndEvents_MoveGradeAndPd(string late, string cases, string grade, double pd)
    {
        var score = _graded.Decide(200000, ("firm.late", late), ("firm.cases", cases)).Score!;

        Assert.Equal(grade, score.Grade);
        Assert.Equal(pd, score.Pd!.Value, 12);
        Assert.Equal("B", score.ModelGrade);
        Assert.Equal(late == "6" ? "poor" : "fair", score.BehaviourClass);
        Assert.Equal(grade != "B", score.ModelPd is not null);
        Assert.Equal(0.03, score.ModelPd ?? score.Pd.Value, 12);
    }

    [Fact]
    public void Decide_EventsTakeTheGradeOverABound_GiveTheirReasons()
    {
        var decision = _graded.Decide(200000, ("firm.cases", "4"));

        Assert.Equal(DecisionOutcome.Decline, decision.Outcome);
        Assert.Equal(["P01", "N01", "N01"], decision.Reasons.Select(reason => reason.Definition.Code));
        Assert.Equal([new NotchResult("case", 1), new NotchResult("cases", 2)], decision.Score!.Notches);
    }

    [Fact]
    public void Decide_MoreNotchesThanAllowed_StopsThere()
    {
        var graded = new OfferPolicy(grading: OfferPolicy.Grading(",\"at_most\":2"));

        Assert.Equal("D", graded.Decide(200000, ("firm.cases", "4")).Score!.Grade);
    }

    [Theory]
    [InlineData("firm.late", "poor")]
    [InlineData("firm.cases", "case")]
    public void Decide_BehaviourOrEventUnknown_RefersWithoutAScore(string missing, string rule)
    {
        var decision = _graded.Decide(200000, (missing, null));

        Assert.Equal(DecisionOutcome.Refer, decision.Outcome);
        Assert.Null(decision.Score);
        Assert.Contains(rule, decision.Checks);
    }

    [Fact]
    public void Decide_MovedPd_IsWhatThePriceReads()
    {
        var price = _graded.Decide(200000, ("firm.late", "6")).Price;

        // The PD of grade C, 6 %, is in the band that refers; a person sees the price all the same.
        Assert.Equal(0.06 * 0.45, price!.Components[2].AnnualRate!.Value, 12);
    }
}
