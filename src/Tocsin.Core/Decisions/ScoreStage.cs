using Tocsin.Core.Features;

namespace Tocsin.Core.Decisions;

/// <summary>The second stage: the model's score, with grade and probability of default.</summary>
internal static class ScoreStage
{
    /// <summary>The score; null where none can be given, which refers or what the rule says.</summary>
    public static DecisionScore? Run(DecisionDraft draft)
    {
        var score = draft.Policy.Scorecard is { } scorecard
            ? OfCard(scorecard, draft) : OfFormula(draft.Policy.Formula!, draft);
        return score is null ? null : Graded(score, draft);
    }

    /// <summary>
    /// The score of some points, but for its characteristics; its grade is not moved.
    /// </summary>
    public static DecisionScore OfPoints(int points, Scorecard scorecard, RatingScale scale)
    {
        var logOdds = scorecard.LogOddsOf(points);
        var pd = 1 / (1 + Math.Exp(logOdds));
        return new DecisionScore(points, logOdds, pd, scale.GradeOf(pd), []);
    }

    /// <summary>The score with its grade moved, laid for later stages; null where the grade cannot be told.</summary>
    public static DecisionScore? Graded(DecisionScore given, DecisionDraft draft)
    {
        DecisionScore? score = given;
        Lay(draft, score);
        if (draft.Policy.Grading is not { } grading) return score;
        score = GradeStage.Run(grading, score, draft);
        if (score is not null) Lay(draft, score);
        return score;
    }

    private static DecisionScore? OfFormula(FormulaScore formula, DecisionDraft draft)
    {
        var scale = draft.Policy.RatingScale;
        if (formula.Value.Evaluate(draft.Profile) is not { } given)
        {
            draft.GiveUnknown(null, formula.Rule, formula.WhenUnknown, formula.Value.Reads);
            return null;
        }

        var value = given.AsNumber;
        if (formula.PdOf(value) is not { } pd)
            return new DecisionScore(null, null, null, scale.GradeOfScore(value), []) { Discriminant = value };
        // Of a probit the odds are taken from both tails, so that neither is lost to rounding.
        var logOdds = formula.Link == FormulaLink.Logit ? -value : Math.Log(formula.PdOf(-value)!.Value / pd);
        return new DecisionScore(null, logOdds, pd, scale.GradeOf(pd), []);
    }

    private static DecisionScore? OfCard(Scorecard scorecard, DecisionDraft draft)
    {
        var results = scorecard.Evaluate(draft.Profile);
        var (points, known, isKnown) = (scorecard.InitialPoints, 0, true);
        foreach (var result in results)
        {
            // Points beyond any scale end the call; a sum that came round again would pass for a good one.
            points = checked(points + (result.Points ?? 0));
            if (!result.IsMissing) known++;
            if (result.Points is not null) continue;
            isKnown = false;
            var (name, reads) = (result.Characteristic.Name, result.Characteristic.Value.Reads);
            draft.GiveUnknown(null, name, WhenUnknown.Refer, reads);
        }

        if (!isKnown) return null;
        if (known < scorecard.MinimumKnown)
        {
            var reads = results.Where(result => result.IsMissing)
                .SelectMany(result => result.Characteristic.Value.Reads);
            draft.GiveUnknown(draft.Policy.UnknownReasons.NoScore, "scorecard", WhenUnknown.Refer, [.. reads]);
            return null;
        }

        return OfPoints(points, scorecard, draft.Policy.RatingScale) with { Characteristics = results };
    }

    private static void Lay(DecisionDraft draft, DecisionScore score)
    {
        var layout = draft.Rules.Layout;
        if (score.Points is { } points) draft.Lay(layout.DecisionScore, FeatureValue.OfInteger(points));
        if (score.LogOdds is { } logOdds && double.IsFinite(logOdds))
            draft.Lay(layout.DecisionLogOdds, FeatureValue.OfNumber(logOdds));
        if (score.Pd is { } pd) draft.Lay(layout.DecisionPd, FeatureValue.OfNumber(pd));
        draft.Lay(layout.DecisionGrade, FeatureValue.OfText(score.Grade));
    }
}
