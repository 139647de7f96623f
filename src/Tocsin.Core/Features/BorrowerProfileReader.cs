namespace Tocsin.Core.Features;

/// <summary>Lays stored views, and views a request carries, out as a profile.</summary>
public static class BorrowerProfileReader
{
    /// <summary>
    /// The profile of a borrower as of a moment. A view that is carried takes the place of the stored one, whole, but
    /// for its labels, which stay the stored ones; a value past its view's stale limit counts as stale; one that no
    /// longer has the catalogue's type counts as missing. Features of exposures are missing in it.
    /// </summary>
    /// <param name="layout">The layout.</param>
    /// <param name="stored">What the store has; null when it has nothing.</param>
    /// <param name="carried">Checked views of the request; may be empty.</param>
    /// <param name="asOf">The moment, in UTC.</param>
    public static BorrowerProfile Read(
        InputLayout layout, StoredProfile? stored, IReadOnlyList<FeatureViewUpdate> carried, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return Read(layout, stored, carried, BorrowerExposures.Of(layout.Catalogue, stored, carried), asOf);
    }

    /// <summary>The same, of a borrower whose exposures are read already.</summary>
    public static BorrowerProfile Read(
        InputLayout layout, StoredProfile? stored, IReadOnlyList<FeatureViewUpdate> carried,
        BorrowerExposures exposures, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(carried);
        ArgumentNullException.ThrowIfNull(exposures);
        var profile = new BorrowerProfile(layout, asOf);
        foreach (var view in layout.Catalogue.Views)
        {
            if (view.IsPerExposure) continue;
            var ofRequest = Find(carried, view.Name);
            var storedView = stored?.Views.GetValueOrDefault(view.Name);
            if (layout.Of(view).IsAggregated)
            {
                Aggregate(profile, view, exposures);
            }
            else if (ofRequest is not null)
            {
                Lay(profile, view, ViewValues.Of(ofRequest));
                if (storedView is not null) LayKept(profile, view, ViewValues.Of(ofRequest), ViewValues.Of(storedView));
            }
            else if (storedView is not null)
            {
                Lay(profile, view, ViewValues.Of(storedView));
            }
        }

        profile.Set(ReservedInputs.TimeAsOf, FeatureValue.OfDate(layout.DayOf(asOf)));
        return profile;
    }

    /// <summary>
    /// The profile of one exposure: that of its borrower, and the exposure's own features. One the borrower does not
    /// have leaves them missing.
    /// </summary>
    public static BorrowerProfile ReadExposure(
        BorrowerProfile borrower, BorrowerExposures exposures, ExposureId exposure)
    {
        ArgumentNullException.ThrowIfNull(borrower);
        ArgumentNullException.ThrowIfNull(exposures);
        var profile = borrower.Copy();
        foreach (var view in borrower.Layout.Catalogue.Views.Where(view => view.IsPerExposure))
        {
            if (exposures.Find(exposure, view.Name) is { } values) Lay(profile, view, values);
        }

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
            if (stored.Views.GetValueOrDefault(label.View) is { } view
                && ViewValues.Of(view).ValueOf(label) is { } value)
            {
                labels[label.FullName] = value.ToCanonicalText();
            }
        }

        return labels;
    }

    /// <summary>
    /// Lays a view over a profile, as if a request had carried it; one the catalogue lacks is left out.
    /// </summary>
    internal static void LayOver(BorrowerProfile profile, FeatureViewUpdate carried)
    {
        if (profile.Layout.Catalogue.FindView(carried.View) is { } view) Lay(profile, view, ViewValues.Of(carried));
    }

    /// <summary>Lays a carried view in the place of the stored one that a profile has.</summary>
    internal static void LayInPlace(
        BorrowerProfile profile, FeatureView view, FeatureViewUpdate carried, StoredView? stored)
    {
        var slots = profile.Layout.Of(view);
        // What is computed from exposures nobody carries.
        if (slots.IsAggregated) return;
        foreach (var slot in slots.Features) profile.Clear(slot);
        Lay(profile, view, ViewValues.Of(carried));
        if (stored is not null) LayKept(profile, view, ViewValues.Of(carried), ViewValues.Of(stored));
    }

    private static FeatureViewUpdate? Find(IReadOnlyList<FeatureViewUpdate> carried, string view)
    {
        for (var i = 0; i < carried.Count; i++) if (carried[i].View == view) return carried[i];
        return null;
    }

    private static void Lay(BorrowerProfile profile, FeatureView view, ViewValues values)
    {
        NoteAge(profile, view, values.ObservedAt);
        var isStale = view.IsStale(values.ObservedAt, profile.AsOf);
        var slots = profile.Layout.Of(view).Features;
        profile.NoteObserved(slots, values.ObservedAt);
        for (var i = 0; i < slots.Length; i++) Lay(profile, slots[i], values.ValueOf(view, i), isStale);
    }

    // Where a borrower belongs is the lender's word, whoever brings the rest of the view; and what is stored is the
    // value before the one that is carried.
    private static void LayKept(BorrowerProfile profile, FeatureView view, ViewValues carried, ViewValues stored)
    {
        var slots = profile.Layout.Of(view).Features;
        var isStale = view.IsStale(stored.ObservedAt, profile.AsOf);
        for (var i = 0; i < slots.Length; i++)
        {
            var feature = view.Features[i];
            if (feature.IsLabel) LayKept(profile, slots[i], stored.ValueOf(feature), stored.ObservedAt, isStale);
            if (feature.PreviousOf.Length == 0) continue;
            var sent = view.Find(feature.PreviousOf)!;
            var last = stored.ValueOf(sent);
            var before = last is null || last == carried.ValueOf(sent) ? stored.ValueOf(feature) : last;
            LayKept(profile, slots[i], before, stored.ObservedAt, isStale);
        }
    }

    private static void LayKept(
        BorrowerProfile profile, InputSlot slot, FeatureValue? held, DateTimeOffset observedAt, bool isStale)
    {
        profile.NoteObserved(slot.Index, observedAt);
        Lay(profile, slot, held, isStale);
    }

    private static void Lay(BorrowerProfile profile, InputSlot slot, FeatureValue? held, bool isStale)
    {
        if (held is not { } value) return;
        if (isStale) profile.MarkStale(slot.Index);
        else profile.Set(slot, value);
    }

    private static void NoteAge(BorrowerProfile profile, FeatureView view, DateTimeOffset observedAt)
    {
        var age = Math.Max(0, (profile.AsOf - observedAt).Days);
        var slot = profile.Layout.Of(view).Age;
        profile.NoteObserved(slot.Index, observedAt);
        profile.Set(slot, FeatureValue.OfInteger(age));
    }

    // Without an exposure ever sent nothing is known of them: no sum is zero then.
    private static void Aggregate(BorrowerProfile profile, FeatureView view, BorrowerExposures exposures)
    {
        if (!exposures.IsAnyKnown) return;
        var oldest = default(DateTimeOffset?);
        foreach (var feature in view.Features)
        {
            var slot = profile.Layout.Find(feature.FullName)!;
            var aggregate = AggregateReading.Of(feature.Aggregate!, profile, exposures);
            if (aggregate.ObservedAt is { } observedAt)
            {
                profile.NoteObserved(slot.Index, observedAt);
                if (!(observedAt > oldest)) oldest = observedAt;
            }

            if (aggregate.Value is { } value) profile.Set(slot, value);
            else if (aggregate.IsStale) profile.MarkStale(slot.Index);
        }

        if (oldest is { } moment) NoteAge(profile, view, moment);
    }
}
