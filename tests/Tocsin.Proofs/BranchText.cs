using System.Globalization;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>What came of a rehearsed branch, as text.</summary>
internal static class BranchText
{
    private const int MostIndicators = 12;

    private static readonly WarningLevel[] _levels =
        [WarningLevel.Blue, WarningLevel.Yellow, WarningLevel.Orange, WarningLevel.Red];

    /// <summary>The lines of a report.</summary>
    public static IEnumerable<string> Of(BranchReport report, StoreKind kind, TimeSpan took) =>
    [
        $"store                {kind}, every write flushed to the disk",
        $"borrowers            {report.Plan.Borrowers}",
        $"days                 {report.Plan.Days} from {BranchPlan.FirstDay:yyyy-MM-dd}, {report.WorkingDays} of them "
            + $"working days, in {took.TotalSeconds:f0} s",
        $"feature updates      {report.Updates}",
        $"changes told         {report.Ledger.Changes.Values.Sum()}",
        .. report.Swaps.Select(swap => $"swap                 {swap.On:yyyy-MM-dd}: {swap.What}, activation "
            + $"{swap.Activation}, {Swapped(report, swap)}"),
        "", .. Kinds(report), "", .. Raised(report), "", .. Deadlines(report), "", .. Steps(report.Steps), "",
        .. Drawdowns(report.Desk), "", .. End(report), "", .. Figures(report.Figures), "",
    ];

    private static string Swapped(BranchReport report, BranchSwap swap) => string.Join(
        ", ", report.Ledger.Swaps.Where(change => change.RuleSet.Activation == swap.Activation)
            .GroupBy(change => change.Kind).OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {Words(group.Key)}"));

    private static IEnumerable<string> Kinds(BranchReport report) => Table(
        "changes by month", Months(report), report.Ledger.Changes.Keys.Select(key => key.Kind).Distinct().Order()
            .Select(kind => (Words(kind), new Func<string, int>(month => report.Ledger.Changes
                .Where(change => change.Key.Month == month && change.Key.Kind == kind)
                .Sum(change => change.Value)))));

    private static IEnumerable<string> Raised(BranchReport report) => Table(
        "raised or reopened at", Months(report), _levels.Select(level => (Words(level), new Func<string, int>(
            month => report.Ledger.Changes.Where(change => change.Key.Month == month && change.Key.Level == level
                && change.Key.Kind is WarningChangeKind.Raised or WarningChangeKind.Reopened)
                .Sum(change => change.Value)))));

    private static IEnumerable<string> Deadlines(BranchReport report)
    {
        var counts = report.Ledger.Deadlines;
        return Table(
            "deadlines", Months(report),
            from what in counts.Keys.Select(key => key.What).Distinct().Order(StringComparer.Ordinal)
            from isKept in new[] { true, false }
            select ($"{what}, {(isKept ? "kept" : "missed")}", new Func<string, int>(
                month => counts.GetValueOrDefault((month, what, isKept)))));
    }

    private static IEnumerable<string> Drawdowns(BranchDesk desk) =>
    [
        .. Table(
            "drawdowns", [.. desk.Outcomes.Keys.Select(key => key.Month).Distinct().Order(StringComparer.Ordinal)],
            desk.Outcomes.Keys.Select(key => key.Outcome).Distinct().Order().Select(outcome => (
                Words(outcome), new Func<string, int>(month => desk.Outcomes.GetValueOrDefault((month, outcome)))))),
        $"why not              {string.Join(", ", desk.Reasons.Select(reason => $"{reason.Key} {reason.Value}"))}",
        $"frozen or red        {desk.Barred} asked all the same, none was granted",
        $"frozen and freed     {desk.FrozenAndFreed.Count} drew, were stopped by a frozen limit, and drew again: "
            + string.Join(", ", desk.FrozenAndFreed.Take(8)),
    ];

    private static IEnumerable<string> Steps(BranchSteps steps) =>
    [
        "steps of people",
        .. steps.Taken.Select(step => $"  {step.Key,-28} {step.Value,6}"),
        $"  {"too late: it had moved",-28} {steps.Overtaken,6}",
        $"  {"refused, as it had to be",-28} {steps.Refused,6}",
    ];

    private static IEnumerable<string> End(BranchReport report)
    {
        var open = report.Ledger.Warnings.Where(BranchLedger.IsOpen).ToList();
        var places = report.Ledger.Places.Values.ToList();
        return
        [
            $"at the end           {string.Join(", ", report.Levels.OrderBy(level => level.Key)
                .Select(level => $"{level.Value} {Words(level.Key)}"))}",
            $"open warnings        {string.Join(", ", open.GroupBy(warning => warning.Level).OrderBy(group => group.Key)
                .Select(group => $"{group.Count()} {Words(group.Key)}"))}",
            $"watch list           {places.Count}, {places.Count(place => place.CalmSince is not null)} of them calm, "
                + $"{places.Count(place => place.ReviewMissed)} overdue for another look",
        ];
    }

    private static IEnumerable<string> Figures(ReportWarningsResponse figures) =>
    [
        "what the warnings were worth, by the server's own report",
        $"  borrowers {figures.Borrowers}, came true {figures.BorrowersCameTrue}, of them foreseen "
            + $"{figures.Total.BorrowersForeseen}",
        $"  {"indicator",-28} {"alerts",6} {"true",5} {"false",5} {"precision",9} {"recall",7} {"lead",6}",
        .. figures.Indicators.OrderByDescending(Alerts).ThenBy(one => one.Indicator, StringComparer.Ordinal)
            .Take(MostIndicators).Append(figures.Total).Select(Line),
        $"  histories cut {figures.Incomplete.HistoriesCut}, borrowers with as many as are remembered "
            + $"{figures.Incomplete.BorrowersFull}",
    ];

    private static string Line(WarningFigures one)
    {
        var name = one.Indicator.Length > 0 ? one.Indicator : "all warnings";
        return $"  {name,-28} {Alerts(one),6} {one.CameTrue,5} {one.FalseAlarms,5} "
            + $"{Share(one.HasPrecision, one.Precision),9} {Share(one.HasRecall, one.Recall),7} "
            + (one.HasMedianLeadDays
                ? string.Create(CultureInfo.InvariantCulture, $"{one.MedianLeadDays,4:f1} d") : $"{"-",6}");
    }

    private static long Alerts(WarningFigures one) =>
        one.Raised.Blue + one.Raised.Yellow + one.Raised.Orange + one.Raised.Red + one.Raised.Unknown;

    private static string Share(bool has, double share) =>
        has ? string.Create(CultureInfo.InvariantCulture, $"{share * 100:f0} %") : "-";

    private static IReadOnlyList<string> Months(BranchReport report) =>
        [.. report.Ledger.Changes.Keys.Select(key => key.Month).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Table(
        string title, IReadOnlyList<string> months, IEnumerable<(string Name, Func<string, int> Count)> rows)
    {
        yield return $"{title,-30}{string.Concat(months.Select(month => $"{month,9}"))}{"all",9}";
        foreach (var (name, count) in rows)
        {
            var cells = months.Select(count).ToList();
            yield return $"  {name,-28}{string.Concat(cells.Select(cell => $"{cell,9}"))}{cells.Sum(),9}";
        }
    }

    private static string Words<T>(T value) where T : struct, Enum => string.Concat(value.ToString().Select(
        (character, at) => char.IsUpper(character)
            ? $"{(at > 0 ? " " : "")}{char.ToLowerInvariant(character)}" : $"{character}"));
}
