using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

public class NumberTextTests
{
    [Theory]
    [InlineData("0x1D", "29")]
    [InlineData("0xB2D05E63", "3000000099")]
    [InlineData("0b101", "5")]
    [InlineData("007", "7")]
    [InlineData("3000000099U", "3000000099")]
    [InlineData("0xB2D05E63U", "3000000099")]
    public void Of_WholeNumber_IsItsDigits(string text, string expected) =>
        Assert.Equal(expected, NumberText.Of(text));

    // Without its suffix it would be of another type.
    [Theory]
    [InlineData("1U")]
    [InlineData("5000000000U")]
    [InlineData("0x1L")]
    [InlineData("2.50")]
    [InlineData("1e3")]
    [InlineData("1m")]
    [InlineData("99999999999999999999")]
    public void Of_AnythingElse_IsAsItIs(string text) => Assert.Equal(text, NumberText.Of(text));

    // What the parser saw first of a number decided whether it could be read: these were refused where the first set of
    // a process wrote them so, and refused their decimals after that.
    [Theory]
    [InlineData("v.n == 0xB2D05E64", 3_000_000_100)]
    [InlineData("v.n == 3000000100", 3_000_000_100)]
    [InlineData("v.n == 0b10110010110100000101111001100101", 3_000_000_101)]
    [InlineData("v.n == 3000000101", 3_000_000_101)]
    [InlineData("v.n == 0x1D", 29)]
    public void Condition_NumberInAnyNotation_IsThatNumber(string text, double value)
    {
        var condition = SampleInputs.Compile(text);

        Assert.Equal(RuleOutcome.Hit, condition.Evaluate(SampleInputs.Profile(("v.n", value))));
        Assert.Equal(RuleOutcome.Miss, condition.Evaluate(SampleInputs.Profile(("v.n", value + 1))));
    }
}
