using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Features;

public class BorrowerIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Az09._:-")]
    [InlineData("110101199003074232")]
    [InlineData("110101199013074231")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public void TryParse_AllowedText_IsTheId(string text)
    {
        Assert.True(BorrowerId.TryParse(text, out var id));
        Assert.Equal(text, id.Value);
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a/b")]
    [InlineData("张三")]
    [InlineData("a\n")]
    [InlineData("110101199003074231")]
    [InlineData("11010119900307002X")]
    [InlineData("11010119900307002x")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000001")]
    public void TryParse_OtherText_IsNone(string? text)
    {
        Assert.False(BorrowerId.TryParse(text, out var id));
        Assert.Equal("", id.Value);
    }

    [Fact]
    public void Parse_OtherText_Throws() => Assert.Throws<FormatException>(() => BorrowerId.Parse("a b"));

    // Where a borrower's data lies depends on these numbers: they never change.
    [Theory]
    [InlineData("a", 16, 12)]
    [InlineData("b-1", 16, 11)]
    [InlineData("ORG:91330100MA27XXXX0K", 16, 14)]
    [InlineData("borrower.0001", 64, 24)]
    [InlineData("borrower.0001", 1, 0)]
    public void Partition_GivenId_NeverChanges(string text, int partitions, int expected) =>
        Assert.Equal(expected, BorrowerId.Parse(text).Partition(partitions));

    [Fact]
    public void CompareTo_Ids_IsOrdinal()
    {
        var ids = new[] { "b", "a", "B", "a.1", "_" }.Select(BorrowerId.Parse).Order().Select(id => id.Value);

        Assert.Equal(["B", "_", "a", "a.1", "b"], ids);
        Assert.True(BorrowerId.Parse("B") < BorrowerId.Parse("a"));
        Assert.True(BorrowerId.Parse("a") >= BorrowerId.Parse("a"));
    }
}
