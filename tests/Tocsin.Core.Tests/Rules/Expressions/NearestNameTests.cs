using Tocsin.Core.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

public class NearestNameTests
{
    [Theory]
    [InlineData("tax.grad", "tax.grade")]
    [InlineData("tax.grdae", "tax.grade")]
    [InlineData("tax.grade", "tax.grade")]
    [InlineData("bureau.owner_querycount", "bureau.owner_query_count_3m")]
    [InlineData("something.else", null)]
    [InlineData("", null)]
    public void Of_Name_IsTheNearestWithinAThird(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Of(name, ["tax.grade", "bureau.owner_query_count_3m"]));

    [Fact]
    public void Of_Tie_IsTheOrdinallyFirst() => Assert.Equal("aab", NearestName.Of("aaa", ["aac", "aab"]));

    [Fact]
    public void Hint_NoName_IsEmpty() => Assert.Equal("", NearestName.Hint("x", ["something"]));
}
