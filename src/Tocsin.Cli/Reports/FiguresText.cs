using System.Globalization;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Figures of a report in short words. What there is nothing to make of is a dash, never a zero.</summary>
internal static class FiguresText
{
    private const string Absent = "-";
    private const double ShortestHours = 0.1;

    /// <summary>The levels, the highest first.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["red", "orange", "yellow", "blue"];

    /// <summary>A number at each of <see cref="Levels"/>.</summary>
    public static IReadOnlyList<long> ByLevel(LevelCounts? counts) =>
        counts is null ? [0, 0, 0, 0] : [counts.Red, counts.Orange, counts.Yellow, counts.Blue];

    /// <summary>All of them, those at a level that nobody knows any more among them.</summary>
    public static long Total(LevelCounts? counts) => ByLevel(counts).Sum() + (counts?.Unknown ?? 0);

    /// <summary>The kinds of deadlines, with how many passed.</summary>
    public static IReadOnlyList<(string Name, LevelCounts? Counts)> Deadlines(WarningFigures total) =>
    [
        ("to acknowledge", total.AcknowledgeMissed), ("to treat", total.TreatMissed),
        ("action to be done", total.TreatmentMissed),
    ];

    /// <summary>What the figures are about: an indicator, a family, or all.</summary>
    public static string NameOf(WarningFigures figures)
    {
        if (figures.Indicator.Length > 0) return figures.Indicator;
        return figures.Family.Length > 0 ? figures.Family : "all warnings";
    }

    /// <summary>How many were raised for each 1,000 borrowers in a month.</summary>
    public static string Rate(WarningFigures figures) =>
        figures.HasRaisedPerThousandMonthly ? Number(figures.RaisedPerThousandMonthly) : Absent;

    /// <summary>Precision, with what it is made of.</summary>
    public static string Precision(WarningFigures figures) => figures.HasPrecision
        ? Share(figures.Precision, figures.CameTrue, figures.CameTrue + figures.FalseAlarms) : Absent;

    /// <summary>Recall, with what it is made of.</summary>
    public static string Recall(WarningFigures figures, long cameTrue) =>
        figures.HasRecall ? Share(figures.Recall, figures.BorrowersForeseen, cameTrue) : Absent;

    /// <summary>Days from being raised to coming true.</summary>
    public static string Lead(WarningFigures figures) =>
        figures.HasMedianLeadDays ? $"{Number(figures.MedianLeadDays)} d" : Absent;

    /// <summary>The median of stays.</summary>
    public static string Median(StayFigures stays) => stays.HasMedianHours ? Hours(stays.MedianHours) : Absent;

    /// <summary>The mean of stays.</summary>
    public static string Mean(StayFigures stays) => stays.HasMeanHours ? Hours(stays.MeanHours) : Absent;

    /// <summary>The stays in one state.</summary>
    public static StateTime TimeIn(WarningFigures figures, WarningState state) =>
        figures.Times.FirstOrDefault(time => time.State == state)
        ?? new StateTime { State = state, Ended = new StayFigures(), Running = new StayFigures() };

    /// <summary>What is missing from a report; nothing where nothing is known to be.</summary>
    public static IEnumerable<string> Gaps(ReportGaps? gaps)
    {
        if (gaps is null) yield break;
        if (gaps.HistoriesCut > 0)
            yield return $"{CountText.Of(gaps.HistoriesCut, "warning")} with a history that has lost its first lines";
        if (gaps.BorrowersFull > 0)
            yield return $"{CountText.Of(gaps.BorrowersFull, "borrower")} whose older closed warnings may be forgotten";
        if (gaps.WarningsUnnamed > 0)
            yield return $"{CountText.Of(gaps.WarningsUnnamed, "warning")} counted in the total alone";
    }

    private static string Hours(double hours) =>
        hours < ShortestHours ? $"< {Number(ShortestHours)} h" : $"{Number(hours)} h";

    private static string Share(double share, long part, long whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} % ({part}/{whole})");

    private static string Number(double number) =>
        number.ToString(number is >= 0.05 or 0 ? "0.#" : "0.###", CultureInfo.InvariantCulture);
}
