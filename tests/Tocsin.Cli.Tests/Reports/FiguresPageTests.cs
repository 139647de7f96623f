using System.Globalization;
using System.Xml.Linq;
using Tocsin.Cli.Reports;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Reports;

public sealed class FiguresPageTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    private static readonly ReportWarningsRequest _request = new() { Labels = { ["lender.branch"] = "<hz> & \u0002" } };

    private readonly string _page = FiguresPage.Of(_request, SampleReport.Create(), TimeZoneInfo.Utc);

    [Fact]
    public void Of_AReport_StandsAlone()
    {
        var page = Parsed();

        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img");
        Assert.DoesNotContain(page.Descendants().Attributes(), one => one.Name.LocalName is "src" or "href");
        Assert.DoesNotContain("url(", _page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", _page, StringComparison.Ordinal);
        // Browsers read a style as it stands, so nothing in it may be escaped.
        Assert.DoesNotContain("&", Between("<style>", "</style>"), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TextsOfOthers_AreEscaped()
    {
        var cells = Parsed().Descendants("td").Select(cell => cell.Value).ToList();

        Assert.Contains("<hz> & \ufffd", cells);
        Assert.Contains("销售下滑 · Sales <fall> & \ufffd", cells);
        Assert.DoesNotContain("<hz>", _page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AReport_DrawsAlertsByLevelInProportion()
    {
        var bars = Bars("raised");

        Assert.Equal(["txn_sales_drop: red 2", "txn_sales_drop: yellow 10"], bars.Select(Words));
        Assert.Equal(["red", "yellow"], bars.Select(bar => (string?)bar.Attribute("class")));
        Assert.Equal(5, Place(bars[1], "width") / Place(bars[0], "width"), 2);
        Assert.Equal(Place(bars[1], "x"), Place(bars[0], "x") + Place(bars[0], "width"), 1);
        Assert.Contains("12", Texts("raised"));
    }

    [Fact]
    public void Of_AReport_DrawsPrecisionWhereSomethingWasJudged()
    {
        var dot = Assert.Single(Drawing("precision").Elements(_svg + "circle"));

        Assert.Equal("txn_sales_drop: precision 66.7 % (2/3), 12 alerts", Words(dot));
        // The upper axis stands at 16 and the lower at 348; two thirds of the way up.
        Assert.Equal(348 - (2 / 3.0 * 332), Place(dot, "cy"), 2);
    }

    [Fact]
    public void Of_IndicatorsAtOnePlace_AreOneDotThatNamesThem()
    {
        var report = SampleReport.Create();
        var same = report.Indicators[1].Clone();
        same.Indicator = "txn_twin";
        report.Indicators.Add(same);

        var page = XDocument.Parse(FiguresPage.Of(_request, report, TimeZoneInfo.Utc));

        var dot = Assert.Single(page.Descendants(_svg + "circle"));
        Assert.Contains("txn_sales_drop", Words(dot), StringComparison.Ordinal);
        Assert.Contains("txn_twin", Words(dot), StringComparison.Ordinal);
        Assert.Contains("txn_sales_drop and 1 more", page.Descendants(_svg + "text").Select(text => text.Value));
    }

    [Fact]
    public void Of_AReport_DrawsTimesAndMissedDeadlines()
    {
        Assert.Equal(["raised: ended 26.5", "raised, still: still in it 100"], Bars("times").Select(Words));
        Assert.Contains("26.5 h of 3", Texts("times"));
        Assert.Contains("- of 0", Texts("times"));
        Assert.Equal(["to acknowledge: red 1"], Bars("missed").Select(Words));
    }

    [Fact]
    public void Of_AReport_TablesSayTheSame()
    {
        var rows = Parsed().Descendants("tr")
            .Select(row => string.Join(" | ", row.Elements().Select(cell => cell.Value))).ToList();

        Assert.Contains(
            "txn_sales_drop | 12 | 2 | 0 | 10 | 0 | 2 | 121.8 | 66.7 % (2/3) | 0 | 50 % (1/2) | 12 d", rows);
        Assert.Contains("raised | 3 | 26.5 h | 53 h | 2 | 100 h", rows);
        Assert.Contains(
            "1 warning with a history that has lost its first lines",
            Parsed().Descendants("li").Select(item => item.Value));
    }

    [Fact]
    public void Of_MoreIndicatorsThanAPlotHolds_SaysHowManyAreLeft()
    {
        var report = SampleReport.Create();
        for (var i = 0; i < FiguresPlots.MostRows; i++)
        {
            report.Indicators.Add(new WarningFigures
            {
                Indicator = $"more_{i}",
                Raised = new LevelCounts { Blue = 1 },
            });
        }

        var page = XDocument.Parse(FiguresPage.Of(_request, report, TimeZoneInfo.Utc));

        Assert.Contains("The 40 raised most; the table has 1 more.",
            page.Descendants("p").Select(paragraph => paragraph.Value));
    }

    [Fact]
    public void Of_NothingRaisedOrJudged_SaysSoInsteadOfDrawing()
    {
        var report = new ReportWarningsResponse { Total = new WarningFigures() };

        var page = XDocument.Parse(FiguresPage.Of(_request, report, TimeZoneInfo.Utc));

        var paragraphs = page.Descendants("p").Select(paragraph => paragraph.Value).ToList();
        Assert.Contains("No warning was raised or reopened within the period.", paragraphs);
        Assert.Contains("No outcome was recorded for a day of the period.", paragraphs);
    }

    private string Between(string start, string end)
    {
        var from = _page.IndexOf(start, StringComparison.Ordinal);
        return _page[from.._page.IndexOf(end, StringComparison.Ordinal)];
    }

    private XDocument Parsed() => XDocument.Parse(_page);

    private XElement Drawing(string id) => Parsed().Descendants(_svg + "svg").Single(
        drawing => (string?)drawing.Attribute("aria-labelledby") == $"{id}-title {id}-text");

    private List<XElement> Bars(string id) =>
        [.. Drawing(id).Elements(_svg + "rect").Where(bar => bar.Element(_svg + "title") is not null)];

    private IEnumerable<string> Texts(string id) => Drawing(id).Elements(_svg + "text").Select(text => text.Value);

    private static string Words(XElement shape) => shape.Element(_svg + "title")!.Value;

    private static double Place(XElement shape, string name) =>
        double.Parse(shape.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
