using Tocsin.Cli.Loading;
using Tocsin.Cli.Values;
using Xunit;

namespace Tocsin.Cli.Tests.Loading;

public sealed class ColumnPlanTests
{
    private static readonly KnownFeatures _known = new(ExampleCatalogue.Create());

    [Fact]
    public void FindsFeaturesByNameByViewAndByMap()
    {
        var options = Options(view: "bureau", map: new() { ["年收入"] = "accounts.revenue_12m_cny" }, skipped: ["memo"]);
        var plan = Read("id,listed,accounts.tax.grade,年收入,memo", options);
        Assert.Equal(0, plan.Borrower);
        Assert.Equal(
            ["bureau.listed", "accounts.tax.grade", "accounts.revenue_12m_cny"],
            plan.Features.Select(column => column.Feature.FullName));
    }

    [Theory]
    [InlineData("borrower,bureau.listed", "no column 'id'; it has borrower, bureau.listed")]
    [InlineData("id,bureau.listed,bureau.listed", "two columns 'bureau.listed'")]
    [InlineData("id,bureau.lisetd", "Column 'bureau.lisetd': 'bureau.lisetd' is no feature")]
    [InlineData("id,memo", "pass over it with --skip")]
    [InlineData("id", "no column of a feature")]
    public void SaysWhatIsWrong(string header, string expected)
    {
        var failure = Assert.Throws<CommandFailedException>(() => Read(header, Options()));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesTwoColumnsOfOneFeature()
    {
        var options = Options(map: new() { ["x"] = "bureau.listed" });
        Assert.Throws<CommandFailedException>(() => Read("id,bureau.listed,x", options));
    }

    private static ColumnPlan Read(string header, LoadOptions options) =>
        ColumnPlan.Read(new CsvRow(1, header.Split(','), Fault: null), options, _known);

    private static LoadOptions Options(
        string? view = null, Dictionary<string, string>? map = null, string[]? skipped = null) => new()
        {
            BorrowerColumn = "id",
            View = view,
            Map = map ?? [],
            Skipped = skipped ?? [],
            Local = TimeZoneInfo.Utc,
        };
}
