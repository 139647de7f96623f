using System.Globalization;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>One table of a report, the same on a terminal and on a page.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Columns">The names of its columns.</param>
/// <param name="Rows">Its rows, as many cells each as there are columns.</param>
internal sealed record FiguresTable(string Title, string[] Columns, IReadOnlyList<string[]> Rows)
{
    /// <summary>Every table of a report.</summary>
    public static IEnumerable<FiguresTable> All(ReportWarningsResponse report) =>
    [
        Worth("Indicators", "indicator", report, [.. report.Indicators, report.Total]),
        Worth("Families", "family", report, report.Families),
        Times(report.Total),
        ByLevel(report.Total),
        Handling([.. report.Indicators, report.Total]),
    ];

    private static FiguresTable Worth(
        string title, string what, ReportWarningsResponse report, IEnumerable<WarningFigures> figures) => new(
            title,
            [
                what, "alerts", .. FiguresText.Levels, "borrowers", "per 1,000 a month", "precision", "too late",
                "recall", "lead",
            ],
            [
                .. figures.Select(one => (string[])
                [
                    FiguresText.NameOf(one), Text(FiguresText.Total(one.Raised)),
                    .. FiguresText.ByLevel(one.Raised).Select(Text), Text(one.BorrowersRaised), FiguresText.Rate(one),
                    FiguresText.Precision(one), Text(one.CameTrueLate),
                    FiguresText.Recall(one, report.BorrowersCameTrue), FiguresText.Lead(one),
                ]),
            ]);

    private static FiguresTable Times(WarningFigures total) => new(
        "Time in state",
        ["state", "ended", "median", "mean", "still in it", "median so far"],
        [
            .. total.Times.Select(time => (string[])
            [
                EnumText.Of(time.State), Text(time.Ended.Count), FiguresText.Median(time.Ended),
                FiguresText.Mean(time.Ended), Text(time.Running.Count), FiguresText.Median(time.Running),
            ]),
        ]);

    private static FiguresTable ByLevel(WarningFigures total) => new(
        "By level",
        ["what", .. FiguresText.Levels, "unknown", "all"],
        [
            Row("raised or reopened", total.Raised),
            .. FiguresText.Deadlines(total).Select(deadline => Row($"missed: {deadline.Name}", deadline.Counts)),
            Row("open now", total.Open),
        ]);

    private static string[] Row(string name, LevelCounts? counts) =>
    [
        name, .. FiguresText.ByLevel(counts).Select(Text), Text(counts?.Unknown ?? 0), Text(FiguresText.Total(counts)),
    ];

    private static FiguresTable Handling(IEnumerable<WarningFigures> figures) => new(
        "What was done, and what was not",
        [
            "indicator", "median raised", "median acknowledged", "missed: acknowledge", "treat", "treatment",
            "handed up", "resolved", "cleared", "retired", "open now",
        ],
        [
            .. figures.Select(one => (string[])
            [
                FiguresText.NameOf(one),
                FiguresText.Median(FiguresText.TimeIn(one, WarningState.Raised).Ended),
                FiguresText.Median(FiguresText.TimeIn(one, WarningState.Acknowledged).Ended),
                Text(FiguresText.Total(one.AcknowledgeMissed)), Text(FiguresText.Total(one.TreatMissed)),
                Text(FiguresText.Total(one.TreatmentMissed)), Text(one.HandedUp), Text(one.Resolved),
                Text(one.Cleared), Text(one.Retired), Text(FiguresText.Total(one.Open)),
            ]),
        ]);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
