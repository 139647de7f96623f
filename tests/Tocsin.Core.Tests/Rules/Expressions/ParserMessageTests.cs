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
        Assert.Equal(expected, ParserMessage.Of(message));

    [Fact]
    public void OfUnreadable_TextAmongTheTokens_NamesItAndItsColumn()
    {
        var refused = ParserMessage.OfUnreadable(ExpressionTokenizer.Tokenize("3 > \"x\"", new ExpressionBudget()));

        Assert.Equal(5, refused.Problem.Column);
        Assert.StartsWith("\"x\" is a text;", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfUnreadable_NoText_TellsNothingOfTheFramework()
    {
        var refused = ParserMessage.OfUnreadable(ExpressionTokenizer.Tokenize("3 > 4", new ExpressionBudget()));

        Assert.Equal("The expression cannot be read.", refused.Message);
    }
}
