using System.Globalization;
using System.Xml.Linq;
using Tocsin.Cli.Reports.Drawing;
using Tocsin.Load.Loads;

namespace Tocsin.Load.Reports;

/// <summary>
/// The results as one page that needs nothing else. It is XML as well as HTML, so that any reader of XML can check it.
/// </summary>
internal static class ResultsPage
{
    private static readonly double[] _percentiles = [50, 90, 99, 99.9, 99.99, 100];

    /// <summary>Writes it.</summary>
    public static string Write(Results results) => PlainPage.Of(
        "Tocsin under load", Where(results), Everything(RatioRow.Of(results.Reports)),
        results.Reports.Select(Section));

    private static XElement Where(Results results) => new("table", results.Where
        .Append(new("began", results.At.ToString("u", CultureInfo.InvariantCulture)))
        .Append(new("took", Invariant($"{results.Took.TotalMinutes:f1} minutes")))
        .Append(new("each load", Invariant($"{results.Plan.Window.TotalSeconds:0.#} s")))
        .Append(new("rounds", Invariant($"{results.Plan.Rounds}")))
        .Select(pair => new XElement("tr", new XAttribute("class", "texts"),
            new XElement("th", pair.Key), new XElement("td", pair.Value))));

    private static XElement Everything(IReadOnlyList<RatioRow> rows) => Table(
        "Ratios are to the first server of the scenario; latencies in milliseconds at half the load, counted from when "
        + "a call was due; a stall is the longest time in which nothing was answered though something was due.",
        ["", "calls/s", "ratio", "µs/call", "B/call", "p50", "p99", "ratio", "stall", "wrong"],
        rows.Select(row => new[]
        {
            $"{row.Scenario}: {row.Figures.Name}", Invariant($"{row.Figures.Ceiling:f0}"),
            Invariant($"{row.Throughput:f2}"),
            Invariant($"{row.Figures.Middle.ProcessorPerCall:f1}"),
            Invariant($"{row.Figures.Middle.AllocatedPerCall:f0}"), Invariant($"{row.Half?.Milliseconds(50):f3}"),
            Invariant($"{row.Half?.Milliseconds(99):f3}"), Invariant($"{row.P99:f2}"),
            Invariant($"{row.LongestStall?.TotalMilliseconds:f1}"), Invariant($"{row.Figures.Wrong}"),
        }));

    private static XElement Section(ScenarioReport report) => new("section",
        new XElement("h2", report.Name),
        new XElement("p", report.About),
        report.Targets.Count == 0 ? null : new XElement("ul", report.Targets.Select(Verdict)),
        report.IsSound ? null : new XElement("ul", Faults(report).Select(
            fault => new XElement("li", new XElement("strong", "FAULT"), " " + fault))),
        report.Figures.Count == 0 ? null : Table("", ["", "found", "unit"], report.Figures.Select(figure => new[]
        {
            figure.Name, Invariant($"{figure.Value:#,0.###}"), figure.Unit,
        })),
        report.Contenders.Count == 0 ? null : Closed(report.Contenders),
        Enumerable.Range(0, report.Contenders.Count == 0 ? 0 : report.Contenders[0].Open.Count)
            .Select(at => Open(report.Contenders, at)),
        Plots(report));

    private static IEnumerable<string> Faults(ScenarioReport report) =>
        report.Contenders.Where(one => one.Wrong > 0)
            .Select(one => $"{one.Name}: {one.Wrong} calls; the first: {one.FirstFault}").Concat(report.Faults);

    private static XElement Verdict(Target target) => new("li",
        new XElement("strong", target.Holds ? "HOLDS" : "DOES NOT HOLD"),
        Invariant($" {target.What}: {target.Found:f2}, wanted ")
        + Invariant($"{(target.Bound == TargetBound.AtLeast ? "at least" : "at most")} {target.Wanted:f2}"));

    private static XElement Closed(IReadOnlyList<ContenderFigures> all) => Table(
        "As many calls as are answered: the round in the middle, how far the rounds lie apart, and the median of the "
        + "rounds' ratios.",
        ["", "calls/s", "spread", "ratio", "µs/call", "B/call", "GC ms/s", "wrong"],
        all.Select(one => new[]
        {
            one.Name, Invariant($"{one.Ceiling:f0}"), Invariant($"{one.Spread:p0}"),
            Invariant($"{one.ThroughputTo(all[0]):f2}"),
            Invariant($"{one.Middle.ProcessorPerCall:f1}"), Invariant($"{one.Middle.AllocatedPerCall:f0}"),
            Invariant($"{one.Middle.PausedPerSecond:f1}"), Invariant($"{one.Wrong}"),
        }));

    private static XElement Open(IReadOnlyList<ContenderFigures> all, int at) => Table(
        OpenTitle(all[0].Open[at]) + "; milliseconds.",
        ["", "p50", "p90", "p99", "p99.9", "p99.99", "max", "p99 ratio", "stall", ">10 ms", ">50 ms", ">100 ms"],
        all.Select(one => (one.Name, one.Open[at].Figures)).Select(one => new[] { one.Name }
            .Concat(_percentiles.Select(percentile => Invariant($"{one.Figures.Milliseconds(percentile):f3}")))
            .Append(Invariant($"{one.Figures.Milliseconds(99) / all[0].Open[at].Figures.Milliseconds(99):f2}"))
            .Append(Invariant($"{one.Figures.Stalls?.Longest.TotalMilliseconds:f1}"))
            .Concat([$"{one.Figures.Stalls?.Over10}", $"{one.Figures.Stalls?.Over50}",
                $"{one.Figures.Stalls?.Over100}"]).ToArray()));

    private static IEnumerable<XElement> Plots(ScenarioReport report)
    {
        var curves = report.Contenders.SelectMany(one => one.Open.Select(
            open => new LatencyCurve(OpenTitle(open), one.Name, open.Figures.Latencies))).Concat(report.Curves)
            .Where(curve => curve.Latencies.TotalCount > 0).ToList();
        if (curves.Count == 0) yield break;
        // One scale for all, so that the load of one can be compared with that of another.
        var plot = LatencyPlot.Around([.. curves.Select(curve => curve.Latencies)]);
        foreach (var (index, group) in curves.GroupBy(curve => curve.Plot).Index())
        {
            yield return new XElement("h3", group.Key);
            yield return plot.Draw($"{report.Name}-{index}", group.Key, [.. group]);
        }
    }

    private static string OpenTitle(OpenFigures open) =>
        Invariant($"{open.Asked:f0} calls a second, {open.Share * 100:f0} % of the lowest ceiling");

    private static XElement Table(string caption, string[] heads, IEnumerable<string[]> rows) => new(
        "div", new XAttribute("class", "wide"), PlainPage.Table(caption, heads, rows));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
