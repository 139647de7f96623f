using Tocsin.Cli.Reports.Drawing;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>The tables of a preview, the same on a terminal and on a page.</summary>
internal static class PreviewTables
{
    /// <summary>Every table that has something to say.</summary>
    public static IEnumerable<FiguresTable> All(PreviewReport report) => new[]
    {
        Warnings(report.Warnings), report.Decisions.SelectMany(PreviewDecisionTables.All),
        report.Labels.Select(label => Label(label, report.Warnings is not null)), [Gaps(report.Gaps)],
    }.SelectMany(tables => tables).Where(table => table.Rows.Count > 0);

    /// <summary>Moves between places, those that stay among them.</summary>
    public static FiguresTable Matrix(MatrixPlot plot) => new(
        $"{plot.Title}: now ↓ candidate →",
        ["now", .. plot.Places, "all"],
        plot.IsEmpty ? [] :
        [
            .. plot.Places.Zip(plot.Counts, (place, counts) => (string[])
                [place, .. counts.Select(PreviewText.Count), PreviewText.Count(counts.Sum())]),
            [
                "all", .. plot.Places.Select((_, column) => PreviewText.Count(plot.Counts.Sum(row => row[column]))),
                PreviewText.Count(plot.Counts.Sum(row => row.Sum())),
            ],
        ]);

    private static IEnumerable<FiguresTable> Warnings(WarningsPreview? warnings)
    {
        if (warnings is null or { SameRules: true }) yield break;
        yield return Matrix(PreviewMatrices.Levels(warnings));
        yield return new FiguresTable(
            "Changes of warnings",
            ["indicator", "family", "change", "level now", "candidate", "how many", "due anyway"],
            [
                .. warnings.Counts.Select(count => (string[])
                [
                    count.Indicator.Length > 0 ? count.Indicator : "(watch list)", count.Family,
                    PreviewText.Of(count.Kind), Level(count, count.LevelBefore), Level(count, count.LevelAfter),
                    PreviewText.Count(count.Count), PreviewText.Count(count.DueAnyway),
                ]),
            ]);
    }

    // A place on the watch list has no level.
    private static string Level(WarningChangeCount count, WarningLevel level) =>
        count.Indicator.Length > 0 ? EnumText.Of(level) : PreviewText.Absent;

    private static FiguresTable Label(LabelPreview label, bool hasLevels)
    {
        var values = label.Values.Select(value => Value(PreviewText.LabelValue(value.Value), value, hasLevels));
        var other = label.Other is { } left ? [Value("(all others)", left, hasLevels)] : Array.Empty<string[]>();
        return new FiguresTable(
            $"By {label.Label}",
            [
                "value", "borrowers", "differ", "share", "rise", "fall", "decisions", "approved now", "candidate",
            ],
            [.. values, .. other]);
    }

    // Where warnings were left out nobody knows who would rise, and where nothing was asked nobody was approved.
    private static string[] Value(string name, LabelValuePreview value, bool hasLevels) =>
    [
        name, PreviewText.Count(value.Borrowers), PreviewText.Count(value.Differing),
        PreviewText.Share(value.Differing, value.Borrowers), CountIf(hasLevels, value.Rising),
        CountIf(hasLevels, value.Falling), PreviewText.Count(value.Decisions),
        CountIf(value.Decisions > 0, value.ApprovedBefore), CountIf(value.Decisions > 0, value.ApprovedAfter),
    ];

    private static string CountIf(bool isKnown, long count) =>
        isKnown ? PreviewText.Count(count) : PreviewText.Absent;

    private static FiguresTable Gaps(IEnumerable<PreviewGap> gaps) => new(
        "Gaps: what was not previewed, and why", ["why", "how many"],
        [.. gaps.Where(gap => gap.Count > 0).Select(gap => (string[])
            [PreviewText.Of(gap.Reason), PreviewText.Count(gap.Count)])]);
}
