using Google.Protobuf.WellKnownTypes;
using Tocsin.Core.Features;
using Tocsin.V1;
using FeatureValue = Tocsin.Core.Features.FeatureValue;

namespace Tocsin.Server.Endpoints;

/// <summary>Writes what is stored of a borrower, and what became of an update.</summary>
internal static class ProfileWire
{
    /// <summary>
    /// The stored views in the catalogue's order, those of exposures by exposure, and what is computed from them.
    /// </summary>
    public static IEnumerable<ProfileView> Write(StoredProfile stored, InputLayout layout, DateTimeOffset now)
    {
        var exposures = BorrowerExposures.Of(layout.Catalogue, stored, []);
        var profile = BorrowerProfileReader.Read(layout, stored, [], exposures, now);
        foreach (var view in layout.Catalogue.Views)
        {
            if (view.IsAggregated && Computed(view, profile) is { Features.Count: > 0 } computed) yield return computed;
            foreach (var exposure in view.IsPerExposure ? exposures.Open : [default])
            {
                if (stored.Views.GetValueOrDefault(ViewKey.Of(view.Name, exposure)) is { } values)
                    yield return Write(view, exposure, values, now);
            }
        }
    }

    /// <summary>What became of a view of an update.</summary>
    public static ViewUpdateOutcome Write(FeatureViewOutcome outcome) => outcome switch
    {
        FeatureViewOutcome.Applied => ViewUpdateOutcome.Applied,
        FeatureViewOutcome.IgnoredOlder => ViewUpdateOutcome.IgnoredOlder,
        FeatureViewOutcome.Repeated => ViewUpdateOutcome.Repeated,
        _ => ViewUpdateOutcome.Unspecified,
    };

    private static ProfileView Write(FeatureView view, ExposureId exposure, StoredView stored, DateTimeOffset now)
    {
        var written = new ProfileView
        {
            View = view.Name,
            ExposureId = exposure.Value,
            ObservedAt = stored.ObservedAt.ToTimestamp(),
            StaleAt = view.StaleAfter is { } limit ? (stored.ObservedAt + limit).ToTimestamp() : null,
            Stale = view.IsStale(stored.ObservedAt, now),
        };
        foreach (var feature in view.Features)
        {
            if (stored.Values.TryGetValue(feature.Name, out var text)
                && FeatureValue.TryParse(feature.Type, text, out var value))
            {
                written.Features.Add(feature.Name, FeatureWire.Write(value));
            }
        }

        return written;
    }

    // What is unknown is left out, as what is missing is.
    private static ProfileView Computed(FeatureView view, BorrowerProfile profile)
    {
        var written = new ProfileView { View = view.Name };
        foreach (var feature in view.Features)
        {
            var slot = profile.Layout.Find(feature.FullName)!;
            if (profile.ValueOf(slot) is { } value) written.Features.Add(feature.Name, FeatureWire.Write(value));
            if (profile.ObservedAt(slot.Index) is not { } observedAt) continue;
            if (written.ObservedAt is null || observedAt < written.ObservedAt.ToDateTimeOffset())
                written.ObservedAt = observedAt.ToTimestamp();
            written.Stale |= profile.IsStale(slot.Index);
        }

        return written;
    }
}
