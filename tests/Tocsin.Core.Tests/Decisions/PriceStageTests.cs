using Tocsin.Core.Decisions;
using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Decisions;

/// <summary>
/// The worked price of the reference text: PD 3 %, LGD 45 %, base 3 %, operating cost 1.2 %, hurdle 12 %, tax 25 %,
/// other-retail K 0.0502335: 6.35374 % simple, 6.55024 % adjusted for survival.
/// </summary>
public class PriceStageTests
{
    [Fact]
    public void Decide_SimplePrice_SumsToTheGolden()
    {
        var price = new OfferPolicy().Decide(200000).Price!;

        Assert.Equal(0.0635374, price.Components.Sum(component => component.AnnualRate ?? 0), 7);
        Assert.Equal(0.0635, price.AnnualRate);
        Assert.Equal(0.03, price.BaseRate);
        Assert.Equal(0.0335, price.Spread);
        Assert.Equal(
            ["funding", "opex", "loss", "capital"],
            price.Components.Where(component => component.Outcome == RuleOutcome.Hit)
                .Select(component => component.Component));
        Assert.Equal(0.0135, price.Components[2].AnnualRate!.Value, 12);
    }

    [Fact]
    public void Decide_SurvivalAdjustedPrice_SumsToTheGolden()
    {
        var price = new OfferPolicy(price: ",\"survival_adjusted\":true").Decide(200000).Price!;

        Assert.Equal(0.0655024, price.Components.Sum(component => component.AnnualRate ?? 0), 7);
        Assert.Equal("survival_adjustment", price.Components[^1].Component);
        Assert.Equal(0.0655, price.AnnualRate);
    }

    [Fact]
    public void Decide_RateBelowFloor_IsLiftedAndSaysByHowMuch()
    {
        var price = new OfferPolicy(price: ",\"floor\":\"0.08\"").Decide(200000).Price!;

        Assert.Equal(0.08, price.AnnualRate);
        Assert.Equal("floor", price.Components[^1].Component);
        Assert.Equal(0.08 - 0.0635374, price.Components[^1].AnnualRate!.Value, 7);
    }

    [Fact]
    public void Decide_FloorOverCeiling_NeverPassesTheCeiling()
    {
        var price = new OfferPolicy(price: ",\"floor\":\"0.08\",\"ceiling\":\"p.top / 4\"").Decide(200000).Price!;

        Assert.Equal(0.05, price.AnnualRate);
        Assert.Equal(["floor", "ceiling"], price.Components.TakeLast(2).Select(component => component.Component));
    }

    [Fact]
    public void Decide_ComponentThatDoesNotApply_CountsForNothing()
    {
        var price = new OfferPolicy().Decide(200000).Price!;

        Assert.Equal(new PriceResult("late_payer", RuleOutcome.NotApplicable, null), price.Components[^1]);
    }

    [Fact]
    public void Decide_ComponentUnknown_RefersWithoutARate()
    {
        var decision = new OfferPolicy().Decide(200000, ("firm.late", null));

        Assert.Equal(DecisionOutcome.Refer, decision.Outcome);
        Assert.Null(decision.Price!.AnnualRate);
        Assert.Null(decision.Price.Spread);
        Assert.Equal(["late_payer"], decision.Checks);
    }

    [Theory]
    [InlineData("1e30")]
    [InlineData("10.1")]
    [InlineData("-10.1")]
    public void Decide_BoundBeyondAnyRate_RefersWithoutARate(string floor)
    {
        var decision = new OfferPolicy(price: $",\"floor\":\"{floor} * 1.0\"").Decide(200000);

        Assert.Equal(DecisionOutcome.Refer, decision.Outcome);
        Assert.Null(decision.Price!.AnnualRate);
        Assert.Equal(["floor"], decision.Checks);
    }

    [Theory]
    [InlineData(0.04305, 0.0431)]
    [InlineData(0.04315, 0.0432)]
    [InlineData(0.0430499, 0.043)]
    [InlineData(-0.00005, -0.0001)]
    [InlineData(1e30, 1e30)]
    public void Round_HalfOfTheLastPlace_GoesAwayFromZero(double rate, double rounded) =>
        Assert.Equal(rounded, DecisionPrice.Round(rate));
}
