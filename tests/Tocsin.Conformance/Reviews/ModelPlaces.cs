using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Conformance.Reviews;

/// <summary>
/// The levels of one borrower as the rules of warnings have them, in few words: up at once; down when the value is
/// known and has been low enough for the dwell; unknown changes nothing, but staleness is told once; resolved rests
/// until it clears or rises.
/// </summary>
internal sealed class ModelPlaces
{
    private readonly Dictionary<string, Place> _places = [];

    /// <summary>The level that the borrower's open warnings amount to; all are of one family.</summary>
    public WarningLevel BorrowerLevel
    {
        get
        {
            if (OpenLevel("court") == WarningLevel.Red) return WarningLevel.Red;
            var highest = _places.Keys.Select(OpenLevel).DefaultIfEmpty().Max();
            return highest > WarningLevel.Orange ? WarningLevel.Orange : highest;
        }
    }

    /// <summary>A look at values; answers what opened, moved or closed.</summary>
    public IEnumerable<PlaceChange> Look(
        IReadOnlyList<ModelIndicator> indicators, IReadOnlyDictionary<string, FeatureViewUpdate> views,
        DateTimeOffset asOf)
    {
        var names = _places.Keys.Union(indicators.Select(indicator => indicator.Place)).ToList();
        return [.. names.Select(Look).OfType<PlaceChange>()];

        PlaceChange? Look(string name)
        {
            var before = PlaceOf(name);
            var indicator = indicators.FirstOrDefault(candidate => candidate.Place == name);
            var after = indicator is not null ? Move(indicator, before, views, asOf)
                : before.Open > WarningLevel.None ? new Place() : before;
            var isStale = after.Open > WarningLevel.None && indicator is not null && IsStale(indicator, views, asOf);
            _places[name] = after with { IsStale = isStale };
            var isNews = before.Open != after.Open || (isStale && !before.IsStale);
            return isNews ? new PlaceChange(name, before.Open, after.Open) : null;
        }
    }

    /// <summary>A person resolved the open warning of a place.</summary>
    public void Resolve(string name) => _places[name] = PlaceOf(name) with { Rests = true };

    /// <summary>The borrower was closed; answers what closed with it.</summary>
    public IReadOnlyList<PlaceChange> Close()
    {
        var open = _places.Where(place => place.Value.Open > WarningLevel.None)
            .Select(place => new PlaceChange(place.Key, place.Value.Open, WarningLevel.None)).ToList();
        foreach (var change in open) _places[change.Place] = new Place();
        return open;
    }

    /// <summary>The level of the open warning of a place; none when there is none.</summary>
    public WarningLevel OpenLevel(string name) => PlaceOf(name).Open;

    private Place PlaceOf(string name) => _places.GetValueOrDefault(name) ?? new Place();

    private static Place Move(
        ModelIndicator indicator, Place before, IReadOnlyDictionary<string, FeatureViewUpdate> views,
        DateTimeOffset asOf)
    {
        DateTimeOffset? staleFrom = null;
        double? value = null;
        if (views.TryGetValue(indicator.View, out var view))
        {
            if (indicator.View == "firm")
                staleFrom = view.ObservedAt.AddDays(ModelRules.StaleDays).AddMicroseconds(1);
            if (!(staleFrom <= asOf) && view.Values.TryGetValue(indicator.Feature, out var present))
                value = present.AsNumber;
        }

        if (value is not { } known) return Holding(before);
        var hit = indicator.LevelOf(known);
        if (hit > before.Level) return new Place(hit);
        if (hit == before.Level) return Holding(before);
        if (indicator.Clear is { } clear && known >= clear) return Holding(before);
        var since = before.FreshUntil < asOf ? asOf : before.Since ?? asOf;
        return asOf - since >= TimeSpan.FromDays(indicator.DwellDays)
            ? new Place(hit, Rests: before.Rests && hit > WarningLevel.None)
            : before with { Since = since, FreshUntil = staleFrom };
    }

    private static bool IsStale(
        ModelIndicator indicator, IReadOnlyDictionary<string, FeatureViewUpdate> views, DateTimeOffset asOf) =>
        indicator.View == "firm" && views.TryGetValue("firm", out var view)
        && view.Values.ContainsKey(indicator.Feature)
        && view.ObservedAt.AddDays(ModelRules.StaleDays).AddMicroseconds(1) <= asOf;

    private static Place Holding(Place before) => before with { Since = null, FreshUntil = null };

    private sealed record Place(
        WarningLevel Level = WarningLevel.None, bool Rests = false, DateTimeOffset? Since = null,
        DateTimeOffset? FreshUntil = null, bool IsStale = false)
    {
        public WarningLevel Open => Rests ? WarningLevel.None : Level;
    }
}

/// <summary>A place whose open level changed, or whose value went stale.</summary>
internal sealed record PlaceChange(string Place, WarningLevel Before, WarningLevel After);
