using System.Xml.Linq;
using Tocsin.Replay.Invoices;

namespace Tocsin.Replay.Reports;

/// <summary>
/// A result as one HTML page that needs nothing besides itself: no script, font or picture of elsewhere.
/// </summary>
internal static class ReplayPage
{
    private const string Style = """
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #222;
          background: #fff; }
        svg { width: 100%; height: auto; font-family: system-ui, sans-serif; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 1rem 0; }
        caption { text-align: left; color: #555; }
        th, td { padding: .15rem .7rem; text-align: right; border-bottom: 1px solid #ddd; }
        th:first-child, td:first-child { text-align: left; }
        """;

    /// <summary>The page.</summary>
    public static string Of(InvoiceFolder folder, ReplayResult result)
    {
        const string title = "Invoices replayed: warning changes per month";
        var head = new XElement("head",
            new XElement("meta", new XAttribute("charset", "utf-8")),
            new XElement("title", title), new XElement("style", Style));
        var body = new XElement("body",
            new XElement("h1", title),
            new XElement("p", Introduction(folder)),
            ReplayTables.Indicators.Select(one => Section(result, one.Name, one.Title)));
        var page = new XElement("html", new XAttribute("lang", "en"), head, body);
        return "<!DOCTYPE html>\n" + page.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    private static string Introduction(InvoiceFolder folder) =>
        $"{folder.Enterprises.Count} enterprises, {folder.Invoices} invoices of {folder.First:O} to {folder.Last:O}, "
        + "fed month by month into a running server; the changes are those that a subscription told. The month of a "
        + "change is that of the values behind it. An enterprise counts from the month on in which enough of its "
        + "months are on record, so the first bars are also beginnings of records. January and February are only "
        + "compared together with the year before, so that January repeats December's comparison.";

    private static IEnumerable<XElement> Section(ReplayResult result, string indicator, string title)
    {
        if (result.Months.Count == 0)
        {
            yield return new XElement("p", "No month had anything to feed.");
            yield break;
        }

        yield return new XElement("h2", $"{char.ToUpperInvariant(title[0])}{title[1..]}");
        var plots = new[]
        {
            ReplayPlots.Changes(result, indicator, title), ReplayPlots.Standing(result, indicator, title),
        };
        foreach (var plot in plots)
        {
            yield return new XElement("h3", plot.Title);
            yield return BarDrawing.Of(plot);
        }

        foreach (var check in result.Checks.Where(check => check.Indicator == indicator))
        {
            yield return Table(
                $"Flagged (orange or above) at the end of {check.Month}, against who defaulted at some time",
                ReplayTables.ByGrade(check));
        }

        yield return Table("Changes by month, and how many stand at each level at its end",
            ReplayTables.ByMonth(result, indicator));
    }

    private static XElement Table(string caption, IReadOnlyList<string[]> rows) => new(
        "table", new XElement("caption", caption),
        new XElement("thead", new XElement("tr", rows[0].Select(cell => new XElement(
            "th", new XAttribute("scope", "col"), cell)))),
        new XElement("tbody", rows.Skip(1).Select(row => new XElement("tr", row.Select((cell, column) => column == 0
            ? new XElement("th", new XAttribute("scope", "row"), cell)
            : new XElement("td", cell))))));
}
