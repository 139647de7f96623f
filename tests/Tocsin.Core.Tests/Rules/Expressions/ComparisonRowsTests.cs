using CsCheck;
using Tocsin.Core.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

public sealed class ComparisonRowsTests
{
    [Theory]
    [InlineData(0b101, 0b11010, 0b10010)]
    [InlineData(0b111, 0x80000001, 0x80000001)]
    [InlineData(0xFFFFFFFF, 0, 0)]
    public void Spread_LowestBits_MoveToTheMask(uint bits, uint mask, uint expected) =>
        Assert.Equal((expected, expected),
            (ComparisonRows.Spread(bits, mask), ComparisonRows.SpreadOneByOne(bits, mask)));

    [Fact]
    public void Spread_AnyBits_EqualsOneByOne() => Gen.Select(Gen.UInt, Gen.UInt).Sample((bits, mask) =>
        ComparisonRows.Spread(bits, mask) == ComparisonRows.SpreadOneByOne(bits, mask));
}
