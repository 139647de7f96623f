using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions;

/// <summary>What must be met before or after the money is paid out.</summary>
internal static class ConditionStage
{
    /// <summary>Runs it: the conditions that hold, in document order. One that is unknown refers.</summary>
    public static IReadOnlyList<OfferCondition> Run(DecisionDraft draft)
    {
        List<OfferCondition>? conditions = null;
        for (var i = 0; i < draft.Policy.Conditions.Count; i++)
        {
            var condition = draft.Policy.Conditions[i];
            var outcome = condition.Rule.Evaluate(draft.Profile);
            var rule = condition.Rule.Name;
            if (outcome == RuleOutcome.Hit)
            {
                var due = DueOn(condition, draft);
                (conditions ??= []).Add(new OfferCondition(condition.Code, condition.Title, due, rule));
            }
            else if (outcome == RuleOutcome.Unknown)
            {
                draft.GiveUnknown(null, rule, condition.WhenUnknown, condition.Rule.Reads);
            }
        }

        if (conditions is null) return [];
        draft.Worsen(DecisionOutcome.ApproveWithConditions);
        return conditions;
    }

    private static DateOnly? DueOn(ConditionRule condition, DecisionDraft draft)
    {
        if (condition.DueWithin is not { } duration) return null;
        var calendar = draft.Rules.Calendar;
        var due = calendar.Deadline(draft.Profile.AsOf, duration);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.Zone);
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(due, zone).DateTime);
    }
}
