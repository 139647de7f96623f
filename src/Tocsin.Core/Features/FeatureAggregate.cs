namespace Tocsin.Core.Features;

/// <summary>How a feature of the borrower is computed from one of its exposures. Immutable.</summary>
/// <param name="Kind">What is made of the values.</param>
/// <param name="Of">
/// The feature of a view per exposure; null only where <see cref="AggregateKind.Count"/> counts the exposures.
/// </param>
/// <remarks>
/// A value that is missing or stale for one exposure makes the whole unknown, but for a flag that holds for another
/// already. A borrower of whom no exposure was ever sent has no aggregates; one whose exposures are all closed has the
/// sum 0, the count 0 and no maximum.
/// </remarks>
public sealed record FeatureAggregate(AggregateKind Kind, FeatureDefinition? Of);

/// <summary>What is made of the exposures' values.</summary>
public enum AggregateKind
{
    /// <summary>The largest number, integer or date.</summary>
    Max = 1,

    /// <summary>The sum of numbers or integers.</summary>
    Sum = 2,

    /// <summary>How many flags hold, or how many exposures there are.</summary>
    Count = 3,

    /// <summary>Whether a flag holds for one of them.</summary>
    Any = 4,
}
