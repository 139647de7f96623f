using System.Xml.Linq;
using Tocsin.Cli.Backtesting;
using Tocsin.Cli.Reports.Drawing;

namespace Tocsin.Cli.Reports;

/// <summary>What came of a backtest, as one HTML page with plots.</summary>
internal static class BacktestPage
{
    private const string Explanation =
        "A figure that is absent is a dash, which is not zero; why stands below. AUC counts ties half. KS is the "
        + "largest distance of the two cumulative shares. A grade is tested by how likely so many defaults or more would be at "
        + "its mean PD; defaults that come together make that test too strict. High-side overrides are those that the "
        + "model approved and a person declined, low-side the other way round.";

    /// <summary>The page.</summary>
    public static string Of(BacktestResult result) => PlainPage.Of(
        "How the model did",
        PlainPage.Table("The backtest", ["what", "value"], BacktestReport.Facts(result).Select(
            fact => new[] { fact.Name, XmlText.Of(fact.Value) })),
        new XElement("p", Explanation),
        Section("Spread of the scores", RowDrawing.Of(ModelPlots.Spread(result.Parts))),
        Power(result.Parts),
        Section("Calibration by grade", Drawn(
            result.Parts.Select(ModelPlots.Calibration).Where(plot => plot.Rows.Count > 0).Select(RowDrawing.Of),
            "No decision has both a grade and a known outcome.")),
        Section("Stability", Drawn(
            result.Parts.Select(ModelPlots.Stability).Where(plot => plot.Rows.Count > 0).Select(RowDrawing.Of),
            "There is no baseline to compare with.")),
        Section("The figures", [.. ModelTables.All(result.Parts).Where(table => table.Rows.Count > 0).Select(Table)]),
        Absences(result.Parts));

    private static XElement Power(IReadOnlyList<ReportPart> parts)
    {
        var told = parts.Where(part => part.Report.Power.Curve.Count > 0).ToList();
        return Section("Power", Drawn(
            told.Count == 0 ? []
                : told.Select(ModelPlots.Ks).Prepend(ModelPlots.Roc(told)).Select(LineDrawing.Of),
            "No part has both borrowers that defaulted and borrowers that paid."));
    }

    private static XElement[] Drawn(IEnumerable<XElement> drawings, string otherwise) =>
        drawings.ToArray() is { Length: > 0 } some ? some : [new XElement("p", otherwise)];

    private static XElement Table(FiguresTable table) => new(
        "div", new XAttribute("class", "wide"),
        PlainPage.Table(
            XmlText.Of(table.Title), table.Columns.Select(XmlText.Of),
            table.Rows.Select(row => row.Select(XmlText.Of).ToArray())));

    private static XElement[] Absences(IReadOnlyList<ReportPart> parts)
    {
        var absent = ModelText.Absences(parts).Select(line => new XElement("li", XmlText.Of(line))).ToList();
        return absent.Count == 0 ? [] : [Section("What is absent, and why", new XElement("ul", absent))];
    }

    private static XElement Section(string title, params XElement[] content) =>
        new("section", new XElement("h2", title), content);
}
