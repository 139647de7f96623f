using System.Xml.Linq;
using Tocsin.Cli.Reports.Drawing;
using Xunit;

namespace Tocsin.Cli.Tests.Reports.Drawing;

public sealed class LineDrawingTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Of_Lines_RunFromTheLowestToTheHighestNumber()
    {
        var drawing = Drawn(
            new PlotLine("one", "blue", [(400, 0), (500, 1)]), new PlotLine("other", "grey", [(450, 0.5)], true));

        var lines = drawing.Elements(_svg + "polyline")
            .Where(line => line.Element(_svg + "title") is not null).ToList();
        // The axes stand at 70 and 930, and at 368 and 40.
        Assert.Equal(["70,368 930,40", "500,204"], lines.Select(line => (string?)line.Attribute("points")));
        Assert.Equal(["one", "other"], lines.Select(line => line.Element(_svg + "title")!.Value));
        Assert.NotNull(lines[1].Attribute("stroke-dasharray"));
        Assert.Contains("420", drawing.Elements(_svg + "text").Select(text => text.Value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Of_OneNumberOrNone_StillHasAWidth(int points)
    {
        var drawing = Drawn(new PlotLine("one", "blue", [.. Enumerable.Repeat((0.5, 0.5), points)]));

        Assert.DoesNotContain("NaN", drawing.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("∞", drawing.ToString(), StringComparison.Ordinal);
    }

    private static XElement Drawn(params PlotLine[] lines) =>
        LineDrawing.Of(new LinePlot("id", "title", "what", "number", "share", lines));
}
