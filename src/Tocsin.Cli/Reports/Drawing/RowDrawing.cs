using System.Globalization;
using System.Xml.Linq;

namespace Tocsin.Cli.Reports.Drawing;

/// <summary>
/// Draws rows of stacked bars as SVG, each named before it. Every bar says in words what it shows when the mouse rests
/// on it.
/// </summary>
internal static class RowDrawing
{
    private const double Width = 960;
    private const double Left = 260;
    private const double Right = 150;
    private const double Top = 40;
    private const double RowHeight = 26;
    private const double Gap = 6;
    private const double Below = 46;
    private const double LegendStep = 110;
    private const int LongestName = 36;

    /// <summary>The drawing.</summary>
    public static XElement Of(RowPlot plot)
    {
        var axis = new NumberAxis(plot.Longest, Left, Width - Right);
        var bottom = Top + (plot.Rows.Count * RowHeight);
        return SvgShapes.Drawing(
            plot.Id, plot.Title, plot.Description, Width, bottom + Below,
            Legend(plot), axis.Grid(Top, bottom),
            plot.Rows.Index().SelectMany(row => Row(plot, row.Item, Top + (row.Index * RowHeight), axis)),
            SvgShapes.Label((Left + Width - Right) / 2, bottom + Below - 8, "middle", plot.AxisName));
    }

    /// <summary>A name that fits before a bar.</summary>
    public static string Short(string name) =>
        name.Length <= LongestName ? name : $"{name[..(LongestName - 1)]}…";

    private static IEnumerable<XElement> Legend(RowPlot plot)
    {
        foreach (var (index, series) in plot.Series.Index())
        {
            yield return Bar(Left + (index * LegendStep), 10, 14, 14, series);
            yield return SvgShapes.Label(Left + (index * LegendStep) + 20, 22, "start", series.Name);
        }
    }

    private static IEnumerable<XElement> Row(RowPlot plot, PlotRow row, double top, NumberAxis axis)
    {
        var sum = 0.0;
        yield return SvgShapes.Label(Left - 8, top + 18, "end", Short(row.Name)).Saying(row.Name);
        foreach (var (series, value) in plot.Series.Zip(row.Values).Where(pair => pair.Second > 0))
        {
            var amount = value.ToString("0.#", CultureInfo.InvariantCulture);
            yield return Bar(axis.X(sum), top + (Gap / 2), axis.X(value) - Left, RowHeight - Gap, series)
                .Saying($"{row.Name}: {series.Name} {amount}");
            sum += value;
        }

        yield return SvgShapes.Label(axis.X(sum) + 6, top + 18, "start", row.Note);
    }

    private static XElement Bar(double x, double y, double width, double height, RowSeries series)
    {
        var bar = SvgShapes.Rectangle(x, y, width, height);
        bar.Add(new XAttribute("class", series.Color));
        return bar;
    }
}
