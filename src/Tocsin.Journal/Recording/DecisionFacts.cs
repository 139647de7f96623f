using Tocsin.Core.Decisions;
using Tocsin.Core.Features;

namespace Tocsin.Journal.Recording;

/// <summary>What is known of a decision besides the decision itself.</summary>
public sealed record DecisionFacts
{
    /// <summary>The decision's id.</summary>
    public required DecisionId Id { get; init; }

    /// <summary>The caller's id of the request; empty when it gave none.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The borrower.</summary>
    public required BorrowerId Borrower { get; init; }

    /// <summary>What was asked for.</summary>
    public required DecisionRequest Asked { get; init; }

    /// <summary>The exposure it was asked for; the default for none.</summary>
    public ExposureId Exposure { get; init; }

    /// <summary>Who called.</summary>
    public required string Caller { get; init; }

    /// <summary>How surely it was known what is stored of the borrower.</summary>
    public StoredState Stored { get; init; }

    /// <summary>True when the store did not answer.</summary>
    public bool IsDegraded => Stored > StoredState.Current;

    /// <summary>The activation number.</summary>
    public required long Activation { get; init; }

    /// <summary>The variant of the rule set; empty for the live one.</summary>
    public string Variant { get; init; } = "";

    /// <summary>True when the outcome alone was wanted.</summary>
    public bool IsOutcomeAlone { get; init; }

    /// <summary>The views that the request carried, checked against the catalogue.</summary>
    public IReadOnlyList<FeatureViewUpdate> Carried { get; init; } = [];
}
