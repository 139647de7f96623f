namespace Tocsin.Core.Rules;

/// <summary>How well the examples of a rule set cover its rules.</summary>
/// <remarks>
/// Only what an example expects is counted: a decision for the knock-outs of its product, a score, grade or PD for what
/// gives points, a level for the indicator that it names, a result for the rows that could have given another. A rule
/// that merely ran is not covered, since a change of it would pass unseen.
/// </remarks>
/// <param name="Rules">Every rule and part of a rule, in the order of the rule set.</param>
public sealed record ExampleCoverage(IReadOnlyList<RuleCoverage> Rules)
{
    /// <summary>The share of rules that some example hit, 0 to 1; 1 when there is no rule.</summary>
    public double HitFraction => Share(Rules.Count(rule => rule.Hits > 0), Rules.Count);

    /// <summary>The share of rules that some example missed, 0 to 1, among those that can miss.</summary>
    public double MissFraction =>
        Share(Rules.Count(rule => rule.CanMiss && rule.Misses > 0), Rules.Count(rule => rule.CanMiss));

    /// <summary>The share of hits and misses, together, that some example showed, 0 to 1.</summary>
    public double Fraction => Share(
        Rules.Count(rule => rule.Hits > 0) + Rules.Count(rule => rule.CanMiss && rule.Misses > 0),
        Rules.Count + Rules.Count(rule => rule.CanMiss));

    /// <summary>The rules that no example hit, or none missed.</summary>
    public IReadOnlyList<RuleCoverage> Gaps => [.. Rules.Where(rule => !rule.IsCovered)];

    /// <summary>Counts the outcomes of a set's rules over its examples; a refused one counts for nothing.</summary>
    public static ExampleCoverage Of(RuleSet set, IEnumerable<ExampleResult> results)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(results);
        var policies = set.Policies.Values.OrderBy(policy => policy.Product, StringComparer.Ordinal)
            .Select(policy => new PolicyCoverage(policy)).ToList();
        var tables = new TableCoverage(set);
        var indicators = set.Indicators.Select(indicator => new IndicatorCoverage(indicator)).ToList();
        foreach (var result in results.Where(result => !result.IsRefused))
        {
            var example = result.Example.LaidOut(set.Layout);
            var profile = example.Profile(RuleExample.OwnExposure);
            if (result.ExpectsDecision)
            {
                policies.Find(policy => policy.Product == result.Example.Product)
                    ?.Note(set, example.ApplicationProfile(), result);
            }

            foreach (var expected in result.ExpectedTables) tables.Note(expected);
            foreach (var name in result.ExpectedIndicators)
                indicators.Find(indicator => indicator.Name == name)?.Note(result.Example, profile);
        }

        return new ExampleCoverage(
        [
            .. policies.SelectMany(policy => policy.Rules), .. indicators.SelectMany(indicator => indicator.Rules),
            .. tables.Rules,
        ]);
    }

    private static double Share(int part, int whole) => whole == 0 ? 1 : part / (double)whole;
}
