using System.Xml.Linq;
using Tocsin.Cli.Reports.Drawing;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>What warnings were worth, as one HTML page with plots.</summary>
internal static class FiguresPage
{
    private const string Explanation =
        "A share without anything to make it of is a dash, which is not zero. Precision: of the warnings that were "
        + "judged, those that came true; one raised only when it had happened stands under “too late”. Recall: of the "
        + "borrowers that came true, those of which the indicator told in time. Lead: the median of days in between. "
        + "Stays that ended and stays that go on are kept apart: what still runs is not yet as long as it will be.";

    /// <summary>The page.</summary>
    public static string Of(ReportWarningsRequest request, ReportWarningsResponse report, TimeZoneInfo local)
    {
        var labels = request.Labels.OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => (label.Key, label.Value));
        var facts = FiguresReport.Facts(report, local).Concat(labels)
            .Select(fact => new[] { XmlText.Of(fact.Item1), XmlText.Of(fact.Item2) });
        return PlainPage.Of(
            "What warnings were worth",
            PlainPage.Table("The report", ["what", "value"], facts), new XElement("p", Explanation),
            Raised(report), Precision(report),
            Section("Time in state", RowDrawing.Of(FiguresPlots.Times(report))),
            Section("Missed deadlines", RowDrawing.Of(FiguresPlots.Missed(report))),
            Section("The figures", [.. FiguresTable.All(report).Select(Table), Titles(report)]),
            Gaps(report));
    }

    private static XElement Raised(ReportWarningsResponse report)
    {
        var plot = FiguresPlots.Raised(report);
        var left = report.Indicators.Count(one => FiguresText.Total(one.Raised) > 0) - plot.Rows.Count;
        var note = left > 0 ? $"The {plot.Rows.Count} raised most; the table has {left} more." : "";
        return plot.Rows.Count == 0
            ? Section("Alerts", new XElement("p", "No warning was raised or reopened within the period."))
            : Section("Alerts", RowDrawing.Of(plot), new XElement("p", note));
    }

    private static XElement Precision(ReportWarningsResponse report)
    {
        var plot = FiguresPlots.Precision(report);
        return plot.Points.Count == 0
            ? Section("Precision", new XElement("p", "No outcome was recorded for a day of the period."))
            : Section("Precision", PointDrawing.Of(plot));
    }

    private static XElement Table(FiguresTable table) => new(
        "div", new XAttribute("class", "wide"),
        PlainPage.Table(table.Title, table.Columns, table.Rows.Select(row => row.Select(XmlText.Of).ToArray())));

    private static XElement Titles(ReportWarningsResponse report) => PlainPage.Table(
        "Titles", ["indicator", "title"],
        report.Indicators.Select(one => new[]
        {
            XmlText.Of(one.Indicator), XmlText.Of(TitleText.Of(one.Title, "-")),
        }));

    private static XElement Gaps(ReportWarningsResponse report)
    {
        var gaps = FiguresText.Gaps(report.Incomplete).Append("borrowers that were erased, of whom nothing is left");
        return Section(
            "Not counted in full", new XElement("ul", gaps.Select(gap => new XElement("li", gap))));
    }

    private static XElement Section(string title, params XElement[] content) =>
        new("section", new XElement("h2", title), content);
}
