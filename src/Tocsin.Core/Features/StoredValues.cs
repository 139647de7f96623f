using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Tocsin.Core.Features;

/// <summary>
/// Canonical texts by the name of their feature, as <see cref="StoredTexts"/> makes them: kept as the bytes that a
/// store gave, most of which are read as numbers and never as texts, all in one piece. Immutable and thread-safe.
/// </summary>
internal sealed class StoredValues : IReadOnlyDictionary<string, string>
{
    private readonly StoredNames _names;
    private readonly TextPlace[] _places;
    private readonly byte[] _utf8;

    public StoredValues(StoredNames names, TextPlace[] places, byte[] utf8) =>
        (_names, _places, _utf8) = (names, places, utf8);

    /// <inheritdoc/>
    public int Count => _places.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _places.Select((_, at) => _names[at]);

    /// <inheritdoc/>
    public IEnumerable<string> Values => _places.Select((_, at) => TextAt(at));

    /// <inheritdoc/>
    public string this[string key] => TryGetValue(key, out var text) ? text
        : throw new KeyNotFoundException($"There is no value of '{key}'.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _names.PlaceOf(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        var place = _names.PlaceOf(key);
        value = place < 0 ? null : TextAt(place);
        return place >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (var i = 0; i < _places.Length; i++) yield return KeyValuePair.Create(_names[i], TextAt(i));
    }

    /// <summary>The value of a feature by its place in its view; null when there is none of its type.</summary>
    public FeatureValue? ValueOf(FeatureView view, int feature)
    {
        var known = _names.PlacesOf(view);
        var place = known.Places[feature];
        return place >= 0 && FeatureValue.TryParse(known.Types[feature], BytesAt(place), out var value) ? value : null;
    }

    /// <summary>The bytes of all texts together.</summary>
    public int CountTextBytes()
    {
        var bytes = 0;
        foreach (var place in _places) bytes += place.Length;
        return bytes;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ReadOnlySpan<byte> BytesAt(int at) => _utf8.AsSpan(_places[at].Start, _places[at].Length);

    private string TextAt(int at) => Encoding.UTF8.GetString(BytesAt(at));
}
