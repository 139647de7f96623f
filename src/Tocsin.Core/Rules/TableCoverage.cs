using Tocsin.Core.Classification;

namespace Tocsin.Core.Rules;

/// <summary>Counts what examples make of the rows of decision tables, and of the rules of the upgrade.</summary>
/// <remarks>
/// An outcome counts only where another one would have changed what the example expects: a row under one that hits is
/// neither hit nor missed.
/// </remarks>
internal sealed class TableCoverage
{
    private readonly RuleSet _set;
    private readonly Dictionary<(string Table, string Row), List<(RuleCoverage Coverage, Rule Rule)>> _rows = [];
    private readonly Dictionary<Rule, RuleCoverage> _upgrades = [];
    private readonly List<RuleCoverage> _rules = [];

    public TableCoverage(RuleSet set)
    {
        _set = set;
        foreach (var table in set.Tables.Values.OrderBy(table => table.Name, StringComparer.Ordinal))
        {
            foreach (var row in table.Rows)
            {
                var parts = new List<(RuleCoverage, Rule)>();
                Add(parts, row.Rule, $"{table.Name}.{row.Rule.Name}");
                _rows.Add((table.Name, row.Rule.Name), parts);
            }
        }

        foreach (var rule in set.Classification?.Upgrade.Rules ?? [])
        {
            var name = $"{set.Classification!.Upgrade.Name}.{rule.Name}";
            _rules.Add(_upgrades[rule] = Of(CoverageRole.Upgrade, rule, name));
        }
    }

    /// <summary>The rows, table by table in the order of their names, then the rules of the upgrade.</summary>
    public IReadOnlyList<RuleCoverage> Rules => _rules;

    /// <summary>Counts what one example expects.</summary>
    public void Note(ExpectedTable expected)
    {
        var table = _set.Tables[expected.Answer.Table.Name];
        var seen = table.HitPolicy == TableHitPolicy.Worst
            ? SeenOfWorst(table, expected) : SeenOfFirst(table, expected);
        foreach (var (row, outcome) in seen)
        {
            var parts = _rows[(table.Name, row.Rule.Name)];
            parts[0].Coverage.Note(outcome);
            foreach (var (coverage, rule) in parts.Skip(1)) coverage.Note(rule.Evaluate(expected.Profile));
        }

        if (expected.Upgrade is { } upgrade) NoteUpgrade(upgrade);
    }

    private static List<(TableRow Row, RuleOutcome Outcome)> SeenOfWorst(DecisionTable table, ExpectedTable expected)
    {
        var counted = Counted(table, expected);
        var rank = expected.Answer.Result?.Rank ?? int.MaxValue;
        var isOneHit = counted.Count(row => row.Row.Result.Rank == rank && row.Outcome == RuleOutcome.Hit) == 1;
        return [.. counted.Where(row => row.Row.Result.Rank > rank
            || (row.Row.Result.Rank == rank && row.Outcome == RuleOutcome.Hit && isOneHit))];
    }

    private static List<(TableRow Row, RuleOutcome Outcome)> SeenOfFirst(DecisionTable table, ExpectedTable expected)
    {
        var counted = Counted(table, expected);
        var hit = counted.FindIndex(row => row.Outcome == RuleOutcome.Hit);
        var asked = hit < 0 ? counted : counted.Take(hit + 1);
        return [.. asked.Where(row => row.Outcome != RuleOutcome.Miss || row.Row.Result != expected.Answer.Result)];
    }

    private static List<(TableRow Row, RuleOutcome Outcome)> Counted(DecisionTable table, ExpectedTable expected) =>
    [
        .. table.Rows.Where(row => expected.UsesDrafts || !(table.IsDraft || row.IsDraft))
            .Select(row => (row, row.Evaluate(expected.Profile, expected.UsesDrafts))),
    ];

    // All must hold, so that a miss is seen only where it is the one that does not.
    private void NoteUpgrade(ExposureClassification exposure)
    {
        if (exposure.Upgrade is not (CategoryUpgrade.Proven or CategoryUpgrade.Held)) return;
        var outcomes = _upgrades.Keys.ToDictionary(rule => rule, rule => rule.Evaluate(exposure.Profile));
        var failing = outcomes.Count(pair => pair.Value != RuleOutcome.Hit);
        foreach (var (rule, outcome) in outcomes)
        {
            var isSeen = outcome == RuleOutcome.Hit ? failing == 0 : failing == 1;
            if (isSeen) _upgrades[rule].Note(outcome);
        }
    }

    private void Add(List<(RuleCoverage Coverage, Rule Rule)> parts, Rule rule, string path)
    {
        var coverage = Of(CoverageRole.Row, rule, path);
        parts.Add((coverage, rule));
        _rules.Add(coverage);
        foreach (var nested in rule.Nested) Add(parts, nested, $"{path}/{nested.Name}");
    }

    private static RuleCoverage Of(CoverageRole role, Rule rule, string name) =>
        new(role, "", name, "", rule.Condition?.Text ?? "") { Condition = rule.Condition };
}
