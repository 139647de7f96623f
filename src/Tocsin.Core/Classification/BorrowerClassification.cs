namespace Tocsin.Core.Classification;

/// <summary>How a borrower and its exposures are classified. Immutable.</summary>
/// <param name="Exposures">The exposures that were asked for, in ordinal order of id.</param>
/// <param name="Size">What the size table says of the borrower; null when there is none.</param>
public sealed record BorrowerClassification(IReadOnlyList<ExposureClassification> Exposures, TableAnswer? Size);
