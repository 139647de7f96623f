using System.Globalization;
using System.Xml.Linq;

namespace Tocsin.Replay.Reports;

/// <summary>Draws stacked bars as SVG. Every bar says in words what it shows when the mouse rests on it.</summary>
internal static class BarDrawing
{
    private const double Gap = 3;
    private const double LegendStep = 120;

    // Names of months are wider than a column; every third is enough to find the others.
    private const int ColumnsPerName = 3;

    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    /// <summary>The drawing.</summary>
    public static XElement Of(BarPlot plot)
    {
        var scale = new BarScale(plot);
        return new XElement(_svg + "svg",
            new XAttribute("viewBox", $"0 0 {BarScale.Text(BarScale.Width)} {BarScale.Text(BarScale.Height)}"),
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", $"{plot.Id}-title {plot.Id}-text"),
            new XElement(_svg + "title", new XAttribute("id", $"{plot.Id}-title"), plot.Title),
            new XElement(_svg + "desc", new XAttribute("id", $"{plot.Id}-text"), plot.Description),
            Legend(plot), Grid(scale), Bars(plot, scale), Axes(plot, scale));
    }

    private static IEnumerable<XElement> Legend(BarPlot plot) => plot.Series.SelectMany((series, index) => new[]
    {
        Rectangle(BarScale.Left + (index * LegendStep), 10, 14, 14, series.Color),
        Label(BarScale.Left + (index * LegendStep) + 20, 22, "start", series.Name),
    });

    private static IEnumerable<XElement> Grid(BarScale scale)
    {
        for (var value = scale.Lowest; value <= scale.Highest; value += scale.Step)
        {
            yield return Line(BarScale.Left, scale.Y(value), scale.X(0) + BarScale.Width, scale.Y(value), value == 0);
            yield return Label(BarScale.Left - 8, scale.Y(value) + 4, "end",
                Math.Abs(value).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<XElement> Bars(BarPlot plot, BarScale scale)
    {
        foreach (var (column, name) in plot.Columns.Index())
        {
            var (up, down) = (0, 0);
            foreach (var series in plot.Series)
            {
                if (series.Up[column] > 0)
                    yield return Bar(scale, column, up, up += series.Up[column], series, $"{name}, {plot.UpName}");
                if (series.Down[column] == 0) continue;
                yield return Bar(
                    scale, column, down, down -= series.Down[column], series, $"{name}, {plot.DownName}");
            }
        }
    }

    private static XElement Bar(BarScale scale, int column, int from, int to, BarSeries series, string name)
    {
        var top = scale.Y(Math.Max(from, to));
        var bar = Rectangle(
            scale.X(column) + (Gap / 2), top, scale.Column - Gap, scale.Y(Math.Min(from, to)) - top, series.Color);
        bar.Add(new XElement(_svg + "title", $"{name}: {series.Name} {Math.Abs(to - from)}"));
        return bar;
    }

    private static IEnumerable<XElement> Axes(BarPlot plot, BarScale scale)
    {
        foreach (var (column, name) in plot.Columns.Index().Where(one => one.Index % ColumnsPerName == 0))
            yield return Label(scale.X(column) + (scale.Column / 2), BarScale.Bottom + 20, "middle", name);
        yield return Label((BarScale.Width + BarScale.Left) / 2, BarScale.Height - 8, "middle", "month");
        yield return Upright((BarScale.Top + scale.Y(0)) / 2, plot.UpName);
        if (plot.DownName.Length > 0 && plot.Deepest > 0)
            yield return Upright((BarScale.Bottom + scale.Y(0)) / 2, plot.DownName);
    }

    private static XElement Upright(double y, string text)
    {
        var label = Label(18, y, "middle", text);
        label.Add(new XAttribute("transform", $"rotate(-90 18 {BarScale.Text(y)})"));
        return label;
    }

    private static XElement Rectangle(double x, double y, double width, double height, string color) => new(
        _svg + "rect", Place("x", x), Place("y", y), Place("width", width), Place("height", height),
        new XAttribute("fill", color));

    private static XElement Line(double x1, double y1, double x2, double y2, bool isAxis) => new(
        _svg + "line", Place("x1", x1), Place("y1", y1), Place("x2", Math.Min(x2, BarScale.Width)), Place("y2", y2),
        new XAttribute("stroke", isAxis ? "#333333" : "#dddddd"));

    private static XElement Label(double x, double y, string anchor, string text) => new(
        _svg + "text", Place("x", x), Place("y", y), new XAttribute("text-anchor", anchor),
        new XAttribute("font-size", "13"), new XAttribute("fill", "#333333"), text);

    private static XAttribute Place(string name, double coordinate) => new(name, BarScale.Text(coordinate));
}
