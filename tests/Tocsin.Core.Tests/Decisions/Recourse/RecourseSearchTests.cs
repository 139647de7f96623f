using Microsoft.Extensions.Time.Testing;
using Tocsin.Core.Decisions;
using Tocsin.Core.Decisions.Recourse;
using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Decisions.Recourse;

public class RecourseSearchTests
{
    private const string Debt = """
        {"name":"debt","type":"number","min":0,"max":100,"worse":"up",
         "recourse":{"change":"improve","step":2,"takes":"10d","cost":0.5}}
        """;

    private const string Sales = """
        {"name":"sales","type":"number","min":0,"max":100,"worse":"down",
         "recourse":{"change":"improve","step":3,"takes":"20d"}}
        """;

    private const string Age = """
        {"name":"age","type":"integer","min":0,"max":500,"worse":"down",
         "recourse":{"change":"wait","takes":"30d","reach":12}}
        """;

    private const string Listed = """
        {"name":"listed","type":"flag","worse":"up","recourse":{"change":"improve","at_least":"90d","cost":4}}
        """;

    [Fact]
    public void Find_OneValueOverItsBound_GivesTheFirstStepBelow()
    {
        var small = new SmallRecourse(Debt, "v.debt > 6");

        var answer = small.Find(Number("v.debt", 9));

        Assert.Equal(RecourseStatus.Found, answer.Status);
        var option = Assert.Single(answer.Options);
        var change = Assert.Single(option.Changes);
        Assert.Equal("v.debt 9 to 5", SmallRecourse.Text(option));
        Assert.Equal(RecourseChangeKind.Act, change.Kind);
        Assert.Equal(TimeSpan.FromDays(20), change.Takes);
        Assert.Equal(TimeSpan.FromDays(20), option.Takes);
        Assert.Equal(1, option.Cost);
        Assert.Equal(DecisionOutcome.Approve, option.Decision.Outcome);
        Assert.True(option.IsProvenCheapest);
        Assert.Equal(small.Rules.Digest, answer.RuleSetDigest);
        Assert.Equal(SmallRules.Noon, answer.AsOf);
    }

    [Fact]
    public void Find_Approved_IsNotAdverse()
    {
        var answer = new SmallRecourse(Debt, "v.debt > 6").Find(Number("v.debt", 6));

        Assert.Equal(RecourseStatus.NotAdverse, answer.Status);
        Assert.Empty(answer.Options);
    }

    [Fact]
    public void Find_EveryFeatureFixed_IsNoneWithinReach()
    {
        const string features = """
            {"name":"debt","type":"number","recourse":"fixed"},
            {"name":"sales","type":"number","recourse":{"change":"fixed"}},{"name":"staff","type":"number"}
            """;
        var small = new SmallRecourse(features, "v.debt > 6", "v.sales < 3", "v.staff < 3");

        var answer = small.Find(Number("v.debt", 9), Number("v.sales", 1), Number("v.staff", 1));

        Assert.Equal(RecourseStatus.NoneWithinReach, answer.Status);
    }

    [Theory]
    [InlineData("improve")]
    [InlineData("wait")]
    public void Find_WordAlone_SuggestsNothing(string word)
    {
        var small = new SmallRecourse($$"""{"name":"cases","type":"integer","recourse":"{{word}}"}""", "v.cases > 3");

        Assert.Equal(RecourseStatus.NoneWithinReach, small.Find(("v.cases", FeatureValue.OfInteger(4))).Status);
    }

    [Fact]
    public void Find_SeveralKnockOuts_TurnsAllOfThemOff()
    {
        var small = new SmallRecourse($"{Debt},{Listed},{Age}", "v.debt > 6", "v.listed == true", "v.age < 10");

        var answer = small.Find(
            Number("v.debt", 8), ("v.listed", FeatureValue.OfFlag(true)), ("v.age", FeatureValue.OfInteger(7)));

        Assert.Equal("v.debt 8 to 6, v.listed true to false, v.age 7 to 10", SmallRecourse.First(answer));
        Assert.Equal(0.5 + 4 + 3, answer.Options[0].Cost);
        Assert.Equal(TimeSpan.FromDays(90), answer.Options[0].Takes);
        Assert.Single(answer.Options);
    }

    [Fact]
    public void Find_AsMuchFromEither_TakesTheCheaperAndThenTheOther()
    {
        var small = new SmallRecourse($"{Debt},{Sales}")
        {
            Card = [("v.debt", """{"below":5,"points":10},{"points":4}"""),
                ("v.sales", """{"below":5,"points":0},{"points":6}""")],
        };

        var answer = small.Find(Number("v.debt", 20), Number("v.sales", 0));

        Assert.Equal(["v.sales 0 to 6", "v.debt 20 to 4"], answer.Options.Select(SmallRecourse.Text));
        Assert.Equal([2, 4], answer.Options.Select(option => option.Cost));
    }

    [Fact]
    public void Find_EqualCost_TakesFewerThenTheEarlierOfTheCatalogue()
    {
        const string bins = """{"below":1,"points":0},{"points":10}""";
        const string feature = """
            "type":"integer","min":0,"max":3,"worse":"down","recourse":{"change":"improve","cost":2}
            """;
        var small = new SmallRecourse($$"""{"name":"a",{{feature}}},{"name":"b",{{feature}}}""")
        {
            Card = [("v.b", bins), ("v.a", bins)],
        };

        var answer = small.Find(("v.a", FeatureValue.OfInteger(0)), ("v.b", FeatureValue.OfInteger(0)));

        Assert.Equal(["v.a 0 to 1", "v.b 0 to 1"], answer.Options.Select(SmallRecourse.Text));
    }

    [Fact]
    public void Find_LaterOptions_HoldNoEarlierOneAndNothingNeedless()
    {
        const string features = $"{Debt},{Sales},{Age}";
        var small = new SmallRecourse(features, "v.debt > 6 and v.sales < 50 and v.age < 10");

        var answer = small.Find(Number("v.debt", 10), Number("v.sales", 40), ("v.age", FeatureValue.OfInteger(5)));

        Assert.Equal(
            ["v.debt 10 to 6", "v.sales 40 to 52", "v.age 5 to 10"], answer.Options.Select(SmallRecourse.Text));
    }

    [Fact]
    public void Find_MoreChangesNeededThanMayBe_IsNoneWithinReach()
    {
        var small = new SmallRecourse($"{Debt},{Sales}", "v.debt > 6", "v.sales < 3");
        (string, FeatureValue)[] values = [Number("v.debt", 8), Number("v.sales", 1)];

        Assert.Equal("v.debt 8 to 6, v.sales 1 to 4", SmallRecourse.First(small.Find(values)));
        Assert.Equal(RecourseStatus.NoneWithinReach,
            small.Find(new RecourseOptions { MostChanges = 1 }, null, values).Status);
        Assert.Single(small.Find(new RecourseOptions { MostOptions = 1 }, null, values).Options);
    }

    [Fact]
    public void Find_ValueMissing_SuggestsNoneForIt()
    {
        var answer = new SmallRecourse($"{Debt},{Sales}", "v.debt > 6", "v.sales < 3").Find(Number("v.debt", 8));

        Assert.Equal(RecourseStatus.ValuesUnknown, answer.Status);
        Assert.Equal(["v.sales"], answer.Needed.Select(needed => needed.Slot.Name));
    }

    [Fact]
    public void Find_RequiredValueMissing_IsUnknown()
    {
        var small = new SmallRecourse($"{Debt},{Sales}", "v.debt > 6") { Policy = "\"required\":[\"v.sales\"]," };

        var answer = small.Find(Number("v.debt", 8));

        Assert.Equal(RecourseStatus.ValuesUnknown, answer.Status);
        Assert.Equal(["v.sales"], answer.Needed.Select(needed => needed.Slot.Name));
    }

    [Fact]
    public void Find_MissingValueThatCeasesToMatter_IsFound()
    {
        var answer = new SmallRecourse($"{Debt},{Sales}", "v.debt > 6 and v.sales < 3").Find(Number("v.debt", 8));

        Assert.Equal("v.debt 8 to 6", SmallRecourse.First(answer));
    }

    [Fact]
    public void Find_ReasonRestricted_NeverChangesWhatStandsBehind()
    {
        (string, FeatureValue)[] values = [("v.listed", FeatureValue.OfFlag(true))];

        Assert.Equal("v.listed true to false",
            SmallRecourse.First(new SmallRecourse(Listed, "v.listed == true").Find(values)));
        Assert.Equal(RecourseStatus.NoneWithinReach,
            new SmallRecourse(Listed, "v.listed == true") { IsRestricted = true }.Find(values).Status);
    }

    [Fact]
    public void Find_SmallerAmountIsEnough_AsksForTheLargestThatIs()
    {
        var small = new SmallRecourse(Debt, "v.debt * request.amount > 5000.0");
        (string, FeatureValue)[] values = [Number("v.debt", 6), Number(ReservedInputs.RequestAmount, 1_090)];

        var answer = small.Find(values);

        Assert.Equal(["v.debt 6 to 4", "request.amount 1090 to 763"], answer.Options.Select(SmallRecourse.Text));
        Assert.Equal(3, answer.Options[1].Cost);
        Assert.Equal(RecourseChangeKind.AskLess, answer.Options[1].Changes[0].Kind);
        Assert.Equal("v.debt 6 to 4", SmallRecourse.Text(Assert.Single(
            small.Find(new RecourseOptions { CostOfTenthLess = null }, null, values).Options)));
    }

    [Fact]
    public void Find_CounterOfferIsMade_IsNotAdverse()
    {
        var small = new SmallRecourse(Debt, "v.debt * request.amount > 5000.0") { Step = ",\"step\":50" };

        var answer = small.Find(Number("v.debt", 6), Number(ReservedInputs.RequestAmount, 1_090));

        Assert.Equal(RecourseStatus.NotAdverse, answer.Status);
    }

    [Fact]
    public void Find_SmallerAmountBesideAnotherChange_IsWholeSteps()
    {
        var small = new SmallRecourse(Debt, "v.debt * request.amount > 5000.0", "v.debt > 6")
        {
            Step = ",\"step\":50",
        };

        var answer = small.Find(
            new RecourseOptions { CostOfTenthLess = 0.1 }, null,
            Number("v.debt", 8), Number(ReservedInputs.RequestAmount, 1_090));

        Assert.Equal("v.debt 8 to 6, request.amount 1090 to 750", SmallRecourse.First(answer));
        Assert.Equal(DecisionOutcome.Approve, answer.Options[0].Decision.Outcome);
    }

    [Fact]
    public void Find_Waiting_MovesEverythingThatMovesWithTime()
    {
        const string queries = """
            {"name":"queries","type":"integer","min":0,"max":50,"worse":"up",
             "recourse":{"change":"wait","step":50,"takes":"90d"}}
            """;
        var small = new SmallRecourse($"{Age},{queries}", "v.age < 10", "v.queries > 2");

        var answer = small.Find(("v.age", FeatureValue.OfInteger(9)), ("v.queries", FeatureValue.OfInteger(7)));

        Assert.Equal("v.age 9 to 12, v.queries 7 to 0", SmallRecourse.First(answer));
        Assert.Equal(3, answer.Options[0].Cost);
        Assert.Equal(TimeSpan.FromDays(90), answer.Options[0].Takes);
        Assert.All(answer.Options[0].Changes, change => Assert.Equal(RecourseChangeKind.Wait, change.Kind));
    }

    [Fact]
    public void Find_TimeRunsOut_SaysSo()
    {
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        var small = new SmallRecourse($"{Debt},{Sales}", "v.debt > 6", "v.sales < 3");

        var answer = small.Find(null, time, Number("v.debt", 100), Number("v.sales", 1));

        Assert.Equal(RecourseStatus.BoundReached, answer.Status);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(16, 3)]
    [InlineData(4, 0)]
    [InlineData(4, 6)]
    public void Find_OptionOutOfBounds_Throws(int mostChanges, int mostOptions)
    {
        var options = new RecourseOptions { MostChanges = mostChanges, MostOptions = mostOptions };

        Assert.Throws<ArgumentOutOfRangeException>(
            () => new SmallRecourse(Debt, "v.debt > 6").Find(options, null, Number("v.debt", 8)));
    }

    private static (string Name, FeatureValue Value) Number(string name, double value) =>
        (name, FeatureValue.OfNumber(value));
}
