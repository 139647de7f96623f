using System.Xml.Linq;
using Tocsin.Cli.Reports.Drawing;

namespace Tocsin.Cli.Reports;

/// <summary>How a model did, as one HTML page with plots.</summary>
internal static class ModelPage
{
    private const string Explanation =
        "A figure that is absent is a dash, which is not zero; why stands below. AUC counts ties half. KS is the "
        + "largest distance of the two cumulative shares. A grade is tested by how likely so many defaults or more "
        + "would be at its mean PD; defaults that come together make that test too strict. High-side overrides are "
        + "those that the model approved and a person declined, low-side the other way round.";

    /// <summary>The page.</summary>
    /// <param name="facts">What it is about, in pairs of a name and a value.</param>
    /// <param name="parts">The parts that are reported on; at least one.</param>
    public static string Of(IEnumerable<(string Name, string Value)> facts, IReadOnlyList<ReportPart> parts) =>
        PlainPage.Of(
            "How the model did",
            PlainPage.Table("The report", ["what", "value"], facts.Select(
                fact => new[] { XmlText.Of(fact.Name), XmlText.Of(fact.Value) })),
            new XElement("p", Explanation),
            Section("Spread of the scores", RowDrawing.Of(ModelPlots.Spread(parts))),
            Power(parts),
            Section("Calibration by grade", Rows(
                parts.Select(ModelPlots.Calibration), "No decision has both a grade and a known outcome.")),
            Section("Stability", Rows(
                parts.Select(ModelPlots.Stability), "There is no baseline to compare with.")),
            Section("The figures", [.. ModelTables.All(parts).Where(table => table.Rows.Count > 0).Select(Table)]),
            Absences(parts));

    private static XElement Power(IReadOnlyList<ReportPart> parts)
    {
        var told = parts.Where(part => part.Report.Power.Curve.Count > 0).ToList();
        return Section("Power", Drawn(
            told.Count == 0 ? []
                : told.Select(ModelPlots.Ks).Prepend(ModelPlots.Roc(told)).Select(LineDrawing.Of),
            "No part has both borrowers that defaulted and borrowers that paid."));
    }

    private static XElement[] Rows(IEnumerable<RowPlot> plots, string otherwise) =>
        Drawn(plots.Where(plot => plot.Rows.Count > 0).Select(RowDrawing.Of), otherwise);

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
