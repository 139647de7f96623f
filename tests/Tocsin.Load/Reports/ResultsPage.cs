using System.Globalization;
using System.Xml.Linq;
using Tocsin.Load.Loads;

namespace Tocsin.Load.Reports;

/// <summary>
/// The results as one page that needs nothing else: no script, no style and no picture of another file. It is XML as
/// well as HTML, so that any reader of XML can check it.
/// </summary>
internal static class ResultsPage
{
    private static readonly double[] _percentiles = [50, 90, 99, 99.9, 99.99, 100];

    /// <summary>Writes it.</summary>
    public static string Write(Results results) => new XDocument(
        new XDocumentType("html", null, null, null),
        new XElement("html", new XAttribute("lang", "en"),
            new XElement("head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"),
                    new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("title", "Tocsin under load"),
                new XElement("style", PageStyle.Text)),
            new XElement("body",
                new XElement("h1", "Tocsin under load"),
                Where(results),
                Everything(RatioRow.Of(results.Reports)),
                results.Reports.Select(Section)))).ToString();

    private static XElement Where(Results results) => new("dl",
        results.Where.Append(new("began", results.At.ToString("u", CultureInfo.InvariantCulture)))
            .Append(new("took", Invariant($"{results.Took.TotalMinutes:f1} minutes")))
            .Append(new("loads", Invariant($"{results.Plan.Window.TotalSeconds:f0} s each, {results.Plan.Rounds} rounds")))
            .SelectMany(pair => new[] { new XElement("dt", pair.Key), new XElement("dd", pair.Value) }));

    private static XElement? Everything(IReadOnlyList<RatioRow> rows) => rows.Count == 0 ? null : Table(
        "Ratios are to the first server of the scenario; latencies in milliseconds at half the load, counted from when "
        + "a call was due; a stall is the longest time in which nothing was answered though something was due.",
        ["scenario", "server", "calls/s", "ratio", "µs/call", "B/call", "p50", "p99", "ratio", "stall", "wrong"],
        rows.Select(row => new[]
        {
            row.Scenario, row.Figures.Name, Invariant($"{row.Figures.Ceiling:f0}"), Invariant($"{row.Throughput:f2}"),
            Invariant($"{row.Figures.Middle.ProcessorPerCall:f1}"),
            Invariant($"{row.Figures.Middle.AllocatedPerCall:f0}"), Invariant($"{row.Half?.Milliseconds(50):f3}"),
            Invariant($"{row.Half?.Milliseconds(99):f3}"), Invariant($"{row.P99:f2}"),
            Invariant($"{row.LongestStall?.TotalMilliseconds:f1}"), Invariant($"{row.Figures.Wrong}"),
        }), texts: 2);

    private static XElement Section(ScenarioReport report) => new("section",
        new XElement("h2", report.Name),
        new XElement("p", report.About),
        report.Targets.Count == 0 ? null : new XElement("ul", report.Targets.Select(Verdict)),
        report.IsSound ? null : new XElement("ul", Faults(report).Select(
            fault => new XElement("li", new XElement("strong", "FAULT"), " " + fault))),
        report.Figures.Count == 0 ? null : Table("", ["", "found", "unit"], report.Figures.Select(figure => new[]
        {
            figure.Name, Invariant($"{figure.Value:#,0.###}"), figure.Unit,
        }), texts: 1),
        report.Contenders.Count == 0 ? null : Closed(report.Contenders),
        Enumerable.Range(0, report.Contenders.Count == 0 ? 0 : report.Contenders[0].Open.Count)
            .Select(at => Open(report.Contenders, at)),
        Plots(report));

    private static IEnumerable<string> Faults(ScenarioReport report) =>
        report.Contenders.Where(one => one.Wrong > 0)
            .Select(one => $"{one.Name}: {one.Wrong} calls; the first: {one.FirstFault}").Concat(report.Faults);

    private static XElement Verdict(Target target) => new("li",
        new XElement("strong", new XAttribute("class", target.Holds ? "holds" : "fails"),
            target.Holds ? "HOLDS" : "DOES NOT HOLD"),
        Invariant($" {target.What}: {target.Found:f2}, wanted ")
        + Invariant($"{(target.Bound == TargetBound.AtLeast ? "at least" : "at most")} {target.Wanted:f2}"));

    private static XElement Closed(IReadOnlyList<ContenderFigures> all) => Table(
        "As many calls as are answered: the round in the middle, and how far the rounds lie apart.",
        ["", "calls/s", "spread", "ratio", "µs/call", "B/call", "GC ms/s", "wrong"],
        all.Select(one => new[]
        {
            one.Name, Invariant($"{one.Ceiling:f0}"), Invariant($"{one.Spread:p0}"),
            Invariant($"{one.Ceiling / all[0].Ceiling:f2}"),
            Invariant($"{one.Middle.ProcessorPerCall:f1}"), Invariant($"{one.Middle.AllocatedPerCall:f0}"),
            Invariant($"{one.Middle.PausedPerSecond:f1}"), Invariant($"{one.Wrong}"),
        }), texts: 1);

    private static XElement Open(IReadOnlyList<ContenderFigures> all, int at) => Table(
        OpenTitle(all[0].Open[at]) + "; milliseconds.",
        ["", "p50", "p90", "p99", "p99.9", "p99.99", "max", "p99 ratio", "stall", ">10 ms", ">50 ms", ">100 ms"],
        all.Select(one => (one.Name, one.Open[at].Figures)).Select(one => new[] { one.Name }
            .Concat(_percentiles.Select(percentile => Invariant($"{one.Figures.Milliseconds(percentile):f3}")))
            .Append(Invariant($"{one.Figures.Milliseconds(99) / all[0].Open[at].Figures.Milliseconds(99):f2}"))
            .Append(Invariant($"{one.Figures.Stalls?.Longest.TotalMilliseconds:f1}"))
            .Concat([$"{one.Figures.Stalls?.Over10}", $"{one.Figures.Stalls?.Over50}",
                $"{one.Figures.Stalls?.Over100}"]).ToArray()), texts: 1);

    private static XElement? Plots(ScenarioReport report)
    {
        var curves = report.Contenders.SelectMany(one => one.Open.Select(
            open => new LatencyCurve(OpenTitle(open), one.Name, open.Figures.Latencies))).Concat(report.Curves)
            .Where(curve => curve.Latencies.TotalCount > 0).ToList();
        if (curves.Count == 0) return null;
        var plot = LatencyPlot.Around([.. curves.Select(curve => curve.Latencies)]);
        return new XElement("div", new XAttribute("class", "plots"), curves.GroupBy(curve => curve.Plot).Select(group =>
            new XElement("figure",
                new XElement("figcaption", group.Key),
                plot.Draw(group.Key, group),
                new XElement("p", new XAttribute("class", "legend"), group.Select((curve, place) =>
                    new XElement("span", new XAttribute("class", $"c{place}"), curve.Name))))));
    }

    private static string OpenTitle(OpenFigures open) =>
        Invariant($"{open.Asked:f0} calls a second, {open.Share * 100:f0} % of the lowest ceiling");

    private static XElement Table(string caption, string[] heads, IEnumerable<string[]> rows, int texts) => new(
        "div", new XAttribute("class", "wide"), new XElement("table",
            caption.Length == 0 ? null : new XElement("caption", caption),
            new XElement("thead", new XElement("tr", heads.Select((head, at) => Cell("th", head, at < texts)))),
            new XElement("tbody", rows.Select(row => new XElement("tr",
                row.Select((cell, at) => Cell("td", cell, at < texts)))))));

    private static XElement Cell(string kind, string text, bool isText) =>
        new(kind, isText ? new XAttribute("class", "text") : null, text);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
