namespace Tocsin.Core.Features;

/// <summary>The values of one view, from wherever they come: a store, which keeps text, or a request.</summary>
internal readonly struct ViewValues
{
    private readonly StoredView? _stored;
    private readonly FeatureViewUpdate? _carried;

    private ViewValues(DateTimeOffset observedAt, StoredView? stored, FeatureViewUpdate? carried)
    {
        ObservedAt = observedAt;
        _stored = stored;
        _carried = carried;
    }

    /// <summary>When they held.</summary>
    public DateTimeOffset ObservedAt { get; }

    /// <summary>True when there is at least one.</summary>
    public bool HasAny => (_stored?.Values.Count ?? _carried!.Values.Count) > 0;

    /// <summary>Those that a store keeps.</summary>
    public static ViewValues Of(StoredView stored) => new(stored.ObservedAt, stored, null);

    /// <summary>Those that a request carries; its labels do not count.</summary>
    public static ViewValues Of(FeatureViewUpdate carried) => new(carried.ObservedAt, null, carried);

    /// <summary>The value of a feature; null when there is none of the feature's type.</summary>
    public FeatureValue? ValueOf(FeatureDefinition feature)
    {
        if (_carried is not null)
            return _carried.Values.TryGetValue(feature.Name, out var sent) && !feature.IsLabel ? sent : null;
        if (_stored!.Values is GivenValues given) return given.ValueOf(feature);
        return _stored.Values.TryGetValue(feature.Name, out var text)
            && FeatureValue.TryParse(feature.Type, text, out var value) ? value : null;
    }

    /// <summary>The same, of a feature by its place in its view.</summary>
    public FeatureValue? ValueOf(FeatureView view, int feature) =>
        _stored?.Values is StoredValues values ? values.ValueOf(view, feature) : ValueOf(view.Features[feature]);
}
