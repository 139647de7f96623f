using System.Globalization;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>A decision for people: what, how much, why, and what would help.</summary>
internal static class DecisionReport
{
    /// <summary>Writes a decision.</summary>
    public static void Write(TerminalPage page, DecideResponse answer, TimeZoneInfo local)
    {
        page.Fact("outcome", EnumText.Of(answer.Outcome).ToUpperInvariant(), StyleOf(answer.Outcome));
        if (answer.ValidUntil is not null) page.Fact("valid until", MomentText.Text(answer.ValidUntil, local));
        page.Fact("product", answer.Product);
        page.Fact("score", ScoreOf(answer.Score));
        page.Fact("offer", OfferOf(answer.Offer));
        page.Fact("limit", LimitOf(answer.Limit));
        if (answer.Referral is { } referral)
            page.Fact("referred to", $"{referral.Queue}: {string.Join(", ", referral.Checks)}".TrimEnd(':', ' '));
        if (answer.UsesDraft) page.Fact("draft", "nobody has confirmed this product's policy", "yellow");
        if (answer.Degraded) page.Fact("degraded", "the store did not answer, or its values are unconfirmed", "yellow");
        page.Fact("rule set", RuleSetText.Of(answer.RuleSet));
        page.Fact("as of", MomentText.Text(answer.AsOf, local));
        page.Fact("decision", answer.DecisionId);
        WriteTables(page, answer);
        page.WriteFacts();
    }

    private static void WriteTables(TerminalPage page, DecideResponse answer)
    {
        // Many rules can give one reason; a person reads its text once, with the rules beside it.
        page.Table("Reasons", ["code", "kind", "中文", "English", "who may see it", "rules"],
            answer.Reasons.GroupBy(reason => (reason.Code, reason.Kind)).Select(ReasonOf));
        page.Table("Needed", ["feature", "why", "title", "costs"], answer.Needed.Select(needed => new[]
        {
            $"{needed.View}.{needed.Feature}",
            // A journal has why a value was not there with the value itself.
            needed.Reason == AbsenceReason.Unspecified ? "-" : EnumText.Of(needed.Reason),
            TitleText.Of(needed.Title), CostOf(needed),
        }));
        page.Table("Conditions", ["code", "text", "due"], (answer.Offer?.Conditions ?? []).Select(condition => new[]
        {
            condition.Code, TitleText.Of(condition.Text),
            condition.DueOn is { } due ? FeatureText.Of(due) : "before drawdown",
        }));
        page.Table("Limit caps", ["cap", "outcome", "amount"], (answer.Limit?.Caps ?? []).Select(cap =>
            new[] { cap.Name, EnumText.Of(cap.Outcome), MoneyAmount.Text(cap.Amount) }));
        page.Table("Price", ["component", "outcome", "annual rate"], answer.PriceComponents.Select(component => new[]
        {
            component.Name, EnumText.Of(component.Outcome),
            component.Outcome == RuleOutcome.Hit ? Percent(component.AnnualRate) : "-",
        }));
        RecourseReport.Write(page, answer);
    }

    private static string[] ReasonOf(IEnumerable<Reason> alike)
    {
        var all = alike.ToList();
        var first = all[0];
        var lost = all.Sum(reason => reason.PointsLost);
        return
        [
            lost == 0 ? first.Code : $"{first.Code} (-{lost})", EnumText.Of(first.Kind),
            first.Text?.Zh ?? "", first.Text?.En ?? "",
            EnumText.Of(first.Audience) + (first.ShownAs.Length > 0 ? $", shown as {first.ShownAs}" : ""),
            string.Join(", ", all.Select(reason => reason.Rule).Where(rule => rule.Length > 0)),
        ];
    }

    private static string CostOf(NeededFeature needed) => (needed.Paid, needed.NeedsConsent) switch
    {
        (true, true) => "money, consent",
        (true, false) => "money",
        (false, true) => "consent",
        _ => "nothing",
    };

    private static string ScoreOf(Score? score)
    {
        if (score is null) return "";
        var points = score.HasPoints ? $"{score.Points} points, " : "";
        if (score.HasDiscriminant)
            points = score.Discriminant.ToString("0.0000", CultureInfo.InvariantCulture) + ", ";
        var isMoved = score.ModelGrade.Length > 0 && score.ModelGrade != score.Grade;
        var moved = isMoved ? $" (model {score.ModelGrade})" : "";
        if (!score.HasProbabilityOfDefault) return $"{points}grade {score.Grade}{moved}";
        return $"{points}grade {score.Grade}{moved}, PD {Percent(score.ProbabilityOfDefault)} "
            + (score.HorizonMonths == 0 ? "over the life of the loan" : $"over {score.HorizonMonths} months");
    }

    private static string OfferOf(Offer? offer)
    {
        if (offer is null) return "";
        var term = offer.TermMonths == 0 ? "" : $" for {offer.TermMonths} months";
        var rate = !offer.HasAnnualRate ? "" : $" at {Percent(offer.AnnualRate)} a year "
            + $"(base {Percent(offer.BaseRate)}, spread {Percent(offer.Spread)})";
        var repaid = offer.Repayment.Length == 0 ? "" : $", repaid {offer.Repayment}";
        return MoneyAmount.Text(offer.Amount) + term + rate + repaid;
    }

    private static string LimitOf(Limit? limit)
    {
        if (limit is null) return "";
        var granted = limit.Granted is null ? "unknown" : MoneyAmount.Text(limit.Granted);
        var asked = limit.Requested is null ? "" : $", {MoneyAmount.Text(limit.Requested)} asked for";
        return granted + asked + (limit.BindingCap.Length > 0 ? $", bound by {limit.BindingCap}" : "");
    }

    private static string Percent(double fraction) =>
        (fraction * 100).ToString("0.00##", CultureInfo.InvariantCulture) + " %";

    private static string StyleOf(Outcome outcome) => outcome switch
    {
        Outcome.Approve or Outcome.ApproveWithConditions or Outcome.CounterOffer => "bold green",
        Outcome.Decline => "bold red",
        _ => "bold yellow",
    };
}
