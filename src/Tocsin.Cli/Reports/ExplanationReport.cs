using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Shows why rules came out as they did.</summary>
internal static class ExplanationReport
{
    /// <summary>Rows of a rule and its nested rules: rule, outcome, part of the condition, values read.</summary>
    public static IEnumerable<string[]> Rows(RuleResult result, TimeZoneInfo local) => Rows(result, "", local);

    // Levels share their names: only with its indicator's does one stand for itself.
    private static IEnumerable<string[]> Rows(RuleResult result, string above, TimeZoneInfo local)
    {
        var rule = above + result.Rule;
        var read = string.Join(", ", result.Explanation?.Values.Select(value => Read(value, local)) ?? []);
        if (result.Explanation?.Condition is { } condition)
        {
            yield return [rule, EnumText.Of(condition.Outcome), Text(condition), read];
            foreach (var row in condition.Parts.SelectMany(part => PartRows(part, depth: 1))) yield return row;
        }

        foreach (var row in result.Nested.SelectMany(nested => Rows(nested, rule + ".", local))) yield return row;
    }

    private static IEnumerable<string[]> PartRows(ConditionPart part, int depth)
    {
        yield return ["", EnumText.Of(part.Outcome), new string(' ', 2 * depth) + Text(part), ""];
        foreach (var row in part.Parts.SelectMany(inner => PartRows(inner, depth + 1))) yield return row;
    }

    private static string Text(ConditionPart part) =>
        part.Failure.Length == 0 ? part.Text : $"{part.Text} - failed: {part.Failure}";

    private static string Read(ReadFeature value, TimeZoneInfo local)
    {
        var text = value.Value is null ? value.Stale ? "stale" : "missing" : FeatureText.Of(value.Value);
        return value.ObservedAt is null
            ? $"{value.Feature} = {text}" : $"{value.Feature} = {text} of {MomentText.Text(value.ObservedAt, local)}";
    }
}
