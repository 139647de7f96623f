using Tocsin.Cli.Reports.Drawing;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Turns a report into plots.</summary>
internal static class FiguresPlots
{
    /// <summary>The most indicators of a plot; a table has all of them.</summary>
    public const int MostRows = 40;

    private static readonly RowSeries[] _levels =
        [.. FiguresText.Levels.Select(level => new RowSeries(level, level)), new RowSeries("unknown", "grey")];

    /// <summary>How often each indicator was raised, by level; those that were raised most first.</summary>
    public static RowPlot Raised(ReportWarningsResponse report) => new(
        "raised", "Alerts by indicator and level",
        "Each row is an indicator, each colour a level: how often it was raised or reopened, by the highest level "
        + "reached.",
        "raised or reopened", _levels,
        [
            .. report.Indicators.Where(one => FiguresText.Total(one.Raised) > 0)
                .OrderByDescending(one => FiguresText.Total(one.Raised))
                .ThenBy(one => one.Indicator, StringComparer.Ordinal).Take(MostRows)
                .Select(one => Row(XmlText.Of(one.Indicator), one.Raised)),
        ]);

    /// <summary>How often each indicator was right, against how often it was raised.</summary>
    public static PointPlot Precision(ReportWarningsResponse report) => new(
        "precision", "Precision against alerts",
        "Each point is an indicator with recorded outcomes: further to the right it was raised more often, further up "
        + "it came true more often. Noisy ones stand at the lower right.",
        "raised or reopened", "precision",
        [
            .. report.Indicators.Where(one => one.HasPrecision)
                .OrderByDescending(one => FiguresText.Total(one.Raised))
                .ThenBy(one => one.Indicator, StringComparer.Ordinal).Take(MostRows)
                .Select(one => new PlotPoint(
                    XmlText.Of(one.Indicator), FiguresText.Total(one.Raised), one.Precision,
                    $"{XmlText.Of(one.Indicator)}: precision {FiguresText.Precision(one)}, "
                    + $"{CountText.Of(FiguresText.Total(one.Raised), "alert")}")),
        ]);

    /// <summary>How long warnings stayed in each state.</summary>
    public static RowPlot Times(ReportWarningsResponse report) => new(
        "times", "Time in state",
        "For each state the median of the stays that ended within the period, and of those that went on at its end.",
        "median in hours", [new RowSeries("ended", "blue"), new RowSeries("still in it", "grey")],
        [
            .. report.Total.Times.SelectMany(time => new[]
            {
                new PlotRow(EnumText.Of(time.State), [time.Ended.MedianHours, 0], Note(time.Ended)),
                new PlotRow($"{EnumText.Of(time.State)}, still", [0, time.Running.MedianHours], Note(time.Running)),
            }),
        ]);

    /// <summary>The deadlines that passed, by level.</summary>
    public static RowPlot Missed(ReportWarningsResponse report) => new(
        "missed", "Missed deadlines", "Each row is a kind of deadline, each colour the level at which it passed.",
        "missed", _levels,
        [.. FiguresText.Deadlines(report.Total).Select(one => Row(one.Name, one.Counts))]);

    private static PlotRow Row(string name, LevelCounts? counts) => new(
        name, [.. FiguresText.ByLevel(counts).Append(counts?.Unknown ?? 0).Select(count => (double)count)],
        $"{FiguresText.Total(counts)}");

    private static string Note(StayFigures stays) => $"{FiguresText.Median(stays)} of {stays.Count}";
}
