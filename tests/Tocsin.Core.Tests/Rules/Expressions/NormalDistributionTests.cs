using CsCheck;
using Tocsin.Core.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

public class NormalDistributionTests
{
    // Abramowitz & Stegun, tables 26.1 and 26.2 (15 and 10 decimals), and the tail from 26.2.12.
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-1, 0.158655253931457)]
    [InlineData(1.96, 0.975002104851780)]
    [InlineData(3, 0.998650101968370)]
    [InlineData(-6, 9.865876450376981e-10)]
    [InlineData(-8, 6.220960574271786e-16)]
    public void Cdf_OfTabulatedValues_GivesThem(double value, double probability) =>
        Assert.Equal(probability, NormalDistribution.Cdf(value), 2e-15);

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.999, 3.090232306167813)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.0003, -3.431614403623276)]
    public void Quantile_OfTabulatedProbabilities_GivesThem(double probability, double value) =>
        Assert.Equal(value, NormalDistribution.Quantile(probability), 1e-12);

    [Fact]
    public void Quantile_OfWhateverProbability_IsTheInverse() => Gen.Double[1e-12, 1 - 1e-12].Sample(probability =>
    {
        var back = NormalDistribution.Cdf(NormalDistribution.Quantile(probability));
        return Math.Abs(back - probability) < 1e-14 + (1e-12 * probability);
    });

    [Fact]
    public void Cdf_OfALargerValue_IsNeverSmaller() => Gen.Double[-40, 40].Array[2].Sample(pair =>
        NormalDistribution.Cdf(Math.Min(pair[0], pair[1])) <= NormalDistribution.Cdf(Math.Max(pair[0], pair[1])));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Quantile_NoProbability_IsRefused(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(probability));
}
