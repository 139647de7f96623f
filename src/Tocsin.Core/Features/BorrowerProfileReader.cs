namespace Tocsin.Core.Features;

/// <summary>Lays stored views, and views a request carries, out as a profile.</summary>
public static class BorrowerProfileReader
{
    /// <summary>
    /// The profile of a borrower as of a moment. A view that is carried takes the place of the stored one, whole, but
    /// for its labels, which stay the stored ones; a value past its view's stale limit counts as stale; one that no
    /// longer has the catalogue's type counts as missing.
    /// </summary>
    /// <param name="layout">The layout.</param>
    /// <param name="stored">What the store has; null when it has nothing.</param>
    /// <param name="carried">Checked views of the request; may be empty.</param>
    /// <param name="asOf">The moment, in UTC.</param>
    public static BorrowerProfile Read(
        InputLayout layout, StoredProfile? stored, IReadOnlyList<FeatureViewUpdate> carried, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(carried);
        var profile = new BorrowerProfile(layout, asOf);
        foreach (var view in layout.Catalogue.Views)
        {
            var ofRequest = carried.FirstOrDefault(update => update.View == view.Name);
            var storedView = stored?.Views.GetValueOrDefault(view.Name);
            if (ofRequest is not null)
            {
                Lay(profile, view, ofRequest.ObservedAt, feature => Carried(ofRequest, feature));
                if (storedView is not null) LayLabels(profile, view, storedView);
            }
            else if (storedView is not null)
            {
                Lay(profile, view, storedView.ObservedAt, feature => Stored(storedView, feature));
            }
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(layout.Catalogue.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(asOf, zone).DateTime);
        profile.Set(ReservedInputs.TimeAsOf, FeatureValue.OfDate(today));
        return profile;
    }

    /// <summary>
    /// The labels a store holds for a borrower, by full feature name; stale ones still say where it belongs.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ReadLabels(FeatureCatalogue catalogue, StoredProfile? stored)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (stored is null) return labels;
        foreach (var label in catalogue.Labels)
        {
            if (stored.Views.GetValueOrDefault(label.View) is { } view && Stored(view, label) is { } value)
                labels[label.FullName] = value.ToCanonicalText();
        }

        return labels;
    }

    private static void Lay(
        BorrowerProfile profile, FeatureView view, DateTimeOffset observedAt,
        Func<FeatureDefinition, FeatureValue?> valueOf)
    {
        var stale = view.IsStale(observedAt, profile.AsOf);
        var age = Math.Max(0, (profile.AsOf - observedAt).Days);
        profile.Set(ReservedInputs.AgeDaysOf(view.Name), FeatureValue.OfInteger(age));
        foreach (var feature in view.Features) Lay(profile, feature, observedAt, stale, valueOf(feature));
    }

    // Where a borrower belongs is the lender's word, whoever brings the rest of the view.
    private static void LayLabels(BorrowerProfile profile, FeatureView view, StoredView stored)
    {
        var stale = view.IsStale(stored.ObservedAt, profile.AsOf);
        foreach (var label in view.Features.Where(feature => feature.IsLabel))
            Lay(profile, label, stored.ObservedAt, stale, Stored(stored, label));
    }

    private static void Lay(
        BorrowerProfile profile, FeatureDefinition feature, DateTimeOffset observedAt, bool stale, FeatureValue? value)
    {
        var slot = profile.Layout.Find(feature.FullName)!;
        profile.NoteObserved(slot.Index, observedAt);
        if (value is null) return;
        if (stale) profile.MarkStale(slot.Index);
        else profile.Set(slot, value.Value);
    }

    private static FeatureValue? Carried(FeatureViewUpdate update, FeatureDefinition feature) =>
        update.Values.TryGetValue(feature.Name, out var value) && !feature.IsLabel ? value : null;

    private static FeatureValue? Stored(StoredView view, FeatureDefinition feature) =>
        view.Values.TryGetValue(feature.Name, out var text) && FeatureValue.TryParse(feature.Type, text, out var value)
            ? value : null;
}
