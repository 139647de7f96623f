using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>A decision as it was journaled, for people.</summary>
internal static class JournaledDecisionReport
{
    /// <summary>Writes what was asked and answered, the values behind it and what became of it.</summary>
    public static void Write(TerminalPage page, JournaledDecision decision, TimeZoneInfo local)
    {
        if (!decision.Intact)
            page.Fact("ALTERED", "the group it stands in is not as it was written: nothing below is sure", "bold red");
        page.Fact("borrower", decision.BorrowerId);
        page.Fact("asked for", Asked(decision));
        page.Fact("exposure", decision.ExposureId);
        page.Fact("asked by", decision.Caller);
        page.Fact("journaled", $"{MomentText.Text(decision.RecordedAt, local)}, by {decision.Instance}");
        DecisionReport.Write(page, decision.Answer, local);
        page.Table(
            "What it was made from", ["input", "value", "state", "observed", "personal"],
            decision.Inputs.Select(input => new[]
            {
                input.Feature, FeatureText.Of(input.Value), EnumText.Of(input.State),
                MomentText.Text(input.ObservedAt, local), input.Personal ? "personal" : "",
            }));
        page.Table("Knock-outs", ["rule", "outcome"], decision.KnockOuts.Select(
            rule => new[] { rule.Rule, EnumText.Of(rule.Outcome) }));
        page.Table(
            "What became of it", ["result", "happened", "recorded", "by", "amount", "to", "why"],
            decision.Outcomes.Select(outcome => new[]
            {
                EnumText.Of(outcome.Result), MomentText.Text(outcome.OccurredAt, local),
                MomentText.Text(outcome.RecordedAt, local), outcome.Caller, MoneyAmount.Text(outcome.Amount),
                outcome.OverriddenTo == Outcome.Unspecified ? "-" : EnumText.Of(outcome.OverriddenTo), outcome.Reason,
            }));
    }

    private static string Asked(JournaledDecision decision) => string.Join(", ", new[]
    {
        EnumText.Of(decision.Kind), decision.Amount is null ? "" : MoneyAmount.Text(decision.Amount),
        decision.TermMonths == 0 ? "" : $"{decision.TermMonths} months",
        decision.Purpose.Length == 0 ? "" : $"for {decision.Purpose}",
    }.Where(text => text.Length > 0));
}
