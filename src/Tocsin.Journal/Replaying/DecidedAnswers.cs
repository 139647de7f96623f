using System.Globalization;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Replaying;

/// <summary>What each rule of a decision gave, by name: what two decisions are compared by. Immutable.</summary>
internal static class DecidedAnswers
{
    /// <summary>The answers of a decision; the names are those of its own policy.</summary>
    public static Dictionary<string, string> Of(
        DecidedRecord decided, IReadOnlyList<string> knockOuts, IReadOnlyList<string> characteristics)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < Math.Min(knockOuts.Count, decided.KnockOuts.Length); at++)
            answers[knockOuts[at]] = decided.KnockOuts[at].ToString(CultureInfo.InvariantCulture);
        if (decided.Score is { } score) AddScore(answers, score, characteristics);
        foreach (var cap in decided.Limit?.Caps ?? [])
            answers[cap.Name] = cap.HasAmount ? Text(cap.Amount) : Text(cap.Outcome);
        foreach (var component in decided.Price?.Components ?? [])
            answers[component.Name] = component.HasRate ? Text(component.Rate) : Text(component.Outcome);
        foreach (var condition in decided.Conditions) answers[condition.Rule] = condition.Code;
        return answers;
    }

    private static void AddScore(
        Dictionary<string, string> answers, ScoreRecord score, IReadOnlyList<string> characteristics)
    {
        for (var at = 0; at < Math.Min(characteristics.Count, score.CharacteristicPoints.Count); at++)
            answers[characteristics[at]] = Text(score.CharacteristicPoints[at]);
        foreach (var notch in score.Notches) answers[notch.Rule] = Text(notch.Notches);
        // Of a formula there is no part that could be named.
        if (score.CharacteristicPoints.Count > 0) return;
        answers["score"] = score.HasDiscriminant
            ? Text(score.Discriminant) : score.HasLogOdds ? Text(score.LogOdds) : "";
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
