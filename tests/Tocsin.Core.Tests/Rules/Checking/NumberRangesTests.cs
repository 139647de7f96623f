using CsCheck;
using Tocsin.Core.Rules.Checking;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Checking;

public class NumberRangesTests
{
    private static readonly Gen<NumberRanges> _ranges = Gen.Select(Gen.Int[-9, 9], Gen.Int[0, 4]).Array[0, 5].Select(
        parts => parts.Aggregate(
            NumberRanges.Nothing, (all, part) => all.Union(NumberRanges.Of(part.Item1, part.Item1 + part.Item2))));

    [Fact]
    public void IntersectAndUnion_AnySets_HoldWhatBothAndEitherDo() =>
        Gen.Select(_ranges, _ranges, Gen.Int[-20, 30]).Sample((one, other, number) =>
        {
            var at = number * 0.5;
            return one.Intersect(other).Contains(at) == (one.Contains(at) && other.Contains(at))
                && one.Union(other).Contains(at) == (one.Contains(at) || other.Contains(at));
        });

    [Fact]
    public void Witness_OfWhatIsNotNothing_IsInIt() =>
        _ranges.Sample(ranges => ranges.IsNothing || ranges.Contains(ranges.Witness));

    [Theory]
    [InlineData(1.2, 1.25, 1.2)]
    [InlineData(1, double.MaxValue, 2)]
    [InlineData(double.MinValue, 0.3, -1)]
    [InlineData(0.30000000000000004, 0.30000000000000004, 0.30000000000000004)]
    public void Witness_OfARange_HasFewDecimals(double low, double high, double expected) =>
        Assert.Equal(expected, NumberRanges.Of(low, high).Witness);
}
