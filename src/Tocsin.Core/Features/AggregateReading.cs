namespace Tocsin.Core.Features;

/// <summary>What a feature that is computed from exposures comes to for one borrower.</summary>
/// <param name="Value">The value; null when it is unknown or there is none.</param>
/// <param name="IsStale">True when it is unknown because a value of an exposure is stale.</param>
/// <param name="ObservedAt">The oldest moment at which a value behind it held; null when there was none.</param>
internal readonly record struct AggregateReading(FeatureValue? Value, bool IsStale, DateTimeOffset? ObservedAt)
{
    /// <summary>Computes it over the open exposures.</summary>
    public static AggregateReading Of(
        FeatureAggregate aggregate, BorrowerProfile profile, BorrowerExposures exposures)
    {
        if (aggregate.Of is not { } source)
            return new AggregateReading(FeatureValue.OfInteger(exposures.Open.Count), false, null);
        var view = profile.Layout.Catalogue.FindView(source.View)!;
        var (oldest, isUnknown, isStale) = (default(DateTimeOffset?), false, false);
        var values = new List<double>(exposures.Open.Count);
        foreach (var exposure in exposures.Open)
        {
            var found = exposures.Find(exposure, view.Name);
            if (found?.ObservedAt is { } observedAt && !(observedAt > oldest)) oldest = observedAt;
            var value = found?.ValueOf(source);
            var isOld = value is not null && view.IsStale(found!.Value.ObservedAt, profile.AsOf);
            isStale |= isOld;
            if (value is null || isOld) isUnknown = true;
            else values.Add(value.Value.AsNumber);
        }

        // One flag that holds settles the matter, whatever the others are.
        if (aggregate.Kind == AggregateKind.Any && values.Contains(1))
            return new AggregateReading(FeatureValue.OfFlag(true), false, oldest);
        return isUnknown
            ? new AggregateReading(null, isStale, oldest)
            : new AggregateReading(Whole(aggregate.Kind, source.Type, values), false, oldest);
    }

    private static FeatureValue? Whole(AggregateKind kind, FeatureType type, List<double> values) => kind switch
    {
        AggregateKind.Any => FeatureValue.OfFlag(false),
        AggregateKind.Count => FeatureValue.OfInteger(values.Count(value => value != 0)),
        AggregateKind.Sum => Typed(type, values.Sum()),
        _ => values.Count == 0 ? null : Typed(type, values.Max()),
    };

    // A sum that no value can hold is unknown.
    private static FeatureValue? Typed(FeatureType type, double number) => type switch
    {
        FeatureType.Date => FeatureValue.OfDate(DateOnly.FromDayNumber((int)number)),
        FeatureType.Integer when Math.Abs(number) <= FeatureValue.MaximumInteger =>
            FeatureValue.OfInteger((long)number),
        FeatureType.Number when double.IsFinite(number) => FeatureValue.OfNumber(number),
        _ => null,
    };
}
