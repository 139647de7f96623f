using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Proposals;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Proposals;

public sealed class BoundaryReaderTests
{
    private static readonly DateOnly _day = new(2026, 6, 30);

    private static readonly InputLayout _layout = new(new FeatureCatalogue("Asia/Shanghai",
    [
        new FeatureView
        {
            Name = "firm",
            Features =
            [
                Feature("cases", FeatureType.Integer), Feature("ratio", FeatureType.Number),
                Feature("listed", FeatureType.Flag), Feature("sale", FeatureType.Date),
                Feature("grade", FeatureType.Text) with { Order = new TextOrder(["D", "C", "B", "A"], ["M"]) },
                Feature("sector", FeatureType.Text),
            ],
        },
    ]));

    [Theory]
    [InlineData("firm.cases > 3", "firm.cases: 2 3 4")]
    [InlineData("3 < firm.cases", "firm.cases: 2 3 4")]
    [InlineData("firm.cases >= p.half", "firm.cases: 0 1")]
    [InlineData("firm.ratio > 0.9", "firm.ratio: 0.89 0.9 0.91")]
    [InlineData("firm.ratio < 1", "firm.ratio: 0.99 1 1.01")]
    [InlineData("firm.ratio < 0.125", "firm.ratio: 0.124 0.125 0.126")]
    [InlineData("firm.ratio > 1000000", "firm.ratio: 999999 1000000 1000001")]
    [InlineData("firm.ratio < -0.2", "firm.ratio: -0.21 -0.2 -0.19")]
    [InlineData("firm.ratio < p.half - 0.05", "firm.ratio: 0.44 0.45 0.46")]
    [InlineData("firm.listed", "firm.listed: false true")]
    [InlineData("!firm.listed or firm.cases > 0", "firm.listed: false true|firm.cases: -1 0 1")]
    [InlineData("firm.listed == true and (firm.cases > 3)", "firm.listed: false true|firm.cases: 2 3 4")]
    [InlineData("firm.grade < \"B\"", "firm.grade: D C B A M")]
    [InlineData("firm.sector == \"other\"", "firm.sector: other")]
    [InlineData("firm.sale < time.as_of", "firm.sale: 2026-06-29 2026-06-30 2026-07-01")]
    [InlineData("Fn.DaysBetween(firm.sale, time.as_of) > 30", "firm.sale: 2026-05-30 2026-05-31 2026-06-01")]
    [InlineData("Fn.DaysBetween(time.as_of, firm.sale) < p.days", "firm.sale: 2026-07-09 2026-07-10 2026-07-11")]
    [InlineData("firm.ratio > p.half * firm.cases", "")]
    [InlineData("firm.cases == null", "")]
    public void Read_Condition_GivesTheValuesAroundEachBound(string expression, string expected)
    {
        var parameters = new Dictionary<string, RuleParameter>
        {
            ["half"] = new("half", FeatureValue.OfNumber(0.5), "", "", "", null),
            ["days"] = new("days", FeatureValue.OfInteger(10), "", "", "", null),
        };

        var boundaries = new BoundaryReader(_layout, new ConstantReader(parameters, _day), _day).Read(expression);

        Assert.Equal(expected, string.Join('|', boundaries.Select(
            boundary => $"{boundary.Input.Name}: {string.Join(' ', boundary.Values)}")));
    }

    private static FeatureDefinition Feature(string name, FeatureType type) =>
        new() { View = "firm", Name = name, Type = type };
}
