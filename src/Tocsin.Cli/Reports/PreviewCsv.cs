using System.Globalization;
using Google.Type;
using Tocsin.Cli.Tables;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>
/// The borrowers that would differ as CSV, a row for each change and each decision. Texts that a spreadsheet would
/// compute have an apostrophe before them; what is absent is empty.
/// </summary>
internal static class PreviewCsv
{
    private static readonly string[] _borrower =
        ["level_before", "level_after", "on_watchlist_before", "on_watchlist_after", "more_changes", "more_decisions"];

    private static readonly string[] _change =
    [
        "indicator", "family", "change", "warning_level_before", "warning_level_after", "due_anyway", "connected",
        "evidence",
    ];

    private static readonly string[] _decision =
    [
        "product", "decision_id", "outcome_before", "outcome_after", "points_before", "points_after", "grade_before",
        "grade_after", "currency", "limit_before", "limit_after", "annual_rate_before", "annual_rate_after",
        "reasons_before", "reasons_after", "step", "rule", "rule_before", "rule_after", "differences",
    ];

    /// <summary>The names of the columns, and the rows.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(IReadOnlyList<PreviewedBorrower> borrowers)
    {
        var labels = borrowers.SelectMany(one => one.Labels.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        yield return
        [
            "borrower_id", .. labels.Select(label => SpreadsheetText.Of($"label:{label}")), .. _borrower, "what",
            "exposure_id", .. _change, .. _decision,
        ];
        foreach (var borrower in borrowers)
        {
            var start = Start(borrower, labels);
            foreach (var change in borrower.Changes)
            {
                var what = change.Indicator.Length > 0 ? "warning" : "watch_list";
                yield return [.. start, what, Text(change.ExposureId), .. Of(change), .. _decision.Select(_ => "")];
            }

            foreach (var decision in borrower.Decisions)
            {
                yield return
                [
                    .. start, "decision", Text(decision.ExposureId), .. _change.Select(_ => ""), .. Of(decision),
                ];
            }

            if (borrower.Changes.Count + borrower.Decisions.Count == 0)
                yield return [.. start, "", "", .. _change.Select(_ => ""), .. _decision.Select(_ => "")];
        }
    }

    private static string[] Start(PreviewedBorrower borrower, IEnumerable<string> labels) =>
    [
        Text(borrower.BorrowerId), .. labels.Select(label => Text(borrower.Labels.GetValueOrDefault(label, ""))),
        Level(borrower.LevelBefore), Level(borrower.LevelAfter), Flag(borrower.OnWatchlistBefore),
        Flag(borrower.OnWatchlistAfter), Number(borrower.MoreChanges), Number(borrower.MoreDecisions),
    ];

    private static string[] Of(PreviewedChange change) =>
    [
        Text(change.Indicator), Text(change.Family), EnumText.Of(change.Kind), Level(change, change.LevelBefore),
        Level(change, change.LevelAfter), Flag(change.DueAnyway), Flag(change.Connected),
        Text(PreviewList.Evidence(change.Evidence)),
    ];

    private static string[] Of(PreviewedDecision decision)
    {
        var (before, after) = (decision.Before ?? new PreviewedAnswer(), decision.After ?? new PreviewedAnswer());
        var difference = decision.Difference ?? new PreviewedDifference();
        return
        [
            Text(decision.Product), Text(decision.DecisionId), Of(before.Outcome), Of(after.Outcome), Points(before),
            Points(after), Text(before.Grade), Text(after.Grade),
            Text((before.Limit ?? after.Limit)?.CurrencyCode ?? ""), Amount(before.Limit), Amount(after.Limit),
            Rate(before), Rate(after), Text(string.Join(' ', before.Reasons)), Text(string.Join(' ', after.Reasons)),
            difference.Step == DecisionStep.Unspecified ? "" : EnumText.Of(difference.Step), Text(difference.Rule),
            Text(difference.Before), Text(difference.After), Number(decision.Differences),
        ];
    }

    private static string Text(string text) => SpreadsheetText.Of(text);

    private static string Of(Outcome outcome) => outcome == Outcome.Unspecified ? "" : EnumText.Of(outcome);

    private static string Level(WarningLevel level) => level == WarningLevel.Unspecified ? "" : EnumText.Of(level);

    // A place on the watch list has no level.
    private static string Level(PreviewedChange change, WarningLevel level) =>
        change.Indicator.Length > 0 ? Level(level) : "";

    private static string Flag(bool flag) => flag ? "true" : "false";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Points(PreviewedAnswer answer) => answer.HasPoints ? Number(answer.Points) : "";

    private static string Rate(PreviewedAnswer answer) =>
        answer.HasAnnualRate ? answer.AnnualRate.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string Amount(Money? money) => money is null
        ? "" : MoneyAmount.ToDecimal(money).ToString("0.00#######", CultureInfo.InvariantCulture);
}
