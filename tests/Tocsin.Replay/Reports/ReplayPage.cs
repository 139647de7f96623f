using System.Xml.Linq;
using Tocsin.Cli.Reports.Drawing;
using Tocsin.Replay.Invoices;

namespace Tocsin.Replay.Reports;

/// <summary>
/// A result as one HTML page that needs nothing besides itself: no script, font or picture of elsewhere.
/// </summary>
internal static class ReplayPage
{
    /// <summary>The page.</summary>
    public static string Of(InvoiceFolder folder, ReplayResult result)
    {
        const string title = "Invoices replayed: warning changes per month";
        return PlainPage.Of(
            title, new XElement("p", Introduction(folder)),
            ReplayTables.Indicators.Select(one => Section(result, one.Name, one.Title)));
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

    private static XElement Table(string caption, IReadOnlyList<string[]> rows) =>
        PlainPage.Table(caption, rows[0], rows.Skip(1));
}
