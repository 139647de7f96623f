namespace Tocsin.Core.Features;

/// <summary>
/// The exposures of one borrower with their values, those that a request carries in the place of stored ones.
/// </summary>
/// <remarks>
/// An exposure is open while it has a value in at least one view, fresh or stale: a feed closes it by sending its views
/// without values. Immutable.
/// </remarks>
public sealed class BorrowerExposures
{
    private readonly SortedDictionary<ExposureId, Dictionary<string, ViewValues>> _views = [];

    private BorrowerExposures() { }

    /// <summary>True when an exposure was ever sent, though it may be closed now.</summary>
    public bool IsAnyKnown { get; private set; }

    /// <summary>The open exposures, in ordinal order of id.</summary>
    public IReadOnlyCollection<ExposureId> Open => _views.Keys;

    /// <summary>Reads the exposures out of what is stored and carried.</summary>
    public static BorrowerExposures Of(
        FeatureCatalogue catalogue, StoredProfile? stored, IReadOnlyList<FeatureViewUpdate> carried)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(carried);
        var exposures = new BorrowerExposures();
        if (!catalogue.HasExposures) return exposures;
        foreach (var (key, view) in stored?.Views ?? new Dictionary<string, StoredView>())
        {
            var exposure = ViewKey.ExposureOf(key);
            if (!exposure.IsNone) exposures.Add(catalogue, exposure, key[..key.IndexOf('[')], ViewValues.Of(view));
        }

        foreach (var view in carried.Where(view => !view.Exposure.IsNone))
            exposures.Add(catalogue, view.Exposure, view.View, ViewValues.Of(view));
        foreach (var closed in exposures._views.Where(pair => !pair.Value.Any(IsSent)).ToList())
            exposures._views.Remove(closed.Key);
        return exposures;

        // What the server noted of an exposure does not keep it open.
        static bool IsSent(KeyValuePair<string, ViewValues> view) =>
            view.Value.HasAny && !ServerViews.Names.Contains(view.Key, StringComparer.Ordinal);
    }

    /// <summary>The values of a view of an exposure; null when it was never sent.</summary>
    internal ViewValues? Find(ExposureId exposure, string view) =>
        _views.TryGetValue(exposure, out var views) && views.TryGetValue(view, out var values) ? values : null;

    // What the catalogue no longer has is no exposure's.
    private void Add(FeatureCatalogue catalogue, ExposureId exposure, string view, ViewValues values)
    {
        if (catalogue.FindView(view) is not { IsPerExposure: true }) return;
        // What the server noted of an exposure says nothing of how many there are.
        IsAnyKnown |= !ServerViews.Names.Contains(view, StringComparer.Ordinal);
        if (!_views.TryGetValue(exposure, out var views))
            _views.Add(exposure, views = new Dictionary<string, ViewValues>(StringComparer.Ordinal));
        views[view] = values;
    }
}
