using Tocsin.Core.Features;

namespace Tocsin.Journal.Recording;

/// <summary>One input of a journaled decision.</summary>
/// <param name="Name">Its name, such as <c>bureau.owner_query_count_3m</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsPersonal">True when its values are personal.</param>
/// <param name="State">What was there.</param>
/// <param name="Value">The value; null unless it is present.</param>
/// <param name="ObservedAt">When it was observed, in UTC, to the microsecond; null when it never was.</param>
public sealed record RecordedInput(
    string Name, FeatureType Type, bool IsPersonal, RecordedState State, FeatureValue? Value,
    DateTimeOffset? ObservedAt);

/// <summary>What was there of an input.</summary>
public enum RecordedState
{
    /// <summary>No value.</summary>
    Missing = 0,

    /// <summary>A fresh value.</summary>
    Present = 1,

    /// <summary>A value that was too old to count.</summary>
    Stale = 2,

    /// <summary>
    /// Nobody can tell any more: the borrower was erased, and the key of its personal values with it.
    /// </summary>
    Erased = 3,

    /// <summary>It was left out when it was journaled, because the store did not give the key.</summary>
    Withheld = 4,
}
