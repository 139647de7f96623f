using Tocsin.Core.Decisions;
using Xunit;

namespace Tocsin.Core.Tests.Decisions;

public class CharacteristicTests
{
    private static readonly SmallPolicy _small = new();

    [Theory]
    [InlineData("11", 0)]
    [InlineData("12", 20)]
    [InlineData("23", 20)]
    [InlineData("24", 40)]
    public void Evaluate_Number_TakesTheFirstBinAboveIt(string age, int points)
    {
        var result = Evaluate("age", [], ("firm.age", age));

        Assert.Equal(points, result.Points);
        Assert.False(result.IsMissing);
        Assert.Equal(40 - points, result.PointsFrom(ReasonPoints.Below));
    }

    [Theory]
    [InlineData("mill", 20)]
    [InlineData("shop", 20)]
    [InlineData("inn", 0)]
    public void Evaluate_Text_TakesTheBinThatNamesIt(string sector, int points) =>
        Assert.Equal(points, Evaluate("sector", [], ("firm.sector", sector)).Points);

    [Fact]
    public void Evaluate_TextInNoBin_IsUnknownAndNotMissing()
    {
        var result = Evaluate("sector", [], ("firm.sector", "circus"));

        Assert.Null(result.Points);
        Assert.False(result.IsMissing);
        Assert.Equal(0, result.PointsFrom(ReasonPoints.Below));
    }

    [Fact]
    public void Evaluate_Missing_TakesTheMissingBin()
    {
        var result = Evaluate("age", [], ("firm.age", null));

        Assert.Equal(5, result.Points);
        Assert.True(result.IsMissing);
    }

    [Fact]
    public void Evaluate_MissingWithoutMissingBin_IsUnknown()
    {
        var result = Evaluate("sales", [], ("firm.sales", null));

        Assert.Null(result.Points);
        Assert.True(result.IsMissing);
    }

    [Fact]
    public void Evaluate_Stale_IsNeverMissing()
    {
        var result = Evaluate("age", ["firm"]);

        Assert.Null(result.Points);
        Assert.False(result.IsMissing);
    }

    [Fact]
    public void Evaluate_OneInputMissingAndAnotherStale_IsNeverMissing()
    {
        var result = Evaluate("debt", ["firm"], ("firm.debt", null));

        Assert.Null(result.Points);
        Assert.False(result.IsMissing);
    }

    [Fact]
    public void Results_EachOfABinThenMissingThenUnknown_StandWhereTheySay()
    {
        var debt = _small.Policy.Scorecard!.Characteristics.Single(characteristic => characteristic.Name == "debt");

        Assert.Equal(Enumerable.Range(0, debt.Bins.Count + 2), debt.Results.Select(result => result.Place));
        Assert.Equal([.. debt.Bins, null, null], debt.Results.Select(result => result.Bin));
        Assert.Equal(
            [.. debt.Bins.Select(bin => (int?)bin.Points), debt.MissingPoints, null],
            debt.Results.Select(result => result.Points));
        Assert.Equal(debt.Bins.Count, debt.Results.Count(result => result.BinNumber > 0));
        Assert.Same(debt.Results[^2], debt.Results.Single(result => result.IsMissing));
    }

    [Fact]
    public void Evaluate_SameBinTwice_IsTheSameResultMadeOnce() =>
        Assert.Same(Evaluate("debt", []), Evaluate("debt", []));

    [Fact]
    public void PointsFrom_AboveBaseline_IsNone()
    {
        var result = Evaluate("debt", []);

        Assert.Equal(20, result.Points);
        Assert.Equal(15, result.Characteristic.Baseline);
        Assert.Equal(0, result.PointsFrom(ReasonPoints.Below));
    }

    [Fact]
    public void Takes_BinWithoutBound_TakesEveryNumber() =>
        Assert.True(new Bin(null, null, 1).Takes(Tocsin.Core.Features.FeatureValue.OfNumber(double.MaxValue)));

    private static CharacteristicResult Evaluate(
        string name, string[] stale, params (string Name, string? Value)[] changes) =>
        _small.Policy.Scorecard!.Characteristics.Single(characteristic => characteristic.Name == name)
            .Evaluate(_small.Profile(stale, changes));
}
