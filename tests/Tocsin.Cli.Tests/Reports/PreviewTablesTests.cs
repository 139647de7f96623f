using Tocsin.Cli.Reports;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Reports;

public sealed class PreviewTablesTests
{
    private readonly PreviewReport _report = SamplePreview.Report();

    [Fact]
    public void All_WarningsLeftOut_KnowsNobodyWhoRises()
    {
        _report.Warnings = null;

        var tables = PreviewTables.All(_report).ToList();

        Assert.DoesNotContain(tables, table => table.Title.StartsWith("Borrower levels", StringComparison.Ordinal));
        Assert.Equal(
            ["hz, west", "3", "2", "66.7 %", "-", "-", "3", "2", "1"],
            tables.Single(table => table.Title == "By lender.branch").Rows[0]);
    }

    [Fact]
    public void All_SameWarnings_HasNoTableOfThem()
    {
        _report.Warnings = new WarningsPreview { SameRules = true };

        Assert.DoesNotContain(
            PreviewTables.All(_report), table => table.Title is "Changes of warnings" or "Borrower levels");
    }

    [Fact]
    public void All_NothingAsked_HasNoTableOfDecisions()
    {
        _report.Decisions.Clear();
        _report.Decisions.Add(new DecisionsPreview { Product = "loan" });

        Assert.DoesNotContain(
            PreviewTables.All(_report), table => table.Title.StartsWith("loan", StringComparison.Ordinal));
    }

    [Fact]
    public void All_RatesOnBothSides_DifferInPoints()
    {
        _report.Decisions[0].After.MeanRate = 0.0825;

        var totals = PreviewTables.All(_report).Single(table => table.Title == "loan: what they come to together");

        Assert.Equal(["mean annual rate", "8.50 %", "8.25 %", "-0.25 points"], totals.Rows[3]);
    }
}
