using Xunit;

namespace Tocsin.Core.Tests.Rules.Documents;

public sealed class ExampleCheckTests
{
    [Fact]
    public void Run_EveryFieldOtherwise_TellsEachDifference()
    {
        var reading = ExampleRules.Read("""
            {"name":"all wrong","change":{"firm.cases":4},"expect":{"outcome":"approve","grade":"bad","score":0,
             "pd":0.5,"reasons":["S01"],"needed":["firm.cases"],"warnings":{"debt":"red"},"borrower_level":"red"}}
            """);

        var result = Assert.Single(reading.Results);
        Assert.Equal(
            [
                new("outcome", "approve", "decline"), new("grade", "bad", "good"), new("score", "0", "10"),
                new("pd", "0.5", "0.00669285"), new("reasons", "S01", "K01"),
                new("needed", "firm.cases", "none"), new("warnings.debt", "red", "none"),
                new("borrower_level", "red", "none"),
            ],
            result.Differences);
        Assert.False(result.HasPassed);
        Assert.False(result.IsRefused);
        Assert.Equal(("examples/loan.json", "$.examples[0]"), (result.File, result.JsonPath));
        Assert.Null(reading.RuleSet);
        Assert.NotNull(reading.Tested);
        Assert.Equal(1, reading.FailedExamples);
        Assert.Equal(8, reading.Problems.Count(problem => problem.Code == "EXAMPLE_FAILED"));
    }

    [Theory]
    [InlineData("""["K01"]""", false, true)]
    [InlineData("""["K01","U01"]""", false, true)]
    [InlineData("""["U01","K01"]""", false, false)]
    [InlineData("[]", false, true)]
    [InlineData("""["K01","U01"]""", true, true)]
    [InlineData("""["K01"]""", true, false)]
    [InlineData("[]", true, false)]
    public void Run_Reasons_AreComparedInOrderAndWholeWhenExact(string reasons, bool isExact, bool passes)
    {
        // What comes out is K01 and U01, and firm.frozen is needed.
        var reading = ExampleRules.Read($$$"""
            {"name":"reasons","change":{"firm.cases":4,"firm.frozen":null},
             "expect":{"reasons":{{{reasons}}},"exact":{{{(isExact ? "true" : "false")}}}}}
            """);

        Assert.Equal(passes, Assert.Single(reading.Results).HasPassed);
    }

    [Fact]
    public void Run_ExampleThatNamesWhatIsNot_IsRefused()
    {
        var reading = ExampleRules.Read(
            """{"name":"no such indicator","expect":{"warnings":{"dept":"red"}}}""",
            """{"name":"no such level","before":{"debt":"yellow"},"expect":{"warnings":{"debt":"none"}}}""",
            """{"name":"nothing expected"}""");

        Assert.All(reading.Results, result => Assert.True(result.IsRefused));
        Assert.Equal(
            ["INDICATOR_UNKNOWN", "LEVEL_UNKNOWN", "KEY_MISSING"],
            reading.Problems.Where(problem => problem.File == "examples/loan.json").Select(problem => problem.Code));
    }
}
