using Tocsin.Core.Decisions;

namespace Tocsin.Core.Previews;

/// <summary>What would become of the decisions of one product. Immutable.</summary>
public sealed record DecisionFigures
{
    /// <summary>The product.</summary>
    public required string Product { get; init; }

    /// <summary>Decisions that were asked.</summary>
    public required long Asked { get; init; }

    /// <summary>How many of them would be another one.</summary>
    public required long Changed { get; init; }

    /// <summary>In which parts.</summary>
    public required PartCounts Parts { get; init; }

    /// <summary>By outcome; null after where the candidate has no answer.</summary>
    public required IReadOnlyList<(DecisionOutcome Before, DecisionOutcome? After, long Decisions)> Outcomes
    {
        get;
        init;
    }

    /// <summary>By grade, in the order of the names; empty where none could be given.</summary>
    public required IReadOnlyList<(string Before, string After, long Decisions)> Grades { get; init; }

    /// <summary>How the points are spread; null where no decision has points.</summary>
    public required ScoreShift? Score { get; init; }

    /// <summary>What they come to before.</summary>
    public required DecisionTotals Before { get; init; }

    /// <summary>What they come to after.</summary>
    public required DecisionTotals After { get; init; }

    /// <summary>Reasons that come or go, by code.</summary>
    public required IReadOnlyList<(string Code, long Added, long Removed)> Reasons { get; init; }

    /// <summary>The rules that make the difference, the most frequent first.</summary>
    public required IReadOnlyList<(DecisionStep Step, string Rule, long Decisions)> Differences { get; init; }
}

/// <summary>How many decisions have another answer in one part. Immutable.</summary>
/// <param name="Outcome">Another outcome.</param>
/// <param name="Grade">Another grade.</param>
/// <param name="Limit">Another limit.</param>
/// <param name="Rate">Another annual rate.</param>
/// <param name="Reasons">Other reasons.</param>
/// <param name="Points">Other points.</param>
/// <param name="Other">Another answer in none of these parts.</param>
public sealed record PartCounts(
    long Outcome, long Grade, long Limit, long Rate, long Reasons, long Points, long Other);

/// <summary>What decisions come to together. Immutable.</summary>
/// <param name="Approved">How many approve, with or without conditions, or offer another amount.</param>
/// <param name="Limits">The sum of the limits that those grant.</param>
/// <param name="Currency">Their currency; empty where nothing was asked.</param>
/// <param name="MeanRate">The mean annual rate of those that have one; null where none has.</param>
public sealed record DecisionTotals(long Approved, decimal Limits, string Currency, double? MeanRate);
