using Tocsin.Core.Features;

namespace Tocsin.Core.Classification;

/// <summary>What is to be classified. Immutable.</summary>
public sealed record ClassificationRequest
{
    /// <summary>
    /// The exposures that are asked for; empty for every open one. One that the borrower does not have is classified on
    /// the values of the borrower alone.
    /// </summary>
    public IReadOnlyList<ExposureId> Exposures { get; init; } = [];

    /// <summary>True when the renewal table is asked, too.</summary>
    public bool WithRenewal { get; init; }

    /// <summary>True when drafts count as every other row does.</summary>
    public bool UsesDrafts { get; init; }

    /// <summary>True when only a part of the borrower's values could be read: no answer is complete then.</summary>
    public bool IsOfPart { get; init; }
}
