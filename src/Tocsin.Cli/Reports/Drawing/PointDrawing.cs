using System.Xml.Linq;

namespace Tocsin.Cli.Reports.Drawing;

/// <summary>Draws named points as SVG: a number to the right, a share upwards.</summary>
internal static class PointDrawing
{
    private const double Width = 960;
    private const double Height = 400;
    private const double Left = 70;
    private const double Right = 200;
    private const double Top = 16;
    private const double Bottom = Height - 52;
    private const int ShareStep = 20;

    /// <summary>The drawing.</summary>
    public static XElement Of(PointPlot plot)
    {
        var axis = new NumberAxis(plot.Highest, Left, Width - Right);
        return SvgShapes.Drawing(
            plot.Id, plot.Title, plot.Description, Width, Height,
            Shares(), axis.Grid(Top, Bottom),
            plot.Points.GroupBy(point => (point.Number, point.Share)).SelectMany(
                place => Place([.. place], axis.X(place.Key.Number), Y(place.Key.Share))),
            SvgShapes.Label((Left + Width - Right) / 2, Height - 10, "middle", plot.NumberName),
            SvgShapes.Upright(18, (Top + Bottom) / 2, plot.ShareName));
    }

    private static IEnumerable<XElement> Shares()
    {
        for (var percent = 0; percent <= 100; percent += ShareStep)
        {
            yield return SvgShapes.Line(Left, Y(percent / 100.0), Width - Right, Y(percent / 100.0), percent == 0);
            yield return SvgShapes.Label(Left - 8, Y(percent / 100.0) + 4, "end", $"{percent} %");
        }
    }

    // Points at one place are one dot: names over each other could not be read.
    private static IEnumerable<XElement> Place(IReadOnlyList<PlotPoint> points, double x, double y)
    {
        var dot = SvgShapes.Dot(x, y, 5).Saying(string.Join('\n', points.Select(point => point.Words)));
        dot.Add(new XAttribute("class", "blue"));
        yield return dot;
        var others = points.Count > 1 ? $" and {points.Count - 1} more" : "";
        yield return SvgShapes.Label(x + 9, y + 4, "start", RowDrawing.Short(points[0].Name) + others);
    }

    private static double Y(double share) => Bottom - (share * (Bottom - Top));
}
