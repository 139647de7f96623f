using System.Globalization;
using System.Xml.Linq;
using HdrHistogram;
using Tocsin.Cli.Reports.Drawing;

namespace Tocsin.Load.Reports;

/// <summary>
/// Latencies by percentile as a drawing: to the right the percentile, each nine as wide as the one before, and upwards
/// the milliseconds, each ten times as high.
/// </summary>
/// <param name="least">The least milliseconds that are drawn.</param>
/// <param name="most">The most.</param>
internal sealed class LatencyPlot(double least, double most)
{
    private const double Width = 960;
    private const double Height = 400;
    private const double Left = 80;
    private const double Right = 24;
    private const double Top = 40;
    private const double Bottom = Height - 36;
    private const double LegendStep = 220;

    // The nines of a percentile: from the median on to 99.99.
    private const double FirstNines = 0.30103;
    private const double LastNines = 4;
    private const int Steps = 74;

    // More tens than this leave no room for what lies between them.
    private const double WideRange = 300;

    // What a histogram tells apart is never less than that, in milliseconds.
    private const double Least = 0.000_1;

    private static readonly double[] _marked = [50, 90, 99, 99.9, 99.99];
    private static readonly string[] _colors = ["grey", "blue", "orange", "red", "yellow"];

    /// <summary>The percentiles that are drawn.</summary>
    public static IReadOnlyList<double> Percentiles { get; } =
    [
        .. Enumerable.Range(0, Steps + 1).Select(step => Math.Round(
            100 * (1 - Math.Pow(10, -(FirstNines + (step * (LastNines - FirstNines) / Steps)))), 4)),
    ];

    /// <summary>One for curves that are to be compared, in one drawing or several.</summary>
    public static LatencyPlot Around(IReadOnlyCollection<LongHistogram> curves)
    {
        var low = curves.Min(curve => Milliseconds(curve, _marked[0])) / 1.2;
        // Less than one step of ten could not be read off.
        return new LatencyPlot(low, Math.Max(10 * low, curves.Max(curve => Milliseconds(curve, _marked[^1])) * 1.2));
    }

    /// <summary>Draws curves, the first one dashed: the others are held against it.</summary>
    /// <param name="id">The drawing's id within the page.</param>
    /// <param name="title">Its title.</param>
    /// <param name="curves">The curves.</param>
    public XElement Draw(string id, string title, IReadOnlyList<LatencyCurve> curves) => SvgShapes.Drawing(
        id, title, "Milliseconds upwards that such a part of the calls to the right did not exceed.", Width, Height,
        Grid(),
        curves.Index().Select(curve => SvgShapes.Path(
            Percentiles.Select(percentile => (X(percentile), Y(Milliseconds(curve.Item.Latencies, percentile)))),
            ColorOf(curve.Index), curve.Index == 0).Saying(curve.Item.Name)),
        curves.Index().SelectMany(curve => Legend(curve.Item.Name, curve.Index)));

    private static IEnumerable<XElement> Legend(string name, int place)
    {
        var x = Left + (place * LegendStep);
        yield return SvgShapes.Path([(x, 17), (x + 24, 17)], ColorOf(place), place == 0);
        yield return SvgShapes.Label(x + 30, 21, "start", name);
    }

    private static string ColorOf(int place) => _colors[place % _colors.Length];

    private static double Milliseconds(LongHistogram curve, double percentile) =>
        Math.Max(Least, curve.GetValueAtPercentile(percentile) / 1e6);

    private static double X(double percentile) =>
        Left + ((-Math.Log10(1 - (percentile / 100)) - FirstNines) / (LastNines - FirstNines) * (Width - Left - Right));

    private static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    private double Y(double milliseconds) =>
        Bottom - (Math.Log10(milliseconds / least) / Math.Log10(most / least) * (Bottom - Top));

    private IEnumerable<XElement> Grid()
    {
        foreach (var percentile in _marked)
        {
            yield return SvgShapes.Line(X(percentile), Top, X(percentile), Bottom, percentile == _marked[0]);
            yield return SvgShapes.Label(X(percentile), Bottom + 20, "middle", $"p{Text(percentile)}");
        }

        foreach (var milliseconds in Marked())
        {
            yield return SvgShapes.Line(Left, Y(milliseconds), Width - Right, Y(milliseconds), false);
            yield return SvgShapes.Label(Left - 8, Y(milliseconds) + 4, "end", $"{Text(milliseconds)} ms");
        }
    }

    private IEnumerable<double> Marked()
    {
        int[] steps = most / least > WideRange ? [1] : [1, 2, 5];
        for (var power = (int)Math.Floor(Math.Log10(least)); Math.Pow(10, power) <= most; power++)
        {
            foreach (var milliseconds in steps.Select(step => step * Math.Pow(10, power)))
                if (milliseconds >= least && milliseconds <= most) yield return milliseconds;
        }
    }
}
