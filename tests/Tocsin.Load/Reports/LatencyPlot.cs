using System.Globalization;
using System.Xml.Linq;
using HdrHistogram;

namespace Tocsin.Load.Reports;

/// <summary>
/// Latencies by percentile as a drawing: to the right the percentile, each nine as wide as the one before, and upwards
/// the milliseconds, each ten times as high.
/// </summary>
/// <param name="least">The least milliseconds that are drawn.</param>
/// <param name="most">The most.</param>
internal sealed class LatencyPlot(double least, double most)
{
    private const int Width = 560;
    private const int Height = 300;
    private const int Left = 52;
    private const int Right = 12;
    private const int Top = 12;
    private const int Bottom = 34;

    // From the median on; 4 is 99.99.
    private const double FirstNines = 0.3;
    private const double LastNines = 4;
    private const double StepNines = 0.05;

    private static readonly double[] _marked = [50, 90, 99, 99.9, 99.99];

    /// <summary>The percentiles that are drawn.</summary>
    public static IReadOnlyList<double> Percentiles { get; } =
    [
        50, .. Enumerable.Range(1, (int)Math.Round((LastNines - FirstNines) / StepNines))
            .Select(step => Math.Round(100 * (1 - Math.Pow(10, -(FirstNines + (step * StepNines)))), 5)),
    ];

    /// <summary>One for curves that are to be compared, in one drawing or several.</summary>
    public static LatencyPlot Around(IReadOnlyCollection<LongHistogram> curves)
    {
        // A decade is the least that can be read, and a thousandth of a millisecond the least that is measured.
        var low = Math.Max(0.001, curves.Min(curve => Milliseconds(curve, 50)) / 1.2);
        return new LatencyPlot(low, Math.Max(10 * low, curves.Max(curve => Milliseconds(curve, 99.99)) * 1.2));
    }

    /// <summary>Draws curves, each in the colour of its place.</summary>
    public XElement Draw(string title, IEnumerable<LatencyCurve> curves) => new(
        "svg", new XAttribute("viewBox", $"0 0 {Width} {Height}"), new XAttribute("role", "img"),
        new XElement("title", title), Grid(), curves.Select(Line));

    private static double Milliseconds(LongHistogram curve, double percentile) =>
        Math.Max(0.001, curve.GetValueAtPercentile(percentile) / 1e6);

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static double X(double percentile) =>
        Left + ((-Math.Log10(1 - (percentile / 100)) - FirstNines) / (LastNines - FirstNines) * (Width - Left - Right));

    private double Y(double milliseconds) =>
        Height - Bottom - (Math.Log10(milliseconds / least) / Math.Log10(most / least) * (Height - Top - Bottom));

    private XElement Line(LatencyCurve curve, int place) => new(
        "polyline", new XAttribute("class", $"c{place}"),
        new XAttribute("points", string.Join(' ', Percentiles.Select(percentile =>
            $"{Text(X(percentile))},{Text(Y(Milliseconds(curve.Latencies, percentile)))}"))),
        new XElement("title", curve.Name));

    private IEnumerable<XElement> Grid()
    {
        foreach (var percentile in _marked)
        {
            yield return Rule(X(percentile), Top, X(percentile), Height - Bottom);
            yield return Label(X(percentile), Height - Bottom + 16, "middle", $"p{Text(percentile)}");
        }

        foreach (var milliseconds in Marked())
        {
            yield return Rule(Left, Y(milliseconds), Width - Right, Y(milliseconds));
            yield return Label(Left - 6, Y(milliseconds) + 4, "end",
                milliseconds.ToString("0.###", CultureInfo.InvariantCulture));
        }

        yield return Label(Left - 6, Height - Bottom + 16, "end", "ms");
    }

    // The twos and fives between the tens, as long as there is room for them.
    private IEnumerable<double> Marked()
    {
        int[] steps = most / least > 300 ? [1] : [1, 2, 5];
        for (var power = (int)Math.Floor(Math.Log10(least)); Math.Pow(10, power) <= most; power++)
        {
            foreach (var milliseconds in steps.Select(step => step * Math.Pow(10, power)))
                if (milliseconds >= least && milliseconds <= most) yield return milliseconds;
        }
    }

    private static XElement Rule(double x1, double y1, double x2, double y2) => new(
        "line", new XAttribute("x1", Text(x1)), new XAttribute("y1", Text(y1)), new XAttribute("x2", Text(x2)),
        new XAttribute("y2", Text(y2)));

    private static XElement Label(double x, double y, string anchor, string text) => new(
        "text", new XAttribute("x", Text(x)), new XAttribute("y", Text(y)), new XAttribute("text-anchor", anchor), text);
}
