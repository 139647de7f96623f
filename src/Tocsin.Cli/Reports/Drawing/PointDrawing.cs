using System.Globalization;
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
        var step = AxisStep.Of(plot.Highest);
        var ticks = Math.Max(1, AxisStep.Count(plot.Highest, step));
        var unit = (Width - Left - Right) / (ticks * step);
        return SvgShapes.Drawing(
            plot.Id, plot.Title, plot.Description, Width, Height,
            Shares(), Numbers(step, ticks, unit), plot.Points.SelectMany(point => Point(point, unit)),
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

    private static IEnumerable<XElement> Numbers(int step, int ticks, double unit)
    {
        for (var tick = 0; tick <= ticks; tick++)
        {
            var x = Left + (tick * step * unit);
            yield return SvgShapes.Line(x, Top, x, Bottom, tick == 0);
            yield return SvgShapes.Label(
                x, Bottom + 18, "middle", (tick * step).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<XElement> Point(PlotPoint point, double unit)
    {
        var x = Left + (point.Number * unit);
        var dot = SvgShapes.Dot(x, Y(point.Share), 5).Saying(point.Words);
        dot.Add(new XAttribute("class", "blue"));
        yield return dot;
        yield return SvgShapes.Label(x + 9, Y(point.Share) + 4, "start", RowDrawing.Short(point.Name));
    }

    private static double Y(double share) => Bottom - (share * (Bottom - Top));
}
