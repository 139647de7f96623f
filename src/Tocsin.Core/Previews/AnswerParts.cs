using System.Globalization;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Previews;

/// <summary>Reads off a decision what each of its rules gave. Pure.</summary>
public static class AnswerParts
{
    /// <summary>What a bound gave that was not passed.</summary>
    public const string Within = "within";

    internal static IReadOnlyList<AnswerPart> Of(DecisionPolicy policy, Decision decision, BorrowerProfile profile)
    {
        var parts = new List<AnswerPart>();
        // The profile remembers what it was asked.
        parts.AddRange(policy.KnockOuts.Select(knockOut => new AnswerPart(
            DecisionStep.KnockOut, knockOut.Rule.Name, Text(knockOut.Rule.Evaluate(profile)))));
        parts.AddRange(AbsentInput.Among(policy.RequiredSlots, profile).Select(
            absent => new AnswerPart(DecisionStep.Required, absent.Slot.Name, Lower(absent.Absence))));
        if (decision.Score is { } score) AddScore(parts, policy, score);
        parts.Add(Bound(
            decision.Outcome, decision.Reasons.Any(reason => reason.Kind == ReasonKind.Policy && reason.Rule == "")));
        foreach (var cap in decision.Limit?.Caps ?? [])
            parts.Add(Cap(cap.Cap, cap.Amount, cap.Outcome));
        foreach (var component in decision.Price?.Components ?? [])
            parts.Add(Component(component.Component, component.AnnualRate, component.Outcome));
        foreach (var condition in decision.Conditions)
            parts.Add(Condition(condition.Rule, condition.Code, condition.DueOn));
        parts.AddRange(RestOf(policy, decision).Parts());
        return parts;
    }

    /// <summary>What the bounds of a policy made of a score.</summary>
    public static AnswerPart Bound(DecisionOutcome outcome, bool isPassed) =>
        new(DecisionStep.Bound, "", isPassed ? Text(outcome) : Within);

    /// <summary>What a cap gave.</summary>
    public static AnswerPart Cap(string cap, double? amount, RuleOutcome outcome) =>
        new(DecisionStep.Limit, cap, amount is { } known ? Text(known) : Text(outcome));

    /// <summary>What a component of the rate gave.</summary>
    public static AnswerPart Component(string component, double? rate, RuleOutcome outcome) =>
        new(DecisionStep.Price, component, rate is { } known ? Text(known) : Text(outcome));

    /// <summary>What a characteristic gave; null points are unknown.</summary>
    public static AnswerPart Characteristic(string characteristic, int? points) => new(
        DecisionStep.Score, characteristic,
        points is { } known ? known.ToString(CultureInfo.InvariantCulture) : Text(RuleOutcome.Unknown));

    /// <summary>What a formula gave.</summary>
    public static AnswerPart Formula(string rule, double? value) =>
        new(DecisionStep.Score, rule, value is { } known ? Text(known) : Text(RuleOutcome.Unknown));

    /// <summary>An event that moved the grade.</summary>
    public static AnswerPart Notch(string rule, int notches) =>
        new(DecisionStep.Grade, rule, notches.ToString(CultureInfo.InvariantCulture));

    /// <summary>A condition, and the date by which it must be met; without one, before drawdown.</summary>
    public static AnswerPart Condition(string rule, string code, DateOnly? dueOn) => new(
        DecisionStep.Condition, rule,
        dueOn is { } date ? $"{code} by {date.ToString("O", CultureInfo.InvariantCulture)}" : code);

    /// <summary>The grade.</summary>
    public static AnswerPart Grade(string grade) => new(DecisionStep.Grade, "", grade);

    /// <summary>A rule's outcome in a word.</summary>
    public static string Text(RuleOutcome outcome) => outcome switch
    {
        RuleOutcome.Hit => "hit",
        RuleOutcome.Miss => "miss",
        RuleOutcome.NotApplicable => "not applicable",
        _ => "unknown",
    };

    /// <summary>A decision's outcome in words.</summary>
    public static string Text(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Approve => "approve",
        DecisionOutcome.ApproveWithConditions => "approve with conditions",
        DecisionOutcome.CounterOffer => "counter-offer",
        DecisionOutcome.Incomplete => "incomplete",
        DecisionOutcome.Decline => "decline",
        _ => "refer",
    };

    /// <summary>What is refused, in a word; empty for nothing.</summary>
    public static string Text(Refusal? refusal) => refusal switch
    {
        Refusal.Draft => "draft",
        Refusal.Currency => "currency",
        Refusal.Amount => "amount",
        Refusal.Term => "term",
        _ => "",
    };

    private static void AddScore(List<AnswerPart> parts, DecisionPolicy policy, DecisionScore score)
    {
        parts.AddRange(score.Characteristics.Select(
            result => Characteristic(result.Characteristic.Name, result.Points)));
        if (policy.Formula is { } formula) parts.Add(Formula(formula.Rule, score.Discriminant ?? score.LogOdds));
        parts.AddRange(score.Notches.Select(notch => Notch(notch.Rule, notch.Notches)));
        parts.Add(Grade(score.Grade));
    }

    private static AnswerRest RestOf(DecisionPolicy policy, Decision decision) => new()
    {
        Pd = decision.Score?.Pd,
        Amount = decision.Offer?.Amount,
        TermMonths = decision.Offer?.TermMonths,
        Repayment = decision.Offer?.Repayment ?? "",
        BaseRate = decision.Price?.BaseRate,
        Checks = decision.Checks,
        Needed = decision.Needed.Select(input => $"{input.Slot.Name}:{Lower(input.Absence)}"),
        Reasons = decision.Reasons.Select(reason => $"{reason.Definition.Code}:{reason.Rule}"),
        ReferTo = decision.Outcome == DecisionOutcome.Refer ? policy.ReferTo : "",
        ValidForDays = decision.Outcome <= DecisionOutcome.CounterOffer ? policy.ValidForDays : null,
    };

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Lower(Absence absence) => absence.ToString().ToLowerInvariant();
}
