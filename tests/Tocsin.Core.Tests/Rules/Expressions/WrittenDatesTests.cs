using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

public class WrittenDatesTests
{
    // The parser puts today's year where a text has none: the same rule would decide otherwise next year.
    [Theory]
    [InlineData("v.d == \"03/05\"", 8)]
    [InlineData("v.d == \"March 5\"", 8)]
    [InlineData("v.n > 1 and v.d < \"5 March\"", 19)]
    [InlineData("v.d >= \"2026/03/05\"", 8)]
    [InlineData("v.d >= \"2026-3-5\"", 8)]
    [InlineData("\"03/05\" == v.d", 1)]
    [InlineData("v.d >= \"2026-03-05\" and v.d < \"March 9\"", 31)]
    // Another text that says the same day, as a text or as a date, is no excuse.
    [InlineData("v.t == \"2026-03-05\" and v.d == \"March 5\"", 32)]
    [InlineData("v.t == \"2026-03-05\" and v.d > DateOnly(\"March 5\")", 40)]
    [InlineData("v.d >= \"03/05\" and (v.d < \"2026-03-05\" or v.n > 1)", 8)]
    [InlineData("v.d == \"\"", 8)]
    [InlineData("v.d == \"2026\\-03-05\"", 8)]
    public void Compile_DateThatIsNotYearMonthDay_IsRefusedThere(string text, int column)
    {
        var refused = Assert.Throws<ExpressionRefusedException>(() => SampleInputs.Compile(text));

        Assert.Equal("DATE_INVALID", refused.Problem.Code);
        Assert.Equal(column, refused.Problem.Column);
    }

    // That it can be read as a date makes no text one.
    [Theory]
    [InlineData("v.t == \"March 5\" and v.d == \"2026-03-05\"", "March 5")]
    [InlineData("v.d == \"2026-03-05\" and (v.t == \"03/05\" or v.t == \"5.3\")", "03/05")]
    public void Compile_TextThatCanBeReadAsDate_IsATextBesideDates(string text, string value) => Assert.Equal(
        RuleOutcome.Hit, SampleInputs.Evaluate(text, ("v.t", value), ("v.d", "2026-03-05")));

    [Fact]
    public void Compile_DateAsYearMonthDay_IsThatDate()
    {
        var condition = SampleInputs.Compile("v.d == \"2026-03-05\" or v.d == DateOnly(2026, 3, 9)");

        Assert.Equal(RuleOutcome.Hit, condition.Evaluate(SampleInputs.Profile(("v.d", "2026-03-05"))));
        Assert.Equal(RuleOutcome.Hit, condition.Evaluate(SampleInputs.Profile(("v.d", "2026-03-09"))));
        Assert.Equal(RuleOutcome.Miss, condition.Evaluate(SampleInputs.Profile(("v.d", "2027-03-05"))));
    }
}
