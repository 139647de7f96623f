using System.Xml.Linq;
using Tocsin.Cli.Previewing;
using Tocsin.Cli.Reports.Drawing;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>What a preview came to, as one HTML page with plots.</summary>
internal static class PreviewPage
{
    /// <summary>The most rows of the list of borrowers; a CSV file has all that were listed.</summary>
    public const int MostListed = 5_000;

    private const string Explanation =
        "What is absent is a dash, which is not zero. Changes are those that an activation would stream; those that "
        + "are due anyway come without it, too. The rule that makes the difference is the first, in the order of "
        + "deciding, that gives something else. The PSI compares the spread of the points: below 0.10 it is called "
        + "stable, from 0.25 on a major shift.";

    /// <summary>The page.</summary>
    public static string Of(Preview preview, TimeZoneInfo local)
    {
        var facts = PreviewFigures.Facts(preview, local).Select(fact => (string[])[fact.Name, fact.Value]);
        return PlainPage.Of(
            "Whom a rule set would affect",
            Summary(preview), Table(new FiguresTable("The preview", ["what", "value"], [.. facts]), "wide texts"),
            new XElement("p", Explanation),
            Warnings(preview.Report.Warnings),
            preview.Report.Decisions.Index().Select(product => Product(product.Item, product.Index)),
            Labels(preview.Report),
            Section("The figures", [.. PreviewTables.All(preview.Report).Select(table => Table(table))]),
            List(preview));
    }

    private static XElement[] Summary(Preview preview) =>
    [
        new XElement("p", new XElement("strong", XmlText.Of(PreviewSummary.Headline(preview)))),
        new XElement("ul", PreviewSummary.Notes(preview).Select(note => new XElement("li", XmlText.Of(note)))),
    ];

    private static XElement[] Warnings(WarningsPreview? warnings)
    {
        if (warnings is null or { SameRules: true }) return [];
        var indicators = PreviewPlots.Indicators(warnings);
        return
        [
            Section("Levels of borrowers", Drawn(
                PreviewMatrices.Levels(warnings) is { IsEmpty: false } levels ? [MatrixDrawing.Of(levels)] : [],
                "No borrower was looked at.")),
            Section("Changes of warnings", Rows(indicators, "No warning would change.")),
        ];
    }

    private static XElement Product(DecisionsPreview product, int index)
    {
        MatrixPlot[] moves = [PreviewMatrices.Outcomes(product, index), PreviewMatrices.Grades(product, index)];
        RowPlot[] rows = [PreviewPlots.Points(product, index), PreviewPlots.Differences(product, index)];
        return Section($"Decisions of {XmlText.Of(product.Product)}", Drawn(
            moves.Where(plot => !plot.IsEmpty).SelectMany(plot => Titled(plot.Title, MatrixDrawing.Of(plot)))
                .Concat(rows.Where(plot => plot.Rows.Count > 0)
                    .SelectMany(plot => Titled(plot.Title, RowDrawing.Of(plot)))),
            "Nothing was asked."));
    }

    private static XElement[] Labels(PreviewReport report) => report.Labels.Count == 0 ? [] :
    [
        Section("By label", [.. report.Labels.Select(PreviewPlots.Label)
            .SelectMany(plot => Titled(plot.Title, Rows(plot, "Nobody was looked at.")))]),
    ];

    private static XElement List(Preview preview)
    {
        var rows = preview.Borrowers.SelectMany(PreviewList.Rows).Take(MostListed + 1).ToList();
        var isCut = rows.Count > MostListed;
        var listed = PreviewText.Count(preview.Borrowers.Count);
        var note = $"{listed} of {PreviewText.Count(preview.Report.Differing)} that would differ, a row for each "
            + "change and each decision"
            + (isCut ? $": the first {PreviewText.Count(MostListed)} rows; --csv writes all of them." : ".");
        return Section(
            "Borrowers that would differ", new XElement("p", note),
            Table(new FiguresTable("The list", PreviewList.Columns, [.. rows.Take(MostListed)]), "wide texts"));
    }

    private static IEnumerable<XElement> Titled(string title, params XElement[] drawings) =>
        drawings.Prepend(new XElement("h3", title));

    private static XElement[] Rows(RowPlot plot, string otherwise) =>
        Drawn(plot.Rows.Count > 0 ? [RowDrawing.Of(plot)] : [], otherwise);

    private static XElement[] Drawn(IEnumerable<XElement> drawings, string otherwise) =>
        drawings.ToArray() is { Length: > 0 } some ? some : [new XElement("p", otherwise)];

    private static XElement Table(FiguresTable table, string style = "wide") => new(
        "div", new XAttribute("class", style),
        PlainPage.Table(
            XmlText.Of(table.Title), table.Columns.Select(XmlText.Of),
            table.Rows.Select(row => row.Select(XmlText.Of).ToArray())));

    private static XElement Section(string title, params XElement[] content) =>
        new("section", new XElement("h2", title), content);
}
