using CsCheck;
using Tocsin.Core.Monitoring;
using Xunit;

namespace Tocsin.Core.Tests.Monitoring;

public sealed class StabilityIndexTests
{
    private static readonly Gen<double[]> _shares = Gen.Double[0, 1].Array[5].Select(
        parts => parts.Sum() is > 0 and var sum ? parts.Select(part => part / sum).ToArray() : [1, 0, 0, 0, 0]);

    [Fact]
    public void Of_Shares_SumsTheParts()
    {
        // By hand: 0.1 ln(0.6/0.5) + (-0.1) ln(0.4/0.5) = 0.0182322 + 0.0223144.
        Assert.Equal(0.0405465, StabilityIndex.Of([0.5, 0.5], [0.6, 0.4]), 7);
    }

    [Fact]
    public void Of_BinEmptyOnOneSide_TakesTheFloor()
    {
        // By hand: (0.0001 - 0.5) ln(0.0001/0.5) + 0.5 ln(1/0.5) = 4.2577448 + 0.3465736.
        Assert.Equal(4.6043184, StabilityIndex.Of([0.5, 0.5], [0, 1]), 6);
    }

    [Fact]
    public void Of_BinEmptyOnBothSides_LeavesItOut() =>
        Assert.Equal(StabilityIndex.Of([0.5, 0.5], [0.6, 0.4]), StabilityIndex.Of([0.5, 0, 0.5], [0.6, 0, 0.4]));

    [Fact]
    public void Of_AnyShares_IsNeverNegativeAndZeroAgainstThemselves() => Gen.Select(_shares, _shares).Sample(both =>
    {
        Assert.True(StabilityIndex.Of(both.Item1, both.Item2) >= 0);
        Assert.Equal(StabilityIndex.Of(both.Item1, both.Item2), StabilityIndex.Of(both.Item2, both.Item1), 1e-12);
        Assert.Equal(0, StabilityIndex.Of(both.Item1, both.Item1));
    });

    [Theory]
    [InlineData(0.0999, "stable")]
    [InlineData(0.10, "some shift")]
    [InlineData(0.25, "major shift")]
    public void Verdict_AnIndex_FollowsTheBounds(double index, string verdict) =>
        Assert.Equal(verdict, StabilityIndex.Verdict(index));
}
