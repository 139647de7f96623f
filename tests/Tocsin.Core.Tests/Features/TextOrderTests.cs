using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Features;

public class TextOrderTests
{
    private static readonly TextOrder _order = new(["D", "C", "B", "A"], ["M"]);

    [Theory]
    [InlineData("D", 0, true)]
    [InlineData("A", 3, true)]
    [InlineData("M", TextOrder.Unordered, true)]
    [InlineData("Z", TextOrder.Unordered, false)]
    [InlineData("a", TextOrder.Unordered, false)]
    public void RankOf_Text_IsItsPlaceFromTheWorst(string text, int rank, bool isMember)
    {
        Assert.Equal(rank, _order.RankOf(text));
        Assert.Equal(isMember, _order.Contains(text));
    }

    [Fact]
    public void Members_All_ComeWorstFirstThenUnordered() => Assert.Equal(["D", "C", "B", "A", "M"], _order.Members);
}
