using System.Xml.Linq;
using Tocsin.Cli.Previewing;
using Tocsin.Cli.Reports;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Reports;

public sealed class PreviewPageTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    private readonly PreviewReport _report = SamplePreview.Report();

    [Fact]
    public void Of_APreview_StandsAlone()
    {
        var page = Parsed();

        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img");
        Assert.DoesNotContain(page.Descendants().Attributes(), one => one.Name.LocalName is "src" or "href");
        Assert.DoesNotContain("url(", Text(), StringComparison.Ordinal);
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Of_TextsOfOthers_AreEscaped()
    {
        _report.Name = "<script>alert(1)</script> \u0001";
        _report.Labels[0].Label = "<i>";
        _report.Labels[0].Values[0].Value = "<hz> & \u0002";
        _report.Decisions[0].Product = "<p>";
        _report.Decisions[0].Grades[1].After = "<u>\u0003";
        _report.Warnings.Counts[1].Indicator = "<q>\u0004";

        var text = Text();

        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<hz>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<u>", text, StringComparison.Ordinal);
        Assert.Contains("<hz> & \ufffd", Parsed().Descendants("th").Select(cell => cell.Value));
        Assert.Contains(SamplePreview.Nasty, Parsed().Descendants("th").Select(cell => cell.Value));
    }

    [Fact]
    public void Of_Levels_DrawsWhoGoesWhere()
    {
        var cells = Cells("levels");

        Assert.Equal(25, cells.Count);
        Assert.Equal("red", cells["none → red: 1 borrowers"]);
        Assert.Equal("blue", cells["orange → none: 1 borrowers"]);
        Assert.Equal("grey", cells["blue → blue: 1 borrowers"]);
    }

    [Fact]
    public void Of_Decisions_DrawsOutcomesAndGradesInOrder()
    {
        Assert.Equal("red", Cells("outcome-moves-0")["approve → decline: 1 decisions"]);
        Assert.Equal(["A", "B", "C"], Cells("grade-moves-0").Keys.Select(cell => cell.Split(' ')[0]).Distinct());
    }

    [Theory]
    [InlineData("indicators", "debt: raised 1")]
    [InlineData("points-0", "below 20: now 33.3")]
    [InlineData("rules-0", "knock-out cases: decisions 1")]
    [InlineData("label-0", "hz, west: rise 1")]
    public void Of_Rows_SayWhatTheyShow(string id, string words) => Assert.Contains(words, Cells(id).Keys);

    [Fact]
    public void Of_NobodyDiffers_SaysSoInsteadOfDrawing()
    {
        var preview = new Preview(
            new PreviewOptions { Borrowers = new PreviewedBorrowers() },
            new PreviewReport { Borrowers = 5, Warnings = new WarningsPreview { SameRules = true } }, []);

        var page = XDocument.Parse(PreviewPage.Of(preview, TimeZoneInfo.Utc));

        Assert.Empty(page.Descendants(_svg + "svg"));
        Assert.Equal(
            "Of 5 borrowers none would differ; no decision was asked.", page.Descendants("strong").Single().Value);
    }

    [Fact]
    public void Of_MoreThanAPageHolds_ListsTheFirstAndSaysSo()
    {
        var many = Enumerable.Repeat(SamplePreview.Borrowers()[1], PreviewPage.MostListed + 1).ToList();

        var page = XDocument.Parse(PreviewPage.Of(new Preview(Asked(), _report, many), TimeZoneInfo.Utc));

        Assert.Contains(
            page.Descendants("p"),
            one => one.Value.EndsWith("the first 5,000 rows; --csv writes all of them.", StringComparison.Ordinal));
        Assert.Equal(PreviewPage.MostListed, page.Descendants("th").Count(cell => cell.Value == "li"));
    }

    private static PreviewOptions Asked() => new() { Borrowers = new PreviewedBorrowers() };

    private string Text() =>
        PreviewPage.Of(new Preview(Asked(), _report, SamplePreview.Borrowers()), TimeZoneInfo.Utc);

    private XDocument Parsed() => XDocument.Parse(Text());

    private Dictionary<string, string?> Cells(string id) => Parsed().Descendants(_svg + "svg")
        .Single(drawing => (string?)drawing.Attribute("aria-labelledby") == $"{id}-title {id}-text")
        .Elements(_svg + "rect").Where(cell => cell.Element(_svg + "title") is not null)
        .ToDictionary(cell => cell.Element(_svg + "title")!.Value, cell => (string?)cell.Attribute("class"));
}
