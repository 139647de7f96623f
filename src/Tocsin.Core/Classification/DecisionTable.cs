using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Classification;

/// <summary>
/// Results, and the rows that call for them. Immutable and thread-safe; evaluating is pure.
/// </summary>
public sealed record DecisionTable
{
    /// <summary>Its name; unique in the rule set.</summary>
    public required string Name { get; init; }

    /// <summary>Its title.</summary>
    public BilingualText Title { get; init; } = BilingualText.Empty;

    /// <summary>Where it comes from.</summary>
    public string Source { get; init; } = "";

    /// <summary>Who answers for it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The civil date by which it is to be looked at again; null when none is set.</summary>
    public DateOnly? ReviewDate { get; init; }

    /// <summary>True when it is asked of each exposure, false when once of the borrower.</summary>
    public bool IsPerExposure { get; init; }

    /// <summary>True while nobody has confirmed it: it gives a result only where drafts count.</summary>
    public bool IsDraft { get; init; }

    /// <summary>Its results, from best to worst or from smallest to largest.</summary>
    public required IReadOnlyList<TableResult> Results { get; init; }

    /// <summary>Which of the rows that hit counts.</summary>
    public required TableHitPolicy HitPolicy { get; init; }

    /// <summary>The result where no row hits; of a table of the worst result always the first.</summary>
    public required TableResult Otherwise { get; init; }

    /// <summary>Its rows, in document order.</summary>
    public required IReadOnlyList<TableRow> Rows { get; init; }

    /// <summary>The result of a code, or null.</summary>
    public TableResult? Find(string code) => Results.FirstOrDefault(result => result.Code == code);

    /// <summary>What it says of a profile.</summary>
    /// <param name="profile">The borrower, or one exposure of it.</param>
    /// <param name="usesDrafts">True when drafts count as every other row does.</param>
    public TableAnswer Evaluate(BorrowerProfile profile, bool usesDrafts)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var answer = HitPolicy == TableHitPolicy.Worst
            ? Worst(profile, usesDrafts) : First(profile, usesDrafts);
        if (usesDrafts || !(IsDraft || Rows.Any(row => row.IsDraft))) return answer;
        var withDrafts = Evaluate(profile, usesDrafts: true);
        if (IsDraft) answer = new TableAnswer { Table = this, Rows = answer.Rows };
        var isSame = answer.Result == withDrafts.Result && answer.Possible.SequenceEqual(withDrafts.Possible);
        return isSame ? answer : answer with { WithDrafts = withDrafts };
    }

    private TableAnswer Worst(BorrowerProfile profile, bool usesDrafts)
    {
        var rows = Rows.Select(row => Judge(row, profile, usesDrafts)).ToList();
        var result = rows.Where(row => row is { Counts: true, Outcome: RuleOutcome.Hit })
            .Select(row => row.Row.Result).Append(Otherwise).MaxBy(hit => hit.Rank)!;
        var open = rows.Where(row => row is { Counts: true, Outcome: RuleOutcome.Unknown }
            && row.Row.Result.Rank > result.Rank).ToList();
        return Answer(result, open, rows, profile, usesDrafts);
    }

    private TableAnswer First(BorrowerProfile profile, bool usesDrafts)
    {
        var rows = new List<RowOutcome>();
        var result = Otherwise;
        foreach (var row in Rows)
        {
            var judged = Judge(row, profile, usesDrafts);
            rows.Add(judged);
            if (judged is not { Counts: true, Outcome: RuleOutcome.Hit }) continue;
            result = row.Result;
            break;
        }

        var open = rows.Where(row => row is { Counts: true, Outcome: RuleOutcome.Unknown }
            && row.Row.Result != result).ToList();
        var answer = Answer(result, open, rows, profile, usesDrafts);
        // Nothing orders the results of such a table: while two are possible, neither is the least that holds.
        if (open.Count == 0) return answer;
        return answer with { Result = null, Possible = InOrder([.. answer.Possible, result]) };
    }

    private TableAnswer Answer(
        TableResult result, List<RowOutcome> open, List<RowOutcome> rows, BorrowerProfile profile, bool usesDrafts) =>
        new()
        {
            Table = this,
            Result = result,
            Possible = InOrder(open.Select(row => row.Row.Result)),
            Rows = [.. rows.Where(row => row.Outcome != RuleOutcome.Miss)],
            Missing = [.. open.SelectMany(row => row.Row.Absent(profile, usesDrafts))
                .DistinctBy(input => input.Slot.Index).OrderBy(input => input.Slot.Index)],
        };

    private RowOutcome Judge(TableRow row, BorrowerProfile profile, bool usesDrafts) =>
        new(row, row.Evaluate(profile, usesDrafts), usesDrafts || !(IsDraft || row.IsDraft));

    private static IReadOnlyList<TableResult> InOrder(IEnumerable<TableResult> results) =>
        [.. results.Distinct().OrderBy(result => result.Rank)];
}

/// <summary>Which of the rows that hit counts.</summary>
public enum TableHitPolicy
{
    /// <summary>The one whose result is last in the table's order.</summary>
    Worst = 1,

    /// <summary>The one that stands first.</summary>
    First = 2,
}
