using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Features;

public class FeatureValidatorTests
{
    private static readonly FeatureDefinition _number = new() { View = "v", Name = "n", Type = FeatureType.Number };

    [Fact]
    public void Check_WholeNumberForInteger_IsTheInteger() => Assert.Equal(
        FeatureValue.OfInteger(3),
        FeatureValidator.Check(_number with { Type = FeatureType.Integer }, FeatureValue.OfNumber(3), out _));

    [Fact]
    public void Check_IntegerForNumber_IsTheNumber() => Assert.Equal(
        FeatureValue.OfNumber(3), FeatureValidator.Check(_number, FeatureValue.OfInteger(3), out _));

    [Theory]
    [InlineData(3.5)]
    [InlineData(1e17)]
    public void Check_OtherNumberForInteger_SaysWhatTypeItIs(double number)
    {
        var integer = _number with { Type = FeatureType.Integer };

        Assert.Null(FeatureValidator.Check(integer, FeatureValue.OfNumber(number), out var problem));
        Assert.Contains("v.n is of type integer", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(-0.001, false)]
    [InlineData(1.001, false)]
    public void Check_Bounds_AreIncluded(double number, bool isValid)
    {
        var bounded = _number with { Minimum = 0, Maximum = 1 };
        var value = FeatureValidator.Check(bounded, FeatureValue.OfNumber(number), out var problem);

        Assert.Equal(isValid, value is not null);
        Assert.Equal(isValid ? "" : $"v.n is {FeatureValue.OfNumber(number)}; it must be from 0 to 1.", problem);
    }

    [Fact]
    public void Check_TextOutsideItsOrder_NamesTheMembers()
    {
        var grade = _number with { Type = FeatureType.Text, Order = new TextOrder(["D", "A"], ["M"]) };

        Assert.NotNull(FeatureValidator.Check(grade, FeatureValue.OfText("Ｍ"), out _));
        Assert.Null(FeatureValidator.Check(grade, FeatureValue.OfText("Z"), out var problem));
        Assert.Equal("v.n is 'Z'; it must be one of D, A, M.", problem);
    }

    [Theory]
    [InlineData(300, false)]
    [InlineData(301, true)]
    [InlineData(-1, false)]
    public void IsInFuture_FiveMinutes_AreAllowed(int seconds, bool expected) => Assert.Equal(
        expected,
        FeatureValidator.IsInFuture(DateTimeOffset.UnixEpoch.AddSeconds(seconds), DateTimeOffset.UnixEpoch));
}
