using Tocsin.Core.Features;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Recording;

/// <summary>
/// Packs the views that a request carried, whole, and unpacks them: what a policy reads through an aggregate alone is
/// no input of its own.
/// </summary>
internal static class CarriedPacking
{
    /// <summary>Views, as old as they were.</summary>
    public static IEnumerable<CarriedView> Pack(IEnumerable<FeatureViewUpdate> carried, DateTimeOffset asOf) =>
        carried.Select(view => new CarriedView
        {
            View = view.View,
            ExposureId = view.Exposure.Value,
            AgeTicks = (asOf - view.ObservedAt).Ticks,
            Values = { view.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(Pack) },
        });

    /// <summary>
    /// Views again, as old as they were but as of another moment, by a catalogue: what it does not have, by name and
    /// type, is left out.
    /// </summary>
    /// <exception cref="ArgumentException">A value or an age is none.</exception>
    public static List<FeatureViewUpdate> Unpack(
        IEnumerable<CarriedView> carried, FeatureCatalogue catalogue, DateTimeOffset asOf)
    {
        var views = new List<FeatureViewUpdate>();
        foreach (var packed in carried)
        {
            if (catalogue.FindView(packed.View) is not { } view || view.IsPerExposure != (packed.ExposureId.Length > 0))
                continue;
            var values = new Dictionary<string, FeatureValue>(StringComparer.Ordinal);
            foreach (var value in packed.Values)
            {
                if (catalogue.FindFeature($"{view.Name}.{value.Feature}") is { } feature
                    && InputPacking.TypeOf(feature.Type) == value.Type)
                    values[value.Feature] = Unpack(value);
            }

            views.Add(new FeatureViewUpdate(view.Name, asOf - TimeSpan.FromTicks(packed.AgeTicks), values)
            {
                Exposure = ExposureId.TryParse(packed.ExposureId, out var exposure) ? exposure : default,
            });
        }

        return views;
    }

    /// <summary>True when a view carries a personal value.</summary>
    public static bool IsPersonal(FeatureViewUpdate view, FeatureCatalogue catalogue) =>
        view.Values.Keys.Any(name => catalogue.FindFeature($"{view.View}.{name}") is not { IsPersonal: false });

    /// <summary>A value.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static FeatureValue Unpack(CarriedValue value) => value.Type switch
    {
        SlotType.Number => FeatureValue.OfNumber(value.Number),
        SlotType.Integer => FeatureValue.OfInteger(value.Whole),
        SlotType.Flag => FeatureValue.OfFlag(value.Whole != 0),
        SlotType.Date => FeatureValue.OfDate(DateOnly.FromDayNumber((int)value.Whole)),
        _ => FeatureValue.OfText(value.Text),
    };

    private static CarriedValue Pack(KeyValuePair<string, FeatureValue> pair)
    {
        var value = new CarriedValue { Feature = pair.Key, Type = InputPacking.TypeOf(pair.Value.Type) };
        if (pair.Value.Type == FeatureType.Text) value.Text = pair.Value.AsText;
        else if (pair.Value.Type == FeatureType.Number) value.Number = pair.Value.AsNumber;
        else value.Whole = (long)pair.Value.AsNumber;
        return value;
    }
}
