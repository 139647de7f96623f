using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Classification;

/// <summary>One row of a decision table: where its rule hits, its result is called for. Immutable.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Result">The result it calls for.</param>
public sealed record TableRow(Rule Rule, TableResult Result)
{
    /// <summary>Its title.</summary>
    public BilingualText Title { get; init; } = BilingualText.Empty;

    /// <summary>Where it comes from; empty when it is not said.</summary>
    public string Source { get; init; } = "";

    /// <summary>True while nobody has confirmed it: it is told of, and counts only where drafts do.</summary>
    public bool IsDraft { get; init; }

    /// <summary>What keeps it from counting; null when nothing does.</summary>
    public TableException? Unless { get; init; }

    /// <summary>True when it reads what only the classification of all exposures brings.</summary>
    public bool ReadsClassified => Rule.Reads.Any(
        slot => slot.Name.StartsWith(ReservedInputs.Classified, StringComparison.Ordinal));

    /// <summary>Hit, miss or unknown. A hit of the rule that the exception may lift is unknown.</summary>
    public RuleOutcome Evaluate(BorrowerProfile profile, bool usesDrafts)
    {
        var outcome = Rule.Evaluate(profile);
        if (outcome == RuleOutcome.Miss || Unless is null) return outcome;
        return Unless.Evaluate(profile, usesDrafts) switch
        {
            RuleOutcome.Hit => RuleOutcome.Miss,
            RuleOutcome.Unknown => RuleOutcome.Unknown,
            _ => outcome,
        };
    }

    /// <summary>The inputs that leave it unknown; none where it is not.</summary>
    public IEnumerable<AbsentInput> Absent(BorrowerProfile profile, bool usesDrafts)
    {
        if (Evaluate(profile, usesDrafts) != RuleOutcome.Unknown) return [];
        var ofRule = Rule.Evaluate(profile) == RuleOutcome.Unknown ? AbsentInput.Among(Rule.Reads, profile) : [];
        var ofException = Unless?.Evaluate(profile, usesDrafts) == RuleOutcome.Unknown
            ? Unless.Table.Evaluate(profile, usesDrafts).Missing : [];
        return ofRule.Concat(ofException);
    }
}

/// <summary>What came of one row.</summary>
/// <param name="Row">The row.</param>
/// <param name="Outcome">Hit, miss or unknown.</param>
/// <param name="Counts">False for a draft where drafts do not count.</param>
public sealed record RowOutcome(TableRow Row, RuleOutcome Outcome, bool Counts);
