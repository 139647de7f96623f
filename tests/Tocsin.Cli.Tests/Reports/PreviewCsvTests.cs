using Tocsin.Cli.Reports;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Reports;

public sealed class PreviewCsvTests
{
    private readonly List<Dictionary<string, string>> _rows = Read(SamplePreview.Borrowers());

    [Fact]
    public void Rows_Borrowers_AreARowForEachDifference() => Assert.Equal(
        [
            (SamplePreviewNasty, "warning"), (SamplePreviewNasty, "watch_list"), ("li", "warning"),
            ("wang", "decision"),
        ],
        _rows.Select(row => (row["borrower_id"], row["what"])));

    [Fact]
    public void Rows_Warning_HasItsLevelsAndEvidence()
    {
        var row = _rows[0];

        Assert.Equal(("none", "red"), (row["warning_level_before"], row["warning_level_after"]));
        Assert.Equal("firm.debt_ratio 0.75 (> 0.7)", row["evidence"]);
        Assert.Equal(("hz, west", "2"), (row["label:lender.branch"], row["more_changes"]));
        Assert.Equal("", row["product"]);
        Assert.Equal(("true", "false"), (_rows[1]["connected"], _rows[1]["due_anyway"]));
        Assert.Equal("true", _rows[2]["due_anyway"]);
    }

    [Fact]
    public void Rows_Decision_HasBothAnswersAndTheRule()
    {
        var row = _rows[3];

        Assert.Equal(("approve", "decline"), (row["outcome_before"], row["outcome_after"]));
        Assert.Equal(("24", "-3"), (row["points_before"], row["points_after"]));
        Assert.Equal(("CNY", "200000.00", ""), (row["currency"], row["limit_before"], row["limit_after"]));
        Assert.Equal(("0.085", ""), (row["annual_rate_before"], row["annual_rate_after"]));
        Assert.Equal(("", "K01"), (row["reasons_before"], row["reasons_after"]));
        Assert.Equal(
            ("knock_out", "cases", "miss", "hit", "2"),
            (row["step"], row["rule"], row["rule_before"], row["rule_after"], row["differences"]));
        Assert.Equal("", row["label:lender.branch"]);
    }

    [Fact]
    public void Rows_TextsOfOthers_AreNoFormulas()
    {
        var rows = Read([new PreviewedBorrower
        {
            BorrowerId = "+1",
            Labels = { ["@x.y"] = "-2" },
            Decisions =
            {
                new PreviewedDecision { Product = "=p", Difference = new PreviewedDifference { Rule = "=r" } },
            },
        }]);

        Assert.Equal(
            ("'+1", "'=p", "'=r", "'-2"),
            (rows[0]["borrower_id"], rows[0]["product"], rows[0]["rule"], rows[0]["label:@x.y"]));
    }

    [Fact]
    public void Rows_Nobody_IsTheHeaderAlone() => Assert.Single(PreviewCsv.Rows([]));

    private static string SamplePreviewNasty => "'" + SamplePreview.Nasty;

    private static List<Dictionary<string, string>> Read(IReadOnlyList<PreviewedBorrower> borrowers)
    {
        var all = PreviewCsv.Rows(borrowers).ToList();
        Assert.All(all, row => Assert.Equal(all[0].Count, row.Count));
        return [.. all.Skip(1).Select(row => all[0].Zip(row).ToDictionary(cell => cell.First, cell => cell.Second))];
    }
}
