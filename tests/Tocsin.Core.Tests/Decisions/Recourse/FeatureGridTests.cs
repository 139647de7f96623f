using Tocsin.Core.Decisions.Recourse;
using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Decisions.Recourse;

/// <summary>What each key of the catalogue makes of a feature's grid.</summary>
public class FeatureGridTests
{
    [Theory]
    [InlineData("\"step\":0.05,\"reach\":0.2", "0.35 0.3 0.25 0.2 0.15")]
    [InlineData("\"step\":0.1,\"reach\":0.25", "0.35 0.25 0.15 0.1")]
    [InlineData("\"step\":0.1,\"min\":0.2", "0.35 0.25 0.2")]
    [InlineData("\"step\":0.1,\"min\":0.4", "0.35")]
    [InlineData("\"step\":0.2", "0.35 0.15 0")]
    [InlineData("\"step\":9", "0.35 0")]
    [InlineData("\"min\":0.05", "0.35 0.05")]
    [InlineData("\"reach\":0.3", "0.35 0.05")]
    [InlineData("\"step\":0.5,\"reach\":0.9,\"direction\":\"up\"", "0.35 0.85 1.25")]
    [InlineData("\"step\":0.5,\"max\":1,\"direction\":\"up\"", "0.35 0.85 1")]
    public void Of_Number_StepsToTheFirstLimit(string keys, string grid) =>
        Assert.Equal(grid, Grid("\"type\":\"number\",\"min\":0,\"max\":2", keys, FeatureValue.OfNumber(0.35)));

    [Theory]
    [InlineData("", "4 3 2 1 0")]
    [InlineData("\"step\":3", "4 1 0")]
    [InlineData("\"reach\":2", "4 3 2")]
    [InlineData("\"min\":3", "4 3")]
    [InlineData("\"direction\":\"up\",\"step\":5", "4 9 10")]
    public void Of_Integer_StepsByOneUnlessSaid(string keys, string grid) =>
        Assert.Equal(grid, Grid("\"type\":\"integer\",\"min\":0,\"max\":10", keys, FeatureValue.OfInteger(4)));

    [Theory]
    [InlineData("C", "", "C B A")]
    [InlineData("C", "\"reach\":1", "C B")]
    [InlineData("D", "\"step\":2", "D B A")]
    [InlineData("C", "\"direction\":\"down\"", "C D")]
    [InlineData("A", "", "A")]
    [InlineData("M", "", "M")]
    public void Of_Text_MovesAlongItsOrder(string present, string keys, string grid) => Assert.Equal(grid, Grid(
        "\"type\":\"text\",\"order\":[\"D\",\"C\",\"B\",\"A\"],\"unordered\":[\"M\"]", keys,
        FeatureValue.OfText(present), isDirected: false));

    [Theory]
    [InlineData(true, "true false")]
    [InlineData(false, "false")]
    public void Of_Flag_TurnsTheOneWay(bool present, string grid) =>
        Assert.Equal(grid, Grid("\"type\":\"flag\"", "", FeatureValue.OfFlag(present)));

    [Theory]
    [InlineData("\"step\":365", "2026-06-30 2027-06-30")]
    [InlineData("\"step\":10,\"reach\":25", "2026-06-30 2026-07-10 2026-07-20 2026-07-25")]
    public void Of_Date_StepsInDays(string keys, string grid) => Assert.Equal(grid, Grid(
        "\"type\":\"date\"", $"\"direction\":\"up\",{keys}", FeatureValue.OfDate(new DateOnly(2026, 6, 30))));

    private static string Grid(string feature, string keys, FeatureValue present, bool isDirected = true)
    {
        var direction = isDirected && !keys.Contains("direction", StringComparison.Ordinal)
            ? "\"direction\":\"down\"," : "";
        var recourse = $"{{\"change\":\"improve\",{direction}{keys}}}".Replace(",}", "}", StringComparison.Ordinal);
        var rules = SmallRules.Read(("features.json", SmallRecourse.Catalogue(
            $"{{\"name\":\"x\",{feature},\"recourse\":{recourse}}}")));
        var definition = rules.Catalogue.FindFeature("v.x")!;
        return string.Join(' ', FeatureGrid.Of(definition, definition.Recourse!, present));
    }
}
