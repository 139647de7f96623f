using static Tocsin.Core.Decisions.DecisionDifference;

namespace Tocsin.Core.Decisions;

/// <summary>What made two scores differ.</summary>
internal static class ScoreDifference
{
    /// <summary>
    /// What made them differ; null where they are equal. Where the model gives the same grade and another one came out,
    /// what moved the grade comes before what moved points within it.
    /// </summary>
    public static DecisionDifference? Between(DecisionScore? before, DecisionScore? after)
    {
        if (before is null || after is null)
        {
            return before is null == after is null
                ? null : Of(DifferenceKind.Score, "scorecard", Text(before), Text(after));
        }

        var isMoved = before.Grade != after.Grade && ModelGrade(before) == ModelGrade(after);
        var byModel = OfCharacteristics(before, after);
        return (isMoved ? OfGrading(before, after) ?? byModel : byModel ?? OfGrading(before, after))
            ?? OfScale(before, after) ?? OfModel(before, after);
    }

    private static string ModelGrade(DecisionScore score) => score.ModelGrade ?? score.Grade;

    private static DecisionDifference? OfCharacteristics(DecisionScore before, DecisionScore after)
    {
        var furthest = Names(before).Union(Names(after))
            .Select(name => (Name: name, Before: Points(before, name), After: Points(after, name)))
            .Where(pair => pair.Before != pair.After)
            .OrderByDescending(pair => Math.Abs((long)(pair.After ?? 0) - (pair.Before ?? 0)))
            .FirstOrDefault();
        return furthest.Name is null ? null
            : Of(DifferenceKind.Characteristic, furthest.Name, Number(furthest.Before), Number(furthest.After));
    }

    private static IEnumerable<string> Names(DecisionScore score) =>
        score.Characteristics.Select(result => result.Characteristic.Name);

    private static int? Points(DecisionScore score, string name) =>
        score.Characteristics.FirstOrDefault(result => result.Characteristic.Name == name)?.Points;

    private static DecisionDifference? OfGrading(DecisionScore before, DecisionScore after)
    {
        foreach (var rule in before.Notches.Concat(after.Notches).Select(notch => notch.Rule).Distinct())
        {
            var (was, isNow) = (Notches(before, rule), Notches(after, rule));
            if (was != isNow) return Of(DifferenceKind.Grade, rule, Number(was), Number(isNow));
        }

        return before.BehaviourClass == after.BehaviourClass ? null
            : Of(DifferenceKind.Grade, "grading", before.BehaviourClass, after.BehaviourClass);
    }

    private static double? Notches(DecisionScore score, string rule) =>
        score.Notches.FirstOrDefault(notch => notch.Rule == rule)?.Notches;

    private static DecisionDifference? OfScale(DecisionScore before, DecisionScore after)
    {
        var isOfModel = before.Pd != after.Pd && ModelGrade(before) != ModelGrade(after);
        return before.Grade == after.Grade || isOfModel ? null
            : Of(DifferenceKind.Grade, "rating_scale", before.Grade, after.Grade);
    }

    private static DecisionDifference? OfModel(DecisionScore before, DecisionScore after)
    {
        var isEqual = before.Points == after.Points && before.LogOdds == after.LogOdds && before.Pd == after.Pd
            && before.Discriminant == after.Discriminant && before.Grade == after.Grade
            && before.ModelPd == after.ModelPd && ModelGrade(before) == ModelGrade(after);
        return isEqual ? null : Of(DifferenceKind.Score, "scorecard", Text(before), Text(after));
    }

    private static string Text(DecisionScore? score)
    {
        if (score is null) return "";
        var points = score.Points is { } given ? $"{Number(given)} points, " : "";
        var value = score.Pd is { } pd ? $"pd {Number(pd)}" : $"value {Number(score.Discriminant)}";
        return $"{points}{value}, grade {score.Grade}";
    }
}
