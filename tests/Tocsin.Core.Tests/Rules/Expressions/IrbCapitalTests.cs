using Tocsin.Core.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Expressions;

public class IrbCapitalTests
{
    // Risk weights in percent (12.5 · K), LGD 45 %, M 2.5, as Basel II, Annex 5 prints them to two decimals; sales of 5
    // million euros for the firm of small size. Annex 5 has 72.40 where PD is 1 % and the firm small.
    [Theory]
    [InlineData(0.0003, 14.44, 11.30, 4.45)]
    [InlineData(0.01, 92.32, 72.39, 45.77)]
    [InlineData(0.05, 149.85, 112.26, 66.42)]
    [InlineData(0.2, 238.23, 188.42, 100.28)]
    public void Capital_OfThePublishedPds_GivesTheirRiskWeights(double pd, double corporate, double sme, double retail)
    {
        Assert.Equal(corporate, Fn.CapitalCorporate(pd, 0.45, 2.5) * 1250, 0.005);
        Assert.Equal(sme, Fn.CapitalSme(pd, 0.45, 2.5, 5) * 1250, 0.005);
        Assert.Equal(retail, Fn.CapitalRetail(pd, 0.45) * 1250, 0.005);
    }

    [Fact]
    public void Retail_OfTheWorkedPrice_IsItsK() => Assert.Equal(0.0502335, IrbCapital.Retail(0.03, 0.45), 7);

    [Theory]
    [InlineData(3, 5)]
    [InlineData(80, 50)]
    public void Sme_SalesBeyondTheirBounds_CountAsTheBound(double sales, double bound) =>
        Assert.Equal(IrbCapital.Sme(0.02, 0.45, 2.5, bound), IrbCapital.Sme(0.02, 0.45, 2.5, sales));

    [Fact]
    public void Sme_LargestSales_IsACorporate() =>
        Assert.Equal(IrbCapital.Corporate(0.02, 0.45, 2.5), IrbCapital.Sme(0.02, 0.45, 2.5, 50), 15);

    [Theory]
    [InlineData(0, 0.45)]
    [InlineData(1, 0.45)]
    [InlineData(0.1, -0.1)]
    [InlineData(0.1, 1.1)]
    public void Retail_NoFraction_IsRefused(double pd, double lgd) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => IrbCapital.Retail(pd, lgd));
}
