using Tocsin.Replay.Watching;
using Tocsin.V1;

namespace Tocsin.Replay.Reports;

/// <summary>Turns counted changes into plots.</summary>
internal static class ReplayPlots
{
    /// <summary>
    /// The changes of an indicator by month and by the level that was reached: above the axis those for the worse,
    /// below it those for the better.
    /// </summary>
    public static BarPlot Changes(ReplayResult result, string indicator, string title)
    {
        var changes = Of(result, indicator);
        return new BarPlot(
            "changes-" + indicator.Replace('_', '-'), $"Warning changes per month: {title}",
            $"Bars above the axis count warnings that were raised or rose, bars below it those that fell or cleared, "
            + $"by the level reached, for each month from {result.Months[0]} to {result.Months[^1]}.",
            "rises", "falls", Columns(result),
            [
                .. ChangeWords.Levels.Select(level => new BarSeries(
                    $"to {ChangeWords.Of(level)}", ColorOf(level),
                    Count(result, changes, key => key.IsRise && key.After == level),
                    Count(result, changes, key => !key.IsRise && key.After == level))),
                new BarSeries(
                    "cleared", ColorOf(WarningLevel.None), Count(result, changes, _ => false),
                    Count(result, changes, key => !key.IsRise && key.After <= WarningLevel.None)),
            ]);
    }

    /// <summary>How many warnings of an indicator stand at each level at the end of each month.</summary>
    public static BarPlot Standing(ReplayResult result, string indicator, string title)
    {
        var changes = Of(result, indicator);
        return new BarPlot(
            "standing-" + indicator.Replace('_', '-'), $"Borrowers with the warning: {title}",
            $"How many borrowers stand at each level at the end of each month from {result.Months[0]} to "
            + $"{result.Months[^1]}.",
            "borrowers", "", Columns(result),
            [
                .. ChangeWords.Levels.Reverse().Select(level => new BarSeries(
                    ChangeWords.Of(level), ColorOf(level),
                    RunningSum(Count(result, changes, key => key.After == level),
                        Count(result, changes, key => key.Before == level)),
                    new int[result.Months.Count])),
            ]);
    }

    // Told apart without colour, too: each is darker than the one before it.
    private static string ColorOf(WarningLevel level) => level switch
    {
        WarningLevel.Yellow => "#f4d35e",
        WarningLevel.Orange => "#ee8434",
        WarningLevel.Red => "#a4161a",
        _ => "#8fb8a8",
    };

    private static List<KeyValuePair<ChangeKey, int>> Of(ReplayResult result, string indicator) =>
        [.. result.Changes.Where(pair => pair.Key.Indicator == indicator)];

    private static string[] Columns(ReplayResult result) => [.. result.Months.Select(month => month.ToString())];

    private static int[] Count(
        ReplayResult result, List<KeyValuePair<ChangeKey, int>> changes, Func<ChangeKey, bool> counts)
    {
        var byMonth = changes.Where(pair => counts(pair.Key)).ToLookup(pair => pair.Key.Month, pair => pair.Value);
        return [.. result.Months.Select(month => byMonth[month].Sum())];
    }

    private static int[] RunningSum(int[] entered, int[] left)
    {
        var sum = 0;
        return [.. entered.Select((count, index) => sum += count - left[index])];
    }
}
