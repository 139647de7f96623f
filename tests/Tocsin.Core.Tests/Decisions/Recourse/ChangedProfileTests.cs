using Tocsin.Core.Decisions.Recourse;
using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Decisions.Recourse;

/// <summary>What moves with what.</summary>
public class ChangedProfileTests
{
    private const string Used = """{"name":"used","type":"number","min":0,"max":10,"worse":"up"}""";

    [Theory]
    [InlineData("\"by\":0.1", "v.debt 9 to 5, v.used 1.2 to 0.8")]
    [InlineData("\"by\":0.5", "v.debt 9 to 7, v.used 1.2 to 0.2")]
    [InlineData("\"by\":5", "v.debt 9 to 7, v.used 1.2 to 0")]
    [InlineData("\"by\":0.4,\"per\":\"v.limit\"", "v.debt 9 to 5, v.used 1.2 to 0.8")]
    [InlineData("\"by\":-0.1", "NoneWithinReach")]
    public void Find_LinkedFeature_MovesWithIt(string by, string changes)
    {
        var small = new SmallRecourse(
            $$"""{{Debt("v.used", by)}},{{Used}},{"name":"limit","type":"number"} """, "v.used > 0.8");

        var answer = small.Find(Number("v.debt", 9), Number("v.used", 1.2), Number("v.limit", 4));

        Assert.Equal(changes, SmallRecourse.First(answer));
        if (answer.Options.Count == 0) return;
        Assert.Equal(RecourseChangeKind.Follow, answer.Options[0].Changes[1].Kind);
        Assert.Null(answer.Options[0].Changes[1].Takes);
    }

    [Fact]
    public void Find_LinkInARow_IsFollowedToItsEnd()
    {
        const string middle = """
            {"name":"used","type":"number","min":0,"max":10,
             "recourse":{"change":"improve","direction":"down","step":10,"cost":900,
               "moves":[{"feature":"v.calls","by":10}]}}
            """;
        var small = new SmallRecourse(
            $$"""{{Debt("v.used", "\"by\":0.1")}},{{middle}},{"name":"calls","type":"integer","min":0,"max":99}""",
            "v.calls > 5");

        var answer = small.Find(Number("v.debt", 9), Number("v.used", 1.25), ("v.calls", FeatureValue.OfInteger(9)));

        Assert.Equal("v.debt 9 to 5, v.used 1.25 to 0.85, v.calls 9 to 5", SmallRecourse.First(answer));
    }

    [Fact]
    public void Find_WholeNumberMovedByAFraction_IsCutTowardsWhatItIs()
    {
        var small = new SmallRecourse(
            $$"""{{Debt("v.calls", "\"by\":0.7")}},{"name":"calls","type":"integer","min":0,"max":99}""",
            "v.calls > 7");

        var answer = small.Find(Number("v.debt", 9), ("v.calls", FeatureValue.OfInteger(9)));

        // Two steps take 2.8 off: 6.2, of which 7 is sure; one step takes 1.4, of which 8 is sure.
        Assert.Equal("v.debt 9 to 5, v.calls 9 to 7", SmallRecourse.First(answer));
    }

    [Fact]
    public void Find_LinkedFeatureMissing_StaysSo()
    {
        var small = new SmallRecourse($"{Debt("v.used", "\"by\":0.1")},{Used}", "v.debt > 6");

        Assert.Equal("v.debt 9 to 5", SmallRecourse.First(small.Find(Number("v.debt", 9))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    public void Find_LinkThatCannotBeTold_LeavesTheFeatureAlone(double? limit)
    {
        var small = new SmallRecourse(
            $$"""{{Debt("v.used", "\"by\":1,\"per\":\"v.limit\"")}},{{Used}},{"name":"limit","type":"number"}""",
            "v.debt > 6", "v.used > 2");
        List<(string, FeatureValue)> values = [Number("v.debt", 9), Number("v.used", 1)];
        if (limit is { } known) values.Add(Number("v.limit", known));

        Assert.Equal(RecourseStatus.NoneWithinReach, small.Find(values).Status);
        Assert.Equal("v.debt 9 to 5, v.used 1 to 0",
            SmallRecourse.First(small.Find([.. values.Take(2), Number("v.limit", 4)])));
    }

    private static string Debt(string moves, string by) => $$"""
        {"name":"debt","type":"number","min":0,"max":100,"worse":"up",
         "recourse":{"change":"improve","step":2,"moves":[{"feature":"{{moves}}",{{by}} }]} }
        """;

    private static (string Name, FeatureValue Value) Number(string name, double value) =>
        (name, FeatureValue.OfNumber(value));
}
