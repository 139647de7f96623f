using Tocsin.Cli.Previewing;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>The borrowers that would differ, a row for each change and each decision.</summary>
internal static class PreviewList
{
    /// <summary>The columns of <see cref="Rows"/>.</summary>
    public static string[] Columns { get; } = ["borrower", "level", "about", "now", "candidate", "why"];

    /// <summary>Writes the first borrowers, and how many are left.</summary>
    public static void Write(TerminalPage page, Preview preview, int shown)
    {
        page.Table("Borrowers that would differ", Columns, preview.Borrowers.Take(shown).SelectMany(Rows));
        var left = preview.Report.Differing - Math.Min(shown, preview.Borrowers.Count);
        if (left > 0)
        {
            page.Line(
                $"{PreviewText.Count(left, "more borrower")} would differ; --list shows more, --csv and --html write "
                + "all that were listed.", "grey");
        }
    }

    /// <summary>The rows of one borrower; at least one.</summary>
    public static IEnumerable<string[]> Rows(PreviewedBorrower borrower)
    {
        var level = PreviewText.Move(EnumText.Of(borrower.LevelBefore), EnumText.Of(borrower.LevelAfter));
        // A journal says nothing of levels.
        if (borrower.LevelBefore == WarningLevel.Unspecified && borrower.LevelAfter == WarningLevel.Unspecified)
            level = PreviewText.Absent;
        var rows = borrower.Changes.Select(Row).Concat(borrower.Decisions.Select(Row)).ToList();
        if (borrower.MoreChanges > 0)
            rows.Add([PreviewText.Count(borrower.MoreChanges, "more change"), "", "", ""]);
        if (borrower.MoreDecisions > 0)
            rows.Add([PreviewText.Count(borrower.MoreDecisions, "more decision"), "", "", ""]);
        if (rows.Count == 0) rows.Add(["", "", "", ""]);
        return rows.Select(row => (string[])[borrower.BorrowerId, level, .. row]);
    }

    /// <summary>The rule that made a decision another one.</summary>
    public static string Why(PreviewedDecision decision)
    {
        if (decision.Difference is not { } difference) return PreviewText.Absent;
        var name = PreviewText.Of(difference.Step, difference.Rule);
        var (before, after) = (Given(difference.Before), Given(difference.After));
        var values = difference.Before.Length + difference.After.Length == 0 ? "" : $": {before} → {after}";
        var more = decision.Differences > 1 ? $" (and {PreviewText.Count(decision.Differences - 1)} more)" : "";
        return name + values + more;
    }

    /// <summary>Evidence in short: feature, value and condition.</summary>
    public static string Evidence(IEnumerable<Evidence> evidence) => string.Join("; ", evidence.Select(one =>
        $"{one.Feature} {WarningReport.ValueOf(one)}" + (one.Threshold.Length > 0 ? $" ({Condition(one)})" : "")));

    // Most conditions begin with the feature, which is named already.
    private static string Condition(Evidence evidence) =>
        evidence.Threshold.StartsWith($"{evidence.Feature} ", StringComparison.Ordinal)
            ? evidence.Threshold[(evidence.Feature.Length + 1)..] : evidence.Threshold;

    private static string Given(string text) => text.Length > 0 ? text : PreviewText.Absent;

    private static string[] Row(PreviewedChange change)
    {
        string[] notes =
        [
            PreviewText.Of(change.Kind), change.DueAnyway ? "due anyway" : "",
            change.Connected ? "by a connected party" : "", Evidence(change.Evidence),
        ];
        var why = string.Join(", ", notes.Where(note => note.Length > 0));
        if (change.Indicator.Length == 0)
        {
            var isOn = change.Kind == WarningChangeKind.Watchlisted;
            return ["watch list", isOn ? "off" : "on", isOn ? "on" : "off", why];
        }

        return
        [
            About(change.Indicator, change.ExposureId), EnumText.Of(change.LevelBefore),
            EnumText.Of(change.LevelAfter), why,
        ];
    }

    private static string[] Row(PreviewedDecision decision)
    {
        var about = About(decision.Product, decision.ExposureId);
        if (decision.DecisionId.Length > 0) about = $"{about}, {decision.DecisionId}";
        return [about, PreviewText.Of(decision.Before), PreviewText.Of(decision.After), Why(decision)];
    }

    private static string About(string name, string exposure) => exposure.Length > 0 ? $"{name} of {exposure}" : name;
}
