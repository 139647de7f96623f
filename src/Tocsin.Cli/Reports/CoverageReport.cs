using System.Globalization;
using Tocsin.Cli.Values;
using Tocsin.Core.Rules;

namespace Tocsin.Cli.Reports;

/// <summary>How well examples cover the rules, for people and for programs.</summary>
internal static class CoverageReport
{
    private const int ShownGaps = 20;

    private static readonly string[] _columns =
        ["what", "product", "rule", "part", "hit", "missed", "unknown", "not applicable", "lacks"];

    /// <summary>Writes the summary, and what lacks most; every rule when the whole table is wanted.</summary>
    public static void Write(TerminalPage page, ExampleCoverage coverage, bool isWhole)
    {
        if (isWhole) page.Table("Rules", _columns, coverage.Rules.Select(Row));
        else page.Table("Not covered", _columns, coverage.Gaps.Take(ShownGaps).Select(Row));
        page.Table("Coverage", ["what", "rules", "hit", "missed", "unknown"], Summary(coverage));
        if (!isWhole && coverage.Gaps.Count > ShownGaps)
            page.Line($"{coverage.Gaps.Count - ShownGaps} more rules are not covered; --coverage shows every rule.");
        var style = coverage.Gaps.Count == 0 ? "green" : "yellow";
        page.Line($"Coverage of hits and misses: {Percent(coverage.Fraction)} ({Percent(coverage.HitFraction)} of "
            + $"{coverage.Rules.Count} rules were hit, {Percent(coverage.MissFraction)} missed).", style);
    }

    /// <summary>The coverage for programs.</summary>
    public static object Json(ExampleCoverage coverage) => new
    {
        coverage.Fraction,
        coverage.HitFraction,
        coverage.MissFraction,
        Rules = coverage.Rules.Select(rule => new
        {
            Role = EnumText.Of(rule.Role),
            rule.Product,
            rule.Rule,
            rule.Part,
            rule.Text,
            rule.Hits,
            rule.Misses,
            rule.Unknown,
            rule.NotApplicable,
            rule.IsCovered,
        }),
    };

    /// <summary>A fraction in per cent, rounded down, so that 100 % is said of nothing less.</summary>
    public static string Percent(double fraction) =>
        (Math.Floor((fraction * 1000) + 1e-9) / 10).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static IEnumerable<string[]> Summary(ExampleCoverage coverage) =>
        from rule in coverage.Rules
        group rule by rule.Role into role
        select (string[])
        [
            NameOf(role.Key), $"{role.Count()}", Of(role, rule => rule.Hits > 0),
            Of(role.Where(rule => rule.CanMiss), rule => rule.Misses > 0), Of(role, rule => rule.Unknown > 0),
        ];

    private static string Of(IEnumerable<RuleCoverage> rules, Func<RuleCoverage, bool> isSeen)
    {
        var all = rules.ToList();
        return all.Count == 0 ? "-" : $"{all.Count(isSeen)} of {all.Count}";
    }

    private static string[] Row(RuleCoverage rule)
    {
        string?[] lacks =
        [
            rule.Hits == 0 ? "hit" : null, rule.CanMiss && rule.Misses == 0 ? "miss" : null,
            rule.Unknown == 0 ? "unknown" : null,
        ];
        return
        [
            NameOf(rule.Role), rule.Product, rule.Rule, rule.Part, $"{rule.Hits}",
            rule.CanMiss ? $"{rule.Misses}" : "-", $"{rule.Unknown}", $"{rule.NotApplicable}",
            string.Join(", ", lacks.OfType<string>()),
        ];
    }

    private static string NameOf(CoverageRole role) => EnumText.Of(role).Replace('_', '-');
}
