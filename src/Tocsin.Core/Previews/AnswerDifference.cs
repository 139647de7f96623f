using Tocsin.Core.Decisions;

namespace Tocsin.Core.Previews;

/// <summary>What makes one answer another. Immutable.</summary>
/// <param name="Step">At which step of deciding.</param>
/// <param name="Rule">
/// The rule; what is refused; empty for the grade, for a bound and for another part of the policy.
/// </param>
/// <param name="Before">What it gave before; empty where it was not there or not looked at.</param>
/// <param name="After">What it gives after; empty where it is not there or is not looked at.</param>
public sealed record AnswerDifference(DecisionStep Step, string Rule, string Before, string After)
{
    /// <summary>
    /// The first rule in the order of deciding that gives something else, and how many do. Where none does, the policy
    /// made another answer of the same: that is one difference, named by the first part of the answer that is another.
    /// </summary>
    /// <param name="before">What each rule gave before, in the order of deciding.</param>
    /// <param name="after">What each rule gives after, in the order of deciding.</param>
    /// <param name="otherwise">What to name where no rule gives something else.</param>
    public static (AnswerDifference First, int Count) Between(
        IReadOnlyList<AnswerPart> before, IReadOnlyList<AnswerPart> after, AnswerDifference otherwise)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var differences = All(before, after);
        if (differences.Count == 0) return (otherwise, 1);
        // What the policy makes of rules is no rule.
        return (differences[0], Math.Max(1, differences.Count(one => one.Step != DecisionStep.Policy)));
    }

    /// <summary>That the policy made other answers of the same.</summary>
    public static AnswerDifference OfPolicy(DecisionAnswer before, DecisionAnswer after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new AnswerDifference(DecisionStep.Policy, "", Summary(before), Summary(after));
    }

    /// <summary>That one of two rule sets refuses what is asked, or both do on other grounds.</summary>
    public static AnswerDifference OfRefusals(Refusal? before, Refusal? after) =>
        new(DecisionStep.Refused, AnswerParts.Text(after ?? before), Summary(before), Summary(after));

    private static List<AnswerDifference> All(IReadOnlyList<AnswerPart> before, IReadOnlyList<AnswerPart> after)
    {
        var given = new Dictionary<(DecisionStep, string), string>();
        foreach (var part in after) given.TryAdd((part.Step, part.Rule), part.Value);
        var found = new List<AnswerDifference>();
        foreach (var part in before)
        {
            var key = (part.Step, part.Rule);
            var now = given.GetValueOrDefault(key, "");
            given.Remove(key);
            if (now != part.Value) found.Add(new AnswerDifference(part.Step, part.Rule, part.Value, now));
        }

        // What is left is new, in the candidate's order.
        found.AddRange(after.Where(part => given.ContainsKey((part.Step, part.Rule)))
            .Select(part => new AnswerDifference(part.Step, part.Rule, "", part.Value)));
        return [.. found.OrderBy(difference => difference.Step)];
    }

    private static string Summary(Refusal? refusal) =>
        refusal is null ? "decides" : $"refuses: {AnswerParts.Text(refusal)}";

    private static string Summary(DecisionAnswer answer) =>
        $"{AnswerParts.Text(answer.Outcome)} {string.Join(' ', answer.Reasons)}".TrimEnd();
}
