using Tocsin.Replay.Feeding;
using Tocsin.Replay.Watching;
using Tocsin.V1;

namespace Tocsin.Replay.Tests;

/// <summary>An invented result over three months.</summary>
internal static class SampleResult
{
    /// <summary>
    /// November: five raised yellow, two raised red; December: three of the yellow rise to orange and one clears;
    /// January: one falls from red to yellow.
    /// </summary>
    public static ReplayResult Create(params DefaulterCheck[] checks)
    {
        var changes = new Dictionary<ChangeKey, int>
        {
            [Key("2019-11", WarningChangeKind.Raised, WarningLevel.None, WarningLevel.Yellow)] = 5,
            [Key("2019-11", WarningChangeKind.Raised, WarningLevel.None, WarningLevel.Red)] = 2,
            [Key("2019-12", WarningChangeKind.LevelUp, WarningLevel.Yellow, WarningLevel.Orange)] = 3,
            [Key("2019-12", WarningChangeKind.Cleared, WarningLevel.Yellow, WarningLevel.None)] = 1,
            [Key("2020-01", WarningChangeKind.LevelDown, WarningLevel.Red, WarningLevel.Yellow)] = 1,
        };
        var months = Enumerable.Range(0, 3).Select(index => SampleInvoices.Month("2019-11") + index).ToList();
        return new ReplayResult(
            months, new FeedCount { Taken = 30 }, TimeSpan.FromSeconds(1.5), changes, Undated: 0, Gaps: 0, checks);
    }

    /// <summary>A check of zero-sales months with one line.</summary>
    public static DefaulterCheck Check(int flagged, int both, bool isAsListed = true) => new(
        DefaulterCheck.ZeroSalesMonths, DefaulterCheck.CheckMonth, [new GradeLine("all", 123, 27, flagged, both)],
        isAsListed);

    private static ChangeKey Key(string month, WarningChangeKind kind, WarningLevel before, WarningLevel after) =>
        new(SampleInvoices.Month(month), DefaulterCheck.ZeroSalesMonths, kind, before, after);
}
