using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions;

/// <summary>Moves the grade of the model: the matrix first, then the events.</summary>
internal static class GradeStage
{
    /// <summary>The score with its grade moved; null where a class or an event is unknown.</summary>
    public static DecisionScore? Run(GradingPolicy grading, DecisionScore score, DecisionDraft draft)
    {
        var isKnown = true;
        var behaviour = grading.Matrix is null ? "" : Classify(grading, draft, ref isKnown);
        List<NotchResult>? notches = null;
        for (var i = 0; i < grading.Events.Count; i++)
        {
            var notch = grading.Events[i];
            var outcome = notch.Rule.Evaluate(draft.Profile);
            if (outcome == RuleOutcome.Unknown)
            {
                draft.GiveUnknown(null, notch.Rule.Name, notch.WhenUnknown, notch.Rule.Reads);
                isKnown = false;
            }

            if (outcome == RuleOutcome.Hit) (notches ??= []).Add(new NotchResult(notch.Rule.Name, notch.Notches));
        }

        return isKnown ? Moved(grading, score, draft.Policy.RatingScale, behaviour, notches ?? []) : null;
    }

    private static DecisionScore Moved(
        GradingPolicy grading, DecisionScore score, RatingScale scale, string behaviour, List<NotchResult> notches)
    {
        var met = grading.Matrix?.GradeOf(score.Grade, behaviour) ?? score.Grade;
        var down = Math.Min(notches.Sum(notch => notch.Notches), grading.MaximumNotches ?? scale.Grades.Count);
        var grade = scale.Below(met, down);
        var isMoved = grade.Grade != score.Grade;
        return score with
        {
            Grade = grade.Grade,
            Pd = isMoved ? grade.Pd : score.Pd,
            ModelGrade = score.Grade,
            ModelPd = isMoved ? score.Pd : null,
            BehaviourClass = behaviour,
            Notches = notches,
        };
    }

    // The first rule that hits, unless one before it cannot be told.
    private static string Classify(GradingPolicy grading, DecisionDraft draft, ref bool isKnown)
    {
        foreach (var rule in grading.Behaviour)
        {
            var outcome = rule.Rule.Evaluate(draft.Profile);
            if (outcome == RuleOutcome.Hit) return rule.Class;
            if (outcome != RuleOutcome.Unknown) continue;
            draft.GiveUnknown(null, rule.Rule.Name, rule.WhenUnknown, rule.Rule.Reads);
            isKnown = false;
            return "";
        }

        return grading.OtherwiseClass;
    }
}
