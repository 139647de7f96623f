using System.Globalization;
using System.Xml.Linq;
using Tocsin.Cli.Reports.Drawing;

namespace Tocsin.Replay.Reports;

/// <summary>Draws stacked bars as SVG. Every bar says in words what it shows when the mouse rests on it.</summary>
internal static class BarDrawing
{
    private const double Gap = 3;
    private const double LegendStep = 120;

    // Names of months are wider than a column; every third is enough to find the others.
    private const int ColumnsPerName = 3;

    /// <summary>The drawing.</summary>
    public static XElement Of(BarPlot plot)
    {
        var scale = new BarScale(plot);
        return SvgShapes.Drawing(
            plot.Id, plot.Title, plot.Description, BarScale.Width, BarScale.Height,
            Legend(plot), Grid(scale), Bars(plot, scale), Axes(plot, scale));
    }

    private static IEnumerable<XElement> Legend(BarPlot plot) => plot.Series.SelectMany((series, index) => new[]
    {
        Rectangle(BarScale.Left + (index * LegendStep), 10, 14, 14, series.Color),
        SvgShapes.Label(BarScale.Left + (index * LegendStep) + 20, 22, "start", series.Name),
    });

    private static IEnumerable<XElement> Grid(BarScale scale)
    {
        for (var value = scale.Lowest; value <= scale.Highest; value += scale.Step)
        {
            yield return SvgShapes.Line(
                BarScale.Left, scale.Y(value), BarScale.Width, scale.Y(value), value == 0);
            yield return SvgShapes.Label(BarScale.Left - 8, scale.Y(value) + 4, "end",
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
        return bar.Saying($"{name}: {series.Name} {Math.Abs(to - from)}");
    }

    private static IEnumerable<XElement> Axes(BarPlot plot, BarScale scale)
    {
        foreach (var (column, name) in plot.Columns.Index().Where(one => one.Index % ColumnsPerName == 0))
            yield return SvgShapes.Label(scale.X(column) + (scale.Column / 2), BarScale.Bottom + 20, "middle", name);
        yield return SvgShapes.Label((BarScale.Width + BarScale.Left) / 2, BarScale.Height - 8, "middle", "month");
        yield return SvgShapes.Upright(18, (BarScale.Top + scale.Y(0)) / 2, plot.UpName);
        if (plot.DownName.Length > 0 && plot.Deepest > 0)
            yield return SvgShapes.Upright(18, (BarScale.Bottom + scale.Y(0)) / 2, plot.DownName);
    }

    private static XElement Rectangle(double x, double y, double width, double height, string color)
    {
        var rectangle = SvgShapes.Rectangle(x, y, width, height);
        rectangle.Add(new XAttribute("fill", color));
        return rectangle;
    }
}
