using System.Globalization;
using System.Xml.Linq;

namespace Tocsin.Cli.Reports.Drawing;

/// <summary>Draws lines as SVG: a share upwards, a number to the right, the legend above.</summary>
internal static class LineDrawing
{
    private const double Width = 960;
    private const double Height = 420;
    private const double Left = 70;
    private const double Right = 30;
    private const double Top = 40;
    private const double Bottom = Height - 52;
    private const double LegendStep = 190;
    private const int ShareStep = 20;
    private const int Ticks = 5;

    /// <summary>The drawing.</summary>
    public static XElement Of(LinePlot plot)
    {
        var (lowest, highest) = (plot.Lowest, plot.Highest);
        // A line over one number alone still needs a width.
        var unit = (Width - Left - Right) / (highest > lowest ? highest - lowest : 1);
        return SvgShapes.Drawing(
            plot.Id, plot.Title, plot.Description, Width, Height,
            Shares(), Numbers(lowest, highest > lowest ? highest : lowest + 1),
            plot.Lines.Select(line => SvgShapes.Path(
                line.Points.Select(point => (Left + ((point.X - lowest) * unit), Y(point.Share))), line.Color,
                line.IsDashed).Saying(line.Name)),
            plot.Lines.Index().SelectMany(line => Legend(line.Item, Left + (line.Index * LegendStep))),
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

    private static IEnumerable<XElement> Numbers(double lowest, double highest)
    {
        for (var tick = 0; tick <= Ticks; tick++)
        {
            var x = Left + ((Width - Left - Right) * tick / Ticks);
            var number = lowest + ((highest - lowest) * tick / Ticks);
            yield return SvgShapes.Line(x, Top, x, Bottom, tick == 0);
            yield return SvgShapes.Label(
                x, Bottom + 18, "middle", number.ToString("G4", CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<XElement> Legend(PlotLine line, double x)
    {
        yield return SvgShapes.Path([(x, 17), (x + 24, 17)], line.Color, line.IsDashed);
        yield return SvgShapes.Label(x + 30, 21, "start", line.Name);
    }

    private static double Y(double share) => Bottom - (share * (Bottom - Top));
}
