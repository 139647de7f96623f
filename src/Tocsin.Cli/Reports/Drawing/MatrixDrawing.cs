using System.Globalization;
using System.Xml.Linq;

namespace Tocsin.Cli.Reports.Drawing;

/// <summary>
/// Draws moves between places as a table of shaded cells in SVG: the more move, the darker; red for the worse, blue for
/// the better, grey for who stays. Every cell says in words what it shows when the mouse rests on it.
/// </summary>
internal static class MatrixDrawing
{
    private const double Width = 960;
    private const double Left = 190;
    private const double Top = 66;
    private const double RowHeight = 34;
    private const double Gap = 3;
    private const double WidestCell = 130;
    private const double LegendStep = 170;
    private const double Faintest = 0.18;
    private const double Strongest = 0.6;
    private const int CharactersInWidth = 8;

    private static readonly RowSeries[] _legend =
        [new("for the worse", "red"), new("for the better", "blue"), new("stays", "grey")];

    /// <summary>The drawing.</summary>
    public static XElement Of(MatrixPlot plot)
    {
        var width = Math.Min(WidestCell, (Width - Left - Gap) / plot.Places.Count);
        return SvgShapes.Drawing(
            plot.Id, plot.Title,
            $"Each row is a place now, each column the place under the candidate: how many {plot.Counted} go from one "
            + "to the other.",
            Width, Top + (plot.Places.Count * RowHeight) + Gap,
            _legend.Index().SelectMany(one => Legend(one.Item, Left + (one.Index * LegendStep))),
            SvgShapes.Label(Left - 10, Top - 10, "end", "now ↓   candidate →"),
            plot.Places.Index().Select(place => SvgShapes.Label(
                Left + ((place.Index + 0.5) * width), Top - 10, "middle", Short(place.Item, width)).Saying(place.Item)),
            plot.Places.Index().SelectMany(row => Row(plot, row.Index, width)));
    }

    private static IEnumerable<XElement> Legend(RowSeries series, double x)
    {
        yield return Shaded(SvgShapes.Rectangle(x, 10, 14, 14), series.Color, Strongest);
        yield return SvgShapes.Label(x + 20, 22, "start", series.Name);
    }

    private static IEnumerable<XElement> Row(MatrixPlot plot, int row, double width)
    {
        var top = Top + (row * RowHeight);
        yield return SvgShapes.Label(Left - 10, top + 22, "end", RowDrawing.Short(plot.Places[row]))
            .Saying(plot.Places[row]);
        foreach (var (column, count) in plot.Counts[row].Index())
        {
            var x = Left + (column * width);
            yield return Shaded(
                    SvgShapes.Rectangle(x, top, width - Gap, RowHeight - Gap), Color(row, column),
                    Shade(plot, row, column))
                .Saying($"{plot.Places[row]} → {plot.Places[column]}: {Text(count)} {plot.Counted}");
            if (count > 0) yield return SvgShapes.Label(x + ((width - Gap) / 2), top + 21, "middle", Text(count));
        }
    }

    private static string Color(int row, int column) =>
        row == column ? "grey" : column > row ? "red" : "blue";

    // Few that move must be seen beside many: shades go by the logarithm.
    private static double Shade(MatrixPlot plot, int row, int column)
    {
        var count = plot.Counts[row][column];
        if (count == 0) return 0.04;
        return row == column ? Faintest
            : Faintest + ((Strongest - Faintest) * Math.Log(1 + count) / Math.Log(1 + plot.MostMoving));
    }

    private static XElement Shaded(XElement shape, string color, double opacity)
    {
        shape.Add(new XAttribute("class", color), new XAttribute("fill-opacity", SvgShapes.Text(opacity)));
        return shape;
    }

    private static string Short(string name, double width)
    {
        var fits = Math.Max(3, (int)(width / CharactersInWidth));
        return name.Length <= fits ? name : $"{name[..(fits - 1)]}…";
    }

    private static string Text(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
