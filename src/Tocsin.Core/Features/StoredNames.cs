namespace Tocsin.Core.Features;

/// <summary>
/// The names of the values of a stored view, in one order: the same for most borrowers, and kept once for them.
/// Immutable and thread-safe.
/// </summary>
internal sealed class StoredNames
{
    private readonly string[] _names;
    private readonly Dictionary<string, int> _places;
    private volatile ViewPlaces? _lately;

    /// <summary>Names, each once.</summary>
    public StoredNames(ReadOnlySpan<string> names)
    {
        _names = names.ToArray();
        _places = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
        for (var i = 0; i < _names.Length; i++) _places[_names[i]] = i;
    }

    /// <summary>How many there are.</summary>
    public int Count => _names.Length;

    /// <summary>The name at a place.</summary>
    public string this[int place] => _names[place];

    /// <summary>True when they are these, in this order.</summary>
    public bool Are(ReadOnlySpan<string> names)
    {
        if (names.Length != _names.Length) return false;
        for (var i = 0; i < names.Length; i++) if (names[i] != _names[i]) return false;
        return true;
    }

    /// <summary>Where a name stands; -1 when it is none of them.</summary>
    public int PlaceOf(string name) => _places.GetValueOrDefault(name, -1);

    /// <summary>Where the features of a view stand.</summary>
    public ViewPlaces PlacesOf(FeatureView view)
    {
        // Most are asked for by one catalogue, as long as that is in use.
        if (_lately is { } known && ReferenceEquals(known.View, view)) return known;
        var places = new int[view.Features.Count];
        for (var i = 0; i < places.Length; i++) places[i] = PlaceOf(view.Features[i].Name);
        return _lately = new ViewPlaces(view, places, [.. view.Features.Select(feature => feature.Type)]);
    }
}

/// <summary>Where the features of a view stand among the values that are stored of it.</summary>
/// <param name="View">The view.</param>
/// <param name="Places">Their places, in the view's order; -1 for one that is none of them.</param>
/// <param name="Types">Their types, in the same order.</param>
internal sealed record ViewPlaces(FeatureView View, int[] Places, FeatureType[] Types);
