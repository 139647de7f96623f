using System.Collections.Frozen;

namespace Tocsin.Core.Features;

/// <summary>Every view and feature of a rule set. Immutable and thread-safe.</summary>
public sealed class FeatureCatalogue
{
    private readonly FrozenDictionary<string, FeatureView> _views;
    private readonly FrozenDictionary<string, FeatureDefinition> _features;

    /// <summary>A catalogue of views whose names, and whose features' full names, are distinct.</summary>
    public FeatureCatalogue(string timeZone, IReadOnlyList<FeatureView> views)
    {
        ArgumentNullException.ThrowIfNull(views);
        TimeZone = timeZone;
        Views = views;
        _views = views.ToFrozenDictionary(view => view.Name, StringComparer.Ordinal);
        _features = views.SelectMany(view => view.Features)
            .ToFrozenDictionary(feature => feature.FullName, StringComparer.Ordinal);
        HasExposures = views.Any(view => view.IsPerExposure);
        Labels = [.. views.SelectMany(view => view.Features).Where(feature => feature.IsLabel)];
    }

    /// <summary>The IANA name of the zone in which civil dates are meant.</summary>
    public string TimeZone { get; }

    /// <summary>The views, in the catalogue's order.</summary>
    public IReadOnlyList<FeatureView> Views { get; }

    /// <summary>True when some view is kept per exposure.</summary>
    public bool HasExposures { get; }

    /// <summary>The features that are labels.</summary>
    public IReadOnlyList<FeatureDefinition> Labels { get; }

    /// <summary>The moment at which a civil day begins in its zone, in UTC.</summary>
    public DateTimeOffset BeginOf(DateOnly day)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Where the clock goes forward at midnight, the day begins an hour later.
        if (zone.IsInvalidTime(midnight)) midnight = midnight.AddHours(1);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>The view of a name, or null.</summary>
    public FeatureView? FindView(string name) => _views.GetValueOrDefault(name);

    /// <summary>The feature of a full name, <c>view.feature</c>, or null.</summary>
    public FeatureDefinition? FindFeature(string fullName) => _features.GetValueOrDefault(fullName);
}
