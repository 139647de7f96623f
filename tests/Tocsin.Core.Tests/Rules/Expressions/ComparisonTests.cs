using Tocsin.Core.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData("v.n < 5", "v.n", double.NegativeInfinity, 4.9999999999999991)]
    [InlineData("v.n <= 5", "v.n", double.NegativeInfinity, 5)]
    [InlineData("v.n >= -p.limit", "v.n", -10, double.PositiveInfinity)]
    [InlineData("5 < v.n", "v.n", 5.0000000000000009, double.PositiveInfinity)]
    [InlineData("v.n == p.limit - 0.5", "v.n", 9.5, 9.5)]
    [InlineData("v.i >= 2.5", "v.i", 2.5, double.PositiveInfinity)]
    [InlineData("v.d <= DateOnly(2026, 1, 1)", "v.d", double.NegativeInfinity, 739616)]
    public void Read_InputAgainstConstant_IsAnInterval(string text, string input, double low, double high)
    {
        var comparison = Read(text)!;

        Assert.Equal((input, low, high, false),
            (comparison.Slot.Name, comparison.Low, comparison.High, comparison.IsNegated));
    }

    [Theory]
    [InlineData("v.f", true)]
    [InlineData("v.f == true", true)]
    [InlineData("v.f != true", false)]
    [InlineData("false == v.f", false)]
    public void Read_Flag_IsZeroOrNot(string text, bool isNegated)
    {
        var comparison = Read(text)!;

        Assert.Equal(("v.f", 0, 0, isNegated),
            (comparison.Slot.Name, comparison.Low, comparison.High, comparison.IsNegated));
    }

    [Fact]
    public void Read_Text_IsThatText() =>
        Assert.Equal(("农业", true), (Read("v.t != \"农业\"")!.Text, Read("v.t != \"农业\"")!.IsNegated));

    [Theory]
    [InlineData("v.n > v.m")]
    [InlineData("v.n == null")]
    [InlineData("v.n + 1 > 2")]
    [InlineData("v.i > 9007199254740993")]
    [InlineData("tax.grade < \"B\"")]
    [InlineData("v.t.Length > 3")]
    public void Read_AnythingElse_IsNone(string text) => Assert.Null(Read(text));

    private static Comparison? Read(string text) => Comparison.Read(Trees.Read(text));
}
