using Tocsin.Core.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

public sealed class ParserMessageTests
{
    [Theory]
    [InlineData(
        "Operator '>' incompatible with operand types 'Int64' and 'Boolean'",
        "Operator '>' incompatible with operand types 'integer' and 'flag'")]
    [InlineData("Expression of type 'System.String?' expected", "Expression of type 'text' expected")]
    [InlineData("No applicable method 'Max' exists in type 'Fn'", "No applicable method 'Max' exists in type 'Fn'")]
    public void Of_TypesOfTheFramework_NamesThoseOfTheCatalogue(string message, string expected) =>
        Assert.Equal(expected, ParserMessage.Of(message, []));

    [Fact]
    public void OfUnreadable_TextAmongTheTokens_NamesItAndItsColumn()
    {
        var refused = ParserMessage.OfUnreadable(ExpressionTokenizer.Tokenize("3 > \"x\"", new ExpressionBudget()));

        Assert.Equal(5, refused.Problem.Column);
        Assert.StartsWith("\"x\" is a text;", refused.Message, StringComparison.Ordinal);
    }

    // The parser reads a date in quotes beside a comparison alone.
    [Theory]
    [InlineData("v.d in (\"2026-03-05\", \"2026-03-09\")")]
    [InlineData("(v.d ?? \"2026-03-05\") > v.e")]
    [InlineData("np(v.d, \"2026-03-05\") > v.e")]
    [InlineData("iif(v.f, \"2026-03-05\", v.d) > v.e")]
    [InlineData("Fn.DaysBetween(v.d, \"2026-03-05\") > 3")]
    public void Compile_DateInQuotesThatIsReadAsText_SaysHowToWriteIt(string text)
    {
        var refused = SampleInputs.Refusal(text);

        Assert.Contains("write DateOnly(2026, 3, 5).", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_DayThatIsNone_SaysThatItIsNoDate()
    {
        var refused = SampleInputs.Refusal("v.n > 1 and v.d == \"2026-02-30\"");

        Assert.Equal(("DATE_INVALID", 20), (refused.Code, refused.Column));
        Assert.Equal("\"2026-02-30\" is no date.", refused.Message);
    }

    [Fact]
    public void OfUnreadable_SeveralTexts_BlamesNoneOfThemAlone()
    {
        var refused = SampleInputs.Refusal("(v.t == \"2026-12-01\" ? v.d : DateOnly(\"10:00\")) == v.d");

        Assert.Equal(
            "One of the texts (\"2026-12-01\", \"10:00\") is a text where none can be; where it stands for a date, "
            + "write DateOnly(2026, 12, 1).", refused.Message);
    }

    [Fact]
    public void OfUnreadable_NoText_TellsNothingOfTheFramework()
    {
        var refused = ParserMessage.OfUnreadable(ExpressionTokenizer.Tokenize("3 > 4", new ExpressionBudget()));

        Assert.Equal("The expression cannot be read.", refused.Message);
    }
}
