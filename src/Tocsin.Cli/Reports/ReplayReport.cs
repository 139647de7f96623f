using Tocsin.Cli.Journaling;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>What deciding again came to, for people.</summary>
internal static class ReplayReport
{
    /// <summary>Writes the counts, and those that moved with what moved them.</summary>
    public static void Write(TerminalPage page, ReplayVerdicts verdicts)
    {
        var summary = verdicts.Summary!;
        page.Fact("decided again", CountText.Of(summary.Decisions, "decision"));
        page.Fact("the same", $"{summary.Same}", summary.Same == summary.Decisions ? "green" : "");
        Count(page, "moved by values", summary.DataMoved, "yellow");
        Count(page, "moved by rules", summary.RulesMoved, "yellow");
        Count(page, "moved by both", summary.BothMoved, "yellow");
        Count(page, "moved by the program", summary.ProgramMoved, "bold red");
        Count(page, "cannot be told", summary.Unknown, "yellow");
        page.Table(
            "Not the same", ["decision", "borrower", "product", "verdict", "outcome", "what moved, or why"],
            verdicts.Moved.Select(Row));
        page.WriteFacts();
        var others = summary.Decisions - summary.Same - verdicts.Moved.Count;
        if (others > 0) page.Line($"{others} more are not the same; -o json --only-moved lists all.", "yellow");
    }

    private static void Count(TerminalPage page, string name, long count, string style)
    {
        if (count > 0) page.Fact(name, $"{count}", style);
    }

    private static string[] Row(ReplayedDecision one) =>
    [
        one.DecisionId, one.BorrowerId, one.Product, EnumText.Of(one.Verdict), Outcomes(one),
        one.Why == ReplayObstacle.Unspecified
            ? string.Join(", ", one.MovedRules.Concat(one.MovedInputs)) : EnumText.Of(one.Why),
    ];

    private static string Outcomes(ReplayedDecision one)
    {
        var then = EnumText.Of(one.OutcomeThen);
        if (one.OutcomeNow == Outcome.Unspecified) return $"{then} → -";
        return one.OutcomeNow == one.OutcomeThen ? then : $"{then} → {EnumText.Of(one.OutcomeNow)}";
    }
}
