using System.Globalization;
using Tocsin.Replay.Monthly;
using Tocsin.Replay.Watching;
using Tocsin.V1;

namespace Tocsin.Replay.Reports;

/// <summary>The tables of a result, each with its header as first row.</summary>
internal static class ReplayTables
{
    /// <summary>The indicators, each with its title.</summary>
    public static IReadOnlyList<(string Name, string Title)> Indicators { get; } =
    [
        (DefaulterCheck.ZeroSalesMonths, "months without sales in 12"),
        (DefaulterCheck.SalesDrop, "sales of 3 months against the year before"),
    ];

    /// <summary>Changes by indicator and kind, and by the level reached; for cleared ones by the level left.</summary>
    public static IReadOnlyList<string[]> ByKind(ReplayResult result)
    {
        var rows = new List<string[]>
        {
            (string[])["indicator", "change", .. ChangeWords.Levels.Select(ChangeWords.Of), "all"],
        };
        foreach (var (indicator, _) in Indicators)
        {
            foreach (var kind in ChangeWords.Kinds)
            {
                var found = result.Changes
                    .Where(pair => pair.Key.Indicator == indicator && pair.Key.Kind == kind).ToList();
                rows.Add([indicator, ChangeWords.Of(kind), .. ChangeWords.Levels.Select(level => Sum(
                    found.Where(pair => LevelOf(pair.Key) == level))), Sum(found)]);
            }
        }

        return rows;
    }

    /// <summary>The changes of an indicator by month and kind, with how many stand at its end.</summary>
    public static IReadOnlyList<string[]> ByMonth(ReplayResult result, string indicator)
    {
        var standing = ReplayPlots.Standing(result, indicator, "").Series;
        var rows = new List<string[]>
        {
            (string[])
            ["month", .. ChangeWords.Kinds.Select(ChangeWords.Of), .. standing.Select(one => $"at {one.Name}")],
        };
        foreach (var (index, month) in result.Months.Index())
        {
            rows.Add([month.ToString(), .. ChangeWords.Kinds.Select(kind => Sum(Of(result, indicator, month, kind))),
                .. standing.Select(one => Text(one.Up[index]))]);
        }

        return rows;
    }

    /// <summary>A check, by grade.</summary>
    public static IReadOnlyList<string[]> ByGrade(DefaulterCheck check) =>
    [
        ["grade", "enterprises", "defaulted", "flagged", "both", "precision", "recall"],
        .. check.Lines.Select(line => new[]
        {
            line.Grade, Text(line.Enterprises), Text(line.Defaulters), Text(line.Flagged),
            Text(line.FlaggedDefaulters), Share(line.Precision), Share(line.Recall),
        }),
    ];

    private static IEnumerable<KeyValuePair<ChangeKey, int>> Of(
        ReplayResult result, string indicator, Month month, WarningChangeKind kind) => result.Changes.Where(
        pair => pair.Key.Indicator == indicator && pair.Key.Month == month && pair.Key.Kind == kind);

    private static WarningLevel LevelOf(ChangeKey key) =>
        key.Kind == WarningChangeKind.Cleared ? key.Before : key.After;

    private static string Sum(IEnumerable<KeyValuePair<ChangeKey, int>> changes) =>
        Text(changes.Sum(pair => pair.Value));

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Share(double? share) =>
        share is { } known ? known.ToString("0%", CultureInfo.InvariantCulture) : "-";
}
