using Tocsin.Core.Decisions;
using Tocsin.Core.Previews;
using Tocsin.Core.Rules;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Replaying;

/// <summary>Reads off a record what each rule of the decision gave, in the order of deciding. Pure.</summary>
internal static class DecidedParts
{
    // The formula's rule is not journaled.
    private const string Formula = "formula";

    /// <summary>The answer in short.</summary>
    /// <param name="decided">What was decided.</param>
    /// <param name="currency">The currency of the policy that decided.</param>
    public static DecisionAnswer Answer(DecidedRecord decided, string currency) => new()
    {
        Outcome = (DecisionOutcome)decided.Outcome,
        Points = decided.Score is { HasPoints: true } score ? score.Points : null,
        Grade = decided.Score?.Grade ?? "",
        Limit = decided.Limit is { HasGranted: true } limit ? limit.Granted : null,
        AnnualRate = decided.Price is { HasAnnualRate: true } price ? price.AnnualRate : null,
        Currency = currency,
        Reasons = [.. decided.Reasons.Select(reason => reason.Code)],
    };

    /// <summary>What each rule gave; the names are those of the policy that decided.</summary>
    public static List<AnswerPart> Of(
        DecidedRecord decided, IReadOnlyList<string> knockOuts, IReadOnlyList<string> characteristics)
    {
        var parts = new List<AnswerPart>();
        for (var at = 0; at < Math.Min(knockOuts.Count, decided.KnockOuts.Length); at++)
        {
            var outcome = AnswerParts.Text((RuleOutcome)decided.KnockOuts[at]);
            parts.Add(new AnswerPart(DecisionStep.KnockOut, knockOuts[at], outcome));
        }

        parts.AddRange(decided.Needed.Select(name => new AnswerPart(DecisionStep.Required, name, "lacking")));
        if (decided.Score is { } score) AddScore(parts, score, characteristics);
        var isPassed = decided.Reasons.Any(reason => reason.Kind == (int)ReasonKind.Policy && reason.Rule.Length == 0);
        parts.Add(AnswerParts.Bound((DecisionOutcome)decided.Outcome, isPassed));
        foreach (var cap in decided.Limit?.Caps ?? [])
            parts.Add(AnswerParts.Cap(cap.Name, cap.HasAmount ? cap.Amount : null, (RuleOutcome)cap.Outcome));
        foreach (var part in decided.Price?.Components ?? [])
            parts.Add(AnswerParts.Component(part.Name, part.HasRate ? part.Rate : null, (RuleOutcome)part.Outcome));
        foreach (var condition in decided.Conditions)
        {
            DateOnly? dueOn = condition.HasDueOn ? DateOnly.FromDayNumber(condition.DueOn) : null;
            parts.Add(AnswerParts.Condition(condition.Rule, condition.Code, dueOn));
        }

        parts.AddRange(RestOf(decided).Parts());
        return parts;
    }

    /// <summary>
    /// True when two decisions give a reader the same, in what the short answers do not hold, too: what only rules see
    /// is left out.
    /// </summary>
    public static bool IsSame(IEnumerable<AnswerPart> before, IEnumerable<AnswerPart> after) =>
        before.Where(IsSeen).SequenceEqual(after.Where(IsSeen));

    private static bool IsSeen(AnswerPart part) => part.Step is not (DecisionStep.KnockOut or DecisionStep.Bound);

    // Who decides, and for how long an approval holds, is not journaled.
    private static AnswerRest RestOf(DecidedRecord decided) => new()
    {
        Pd = decided.Score is { HasPd: true } score ? score.Pd : null,
        Amount = decided.Offer?.Amount,
        TermMonths = decided.Offer is { HasTermMonths: true } offer ? offer.TermMonths : null,
        Repayment = decided.Offer?.Repayment ?? "",
        BaseRate = decided.Price?.BaseRate,
        Checks = decided.Checks,
        Reasons = decided.Reasons.Select(reason => $"{reason.Code}:{reason.Rule}"),
    };

    private static void AddScore(List<AnswerPart> parts, ScoreRecord score, IReadOnlyList<string> characteristics)
    {
        var count = Math.Min(characteristics.Count, score.CharacteristicPoints.Count);
        for (var at = 0; at < count; at++)
        {
            var isKnown = at < score.CharacteristicStates.Length && score.CharacteristicStates[at] != 0;
            parts.Add(AnswerParts.Characteristic(
                characteristics[at], isKnown ? score.CharacteristicPoints[at] : null));
        }

        if (count == 0)
        {
            parts.Add(AnswerParts.Formula(
                Formula, score.HasDiscriminant ? score.Discriminant : score.HasLogOdds ? score.LogOdds : null));
        }

        parts.AddRange(score.Notches.Select(notch => AnswerParts.Notch(notch.Rule, notch.Notches)));
        parts.Add(AnswerParts.Grade(score.Grade));
    }
}
