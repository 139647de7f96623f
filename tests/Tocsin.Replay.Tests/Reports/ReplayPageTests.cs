using System.Xml.Linq;
using Tocsin.Replay.Reports;
using Xunit;

namespace Tocsin.Replay.Tests.Reports;

public sealed class ReplayPageTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    private readonly string _page = ReplayPage.Of(
        SampleInvoices.Folder("N1,output,1,2019-12-31,B1,1,0,1,valid"),
        SampleResult.Create(SampleResult.Check(51, 22)));

    [Fact]
    public void Of_AResult_IsWellFormedAndStandsAlone()
    {
        var page = Parsed();

        Assert.Equal("html", page.Root!.Name.LocalName);
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img");
        Assert.DoesNotContain(page.Descendants().Attributes(), one => one.Name.LocalName is "src" or "href");
        Assert.DoesNotContain("url(", _page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AResult_DrawsEveryChangeAsABarThatSaysWhatItIs()
    {
        var drawing = Drawing("changes-zero-sales-months");

        Assert.Equal(
            [
                "2019-11, rises: to yellow 5", "2019-11, rises: to red 2", "2019-12, rises: to orange 3",
                "2019-12, falls: cleared 1", "2020-01, falls: to yellow 1",
            ],
            drawing.Elements(_svg + "rect").Elements(_svg + "title").Select(title => title.Value));
    }

    [Fact]
    public void Of_AResult_StacksBarsInProportion()
    {
        var bars = Drawing("changes-zero-sales-months").Elements(_svg + "rect")
            .Where(bar => bar.Element(_svg + "title") is not null).ToList();

        Assert.Equal(2.5, Place(bars[0], "height") / Place(bars[1], "height"), 2);
        Assert.Equal(Place(bars[0], "y"), Place(bars[1], "y") + Place(bars[1], "height"), 1);
        Assert.Equal(Place(bars[0], "x"), Place(bars[1], "x"));
        Assert.True(Place(bars[3], "y") >= Place(bars[2], "y") + Place(bars[2], "height"));
    }

    [Fact]
    public void Of_AResult_HasLegendAxesAndAccessibleText()
    {
        var drawing = Drawing("changes-zero-sales-months");
        var texts = drawing.Elements(_svg + "text").Select(text => text.Value).ToList();

        Assert.Equal("img", (string?)drawing.Attribute("role"));
        Assert.NotEqual("", drawing.Element(_svg + "title")!.Value);
        Assert.NotEqual("", drawing.Element(_svg + "desc")!.Value);
        string[] wanted =
            ["to yellow", "to orange", "to red", "cleared", "month", "rises", "falls", "2019-11", "0", "2"];
        Assert.Equal(wanted, wanted.Intersect(texts));
    }

    [Fact]
    public void Of_AResult_TablesSayTheSame()
    {
        var rows = Parsed().Descendants("tr")
            .Select(row => string.Join(' ', row.Elements().Select(cell => cell.Value))).ToList();

        Assert.Contains("month raised reopened level up level down cleared at red at orange at yellow", rows);
        Assert.Contains("2019-12 0 0 3 0 1 2 3 1", rows);
        Assert.Contains("all 123 27 51 22 43% 81%", rows);
    }

    [Fact]
    public void Of_AResultWithoutMonths_SaysSo()
    {
        var folder = SampleInvoices.Folder("N1,output,1,2019-12-31,B1,1,0,1,valid");

        var page = ReplayPage.Of(folder, SampleResult.Create() with { Months = [] });

        Assert.Contains("No month had anything to feed.", page, StringComparison.Ordinal);
    }

    private XDocument Parsed() => XDocument.Parse(_page);

    private XElement Drawing(string id) => Parsed().Descendants(_svg + "svg").Single(
        drawing => ((string?)drawing.Attribute("aria-labelledby"))!.StartsWith(id, StringComparison.Ordinal));

    private static double Place(XElement bar, string name) => (double)bar.Attribute(name)!;
}
