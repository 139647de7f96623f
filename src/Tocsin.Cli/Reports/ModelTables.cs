using Tocsin.Core.Decisions;
using Tocsin.Core.Monitoring;

namespace Tocsin.Cli.Reports;

/// <summary>The tables of a report on a model, the same on a terminal and on a page.</summary>
internal static class ModelTables
{
    private const int MostReasons = 20;

    /// <summary>Every table of the parts; a part is a column where it can be.</summary>
    public static IEnumerable<FiguresTable> All(IReadOnlyList<ReportPart> parts) =>
    [
        Figures(parts), Outcomes(parts), Confusion(parts), Bins(parts), Grades(parts), Characteristics(parts),
        .. parts[^1].Report.Characteristics.Select(one => CharacteristicBins(parts[^1], one)), Reasons(parts),
    ];

    /// <summary>Writes every table, and what is absent.</summary>
    public static void Write(TerminalPage page, IReadOnlyList<ReportPart> parts)
    {
        foreach (var table in All(parts)) page.Table(table.Title, table.Columns, table.Rows);
        foreach (var absence in ModelText.Absences(parts)) page.Line(absence, "yellow");
    }

    private static FiguresTable Figures(IReadOnlyList<ReportPart> parts) => new(
        "The model", ["figure", .. Names(parts)],
        [
            Row("decisions", parts, report => ModelText.Count(report.Decisions)),
            Row("scored", parts, report => ModelText.Count(report.Scored)),
            Row("of known outcome", parts, report => ModelText.Count(report.Counts.Known)),
            Row("defaulted", parts, report => $"{report.Counts.Bad} ({ModelText.BadRate(report.Counts)})"),
            .. ModelFigure.All.Select(figure => Row(figure.Name, parts, figure.Text)),
            Row("KS reached at", parts, report => report.Power.KsAt is { } at
                ? $"{ModelText.Of(report.Model.Measure)} {ModelText.Number(at)}" : ModelText.Absent),
        ]);

    private static FiguresTable Outcomes(IReadOnlyList<ReportPart> parts) => new(
        "Outcomes", ["outcome", .. Names(parts)],
        [
            .. Enum.GetValues<DecisionOutcome>()
                .Where(outcome => parts.Any(part => part.Report.Outcomes.Any(one => one.Outcome == outcome)))
                .Select(outcome => Row(ModelText.Of(outcome), parts, report => Counted(
                    report.Outcomes.FirstOrDefault(one => one.Outcome == outcome)))),
        ]);

    private static string Counted(OutcomeShare share) => $"{share.Count} ({ModelText.Percent(share.Share)})";

    private static FiguresTable Confusion(IReadOnlyList<ReportPart> parts) => new(
        $"Foretold a default where the PD is above {BinLabel.Number(parts[0].Report.Confusion.Cut)}",
        ["part", "foretold, defaulted", "foretold, paid", "not foretold, defaulted", "not foretold, paid"],
        [
            .. parts.Where(part => part.Report.Confusion.Total > 0).Select(part => (string[])
            [
                part.Name, ModelText.Count(part.Report.Confusion.TrueBad),
                ModelText.Count(part.Report.Confusion.FalseBad), ModelText.Count(part.Report.Confusion.MissedBad),
                ModelText.Count(part.Report.Confusion.TrueGood),
            ]),
        ]);

    // All parts have the bins of one baseline.
    private static FiguresTable Bins(IReadOnlyList<ReportPart> parts) => new(
        $"Spread of the {ModelText.Of(parts[0].Report.Scores.Measure)}",
        ["bin", .. parts.SelectMany(part => new[] { part.Name, "defaulted" }), "baseline", "adds to the PSI"],
        [
            .. parts[^1].Report.Scores.Bins.Select((bin, index) => (string[])
            [
                bin.Bin, .. parts.SelectMany(part => Spread(part.Report.Scores.Bins[index])),
                bin.Expected is { } expected ? ModelText.Percent(expected) : ModelText.Absent,
                bin.Contribution is { } part ? ModelText.Number(part) : ModelText.Absent,
            ]),
        ]);

    private static string[] Spread(BinShare bin) =>
        [$"{bin.Counts.Total} ({ModelText.Percent(bin.Share)})", ModelText.BadRate(bin.Counts)];

    private static FiguresTable Grades(IReadOnlyList<ReportPart> parts) => new(
        "Calibration by grade",
        [
            "grade", "part", "decisions", "of known outcome", "defaulted", "expected PD", "observed",
            "so many or more", "",
        ],
        [
            .. parts[0].Report.Grades.Select(grade => grade.Grade)
                .Union(parts.SelectMany(part => part.Report.Grades.Select(grade => grade.Grade)))
                .Where(grade => parts.Any(part => part.Report.Grades.Any(
                    one => one.Grade == grade && one.Counts.Total > 0)))
                .OrderBy(grade => grade.Length == 0)
                .SelectMany(grade => parts.SelectMany(part => part.Report.Grades
                    .Where(one => one.Grade == grade).Select(one => Calibration(part, one)))),
        ]);

    private static string[] Calibration(ReportPart part, GradeCalibration grade) =>
    [
        grade.Grade.Length > 0 ? grade.Grade : "all grades", part.Name, ModelText.Count(grade.Counts.Total),
        ModelText.Count(grade.Counts.Known), ModelText.Count(grade.Counts.Bad), ModelText.Percent(grade.ExpectedPd),
        ModelText.Percent(grade.ObservedRate), ModelText.Probability(grade.TailProbability),
        grade.IsTooLow(part.Report.Options.TestLevel) switch
        {
            true => "PD too low", false => "as expected", null => ModelText.Absent,
        },
    ];

    private static FiguresTable Characteristics(IReadOnlyList<ReportPart> parts) => new(
        "Stability by characteristic",
        ["characteristic", .. parts.SelectMany(part => new[] { $"PSI {part.Name}", "shift in points" })],
        [
            .. parts[^1].Report.Characteristics.Select(one => (string[])
            [
                one.Name, .. parts.SelectMany(part => Stability(
                    part.Report.Characteristics.FirstOrDefault(other => other.Name == one.Name))),
            ]),
        ]);

    private static string[] Stability(CharacteristicStability? one) =>
        one is null ? [ModelText.Absent, ModelText.Absent] : [ModelText.Psi(one.Psi), ModelText.Number(one.ScoreShift)];

    private static FiguresTable CharacteristicBins(ReportPart part, CharacteristicStability one) => new(
        $"{one.Name}, {part.Name}", ["bin", "points", "decisions", "share", "baseline", "adds to the PSI", "defaulted"],
        [
            .. one.Bins.Select(bin => (string[])
            [
                bin.Bin, bin.Points is { } points ? ModelText.Count(points) : ModelText.Absent,
                ModelText.Count(bin.Counts.Total), ModelText.Percent(bin.Share),
                bin.Expected is { } expected ? ModelText.Percent(expected) : ModelText.Absent,
                bin.Contribution is { } added ? ModelText.Number(added) : ModelText.Absent,
                ModelText.BadRate(bin.Counts),
            ]),
        ]);

    private static FiguresTable Reasons(IReadOnlyList<ReportPart> parts) => new(
        "Reasons, in how many decisions", ["reason", .. Names(parts)],
        [
            .. parts.SelectMany(part => part.Report.Reasons).GroupBy(reason => reason.Name)
                .OrderByDescending(reason => reason.Sum(one => one.Count))
                .ThenBy(reason => reason.Key, StringComparer.Ordinal).Take(MostReasons)
                .Select(reason => Row(reason.Key, parts, report => ModelText.Count(
                    report.Reasons.FirstOrDefault(one => one.Name == reason.Key).Count))),
        ]);

    private static IEnumerable<string> Names(IReadOnlyList<ReportPart> parts) => parts.Select(part => part.Name);

    private static string[] Row(string name, IReadOnlyList<ReportPart> parts, Func<ModelReport, string> text) =>
        [name, .. parts.Select(part => text(part.Report))];
}
