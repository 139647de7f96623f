using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Classification;

/// <summary>Which tables classify, and what holds between the exposures of one borrower. Immutable.</summary>
public sealed record ClassificationPolicy
{
    /// <summary>The table of the category of each exposure, best first, of the worst row that hits.</summary>
    public required DecisionTable Category { get; init; }

    /// <summary>The table of the stage of each exposure; null when there is none.</summary>
    public DecisionTable? Stage { get; init; }

    /// <summary>The table of the borrower's size class; null when there is none.</summary>
    public DecisionTable? Size { get; init; }

    /// <summary>The table that says how a renewal is classified; null when there is none.</summary>
    public DecisionTable? Renewal { get; init; }

    /// <summary>The best category that is non-performing: worse ones are, too.</summary>
    public required TableResult NonPerformingFrom { get; init; }

    /// <summary>The feature that holds what is owed on an exposure, in the currency of the books.</summary>
    public required FeatureDefinition Balance { get; init; }

    /// <summary>The feature that holds the category an exposure is booked in.</summary>
    public required FeatureDefinition Booked { get; init; }

    /// <summary>The rules that must all hit before a category better than the booked one counts.</summary>
    public required Workflow Upgrade { get; init; }

    /// <summary>
    /// The category's table without the rows that read what the classification of all exposures brings.
    /// </summary>
    public DecisionTable OwnCategory =>
        field ??= Category with { Rows = [.. Category.Rows.Where(row => !row.ReadsClassified)] };
}
