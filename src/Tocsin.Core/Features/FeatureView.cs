namespace Tocsin.Core.Features;

/// <summary>Features that arrive and age together. Immutable.</summary>
public sealed record FeatureView
{
    /// <summary>Its name, without a dot; an input of every workflow.</summary>
    public required string Name { get; init; }

    /// <summary>Its title.</summary>
    public BilingualText Title { get; init; } = BilingualText.Empty;

    /// <summary>The names of its features whose value before is kept.</summary>
    public IReadOnlyList<string> KeepsPrevious =>
        [.. Features.Where(feature => feature.PreviousOf.Length > 0).Select(feature => feature.PreviousOf)];

    /// <summary>True when it is kept for each exposure of a borrower, false when once for the borrower.</summary>
    public bool IsPerExposure { get; init; }

    /// <summary>
    /// True when its features are computed from those of the exposures, so that nobody sends it. It is as old as the
    /// oldest value that was computed from.
    /// </summary>
    public bool IsAggregated => Features.Any(feature => feature.Aggregate is not null);

    /// <summary>True when feeds may send it: its values are stored.</summary>
    public bool AcceptsFeed { get; init; }

    /// <summary>True when a request may carry it: its values overlay the stored ones for that call.</summary>
    public bool AcceptsRequest { get; init; }

    /// <summary>
    /// Of the view <c>connected</c>: the full name of the feature whose sum over a group is the group's exposure; empty
    /// where no such sum is asked for.
    /// </summary>
    public string GroupExposureOf { get; init; } = "";

    /// <summary>How often it should arrive; null when it is not said.</summary>
    public TimeSpan? Refresh { get; init; }

    /// <summary>The age over which its values are stale, which is unknown; null when they never are.</summary>
    public TimeSpan? StaleAfter { get; init; }

    /// <summary>
    /// True when fetching it costs money, so that nobody fetches it before what is free has been looked at.
    /// </summary>
    public bool IsPaid { get; init; }

    /// <summary>True when the borrower must consent before it is fetched.</summary>
    public bool NeedsConsent { get; init; }

    /// <summary>True when it costs money or consent.</summary>
    public bool IsCostly => IsPaid || NeedsConsent;

    /// <summary>Its features, in the catalogue's order.</summary>
    public required IReadOnlyList<FeatureDefinition> Features { get; init; }

    /// <summary>The feature of a name; null when there is none.</summary>
    public FeatureDefinition? Find(string name)
    {
        // By index, since an enumerator of a list would be allocated for every value that is sent.
        for (var i = 0; i < Features.Count; i++) if (Features[i].Name == name) return Features[i];
        return null;
    }

    /// <summary>True when values observed at one moment are stale as of another.</summary>
    public bool IsStale(DateTimeOffset observedAt, DateTimeOffset asOf) =>
        StaleAfter is { } limit && asOf - observedAt > limit;
}
