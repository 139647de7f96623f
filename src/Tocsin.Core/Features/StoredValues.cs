using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Tocsin.Core.Features;

/// <summary>
/// Canonical texts by the name of their feature, as <see cref="StoredTexts"/> makes them: kept as the bytes that a
/// store gave, most of which are read as numbers and never as texts. Immutable and thread-safe.
/// </summary>
internal sealed class StoredValues : IReadOnlyDictionary<string, string>
{
    private readonly StoredNames _names;
    private readonly byte[][] _texts;

    public StoredValues(StoredNames names, byte[][] texts) => (_names, _texts) = (names, texts);

    /// <inheritdoc/>
    public int Count => _texts.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _texts.Select((_, place) => _names[place]);

    /// <inheritdoc/>
    public IEnumerable<string> Values => _texts.Select(Encoding.UTF8.GetString);

    /// <inheritdoc/>
    public string this[string key] => TryGetValue(key, out var text) ? text
        : throw new KeyNotFoundException($"There is no value of '{key}'.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _names.PlaceOf(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        var place = _names.PlaceOf(key);
        value = place < 0 ? null : Encoding.UTF8.GetString(_texts[place]);
        return place >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (var i = 0; i < _texts.Length; i++)
            yield return KeyValuePair.Create(_names[i], Encoding.UTF8.GetString(_texts[i]));
    }

    /// <summary>The value of a feature by its place in its view; null when there is none of its type.</summary>
    public FeatureValue? ValueOf(FeatureView view, int feature)
    {
        var place = _names.PlacesOf(view)[feature];
        return place >= 0 && FeatureValue.TryParse(view.Features[feature].Type, _texts[place], out var value)
            ? value : null;
    }

    /// <summary>The bytes of all texts together.</summary>
    public int CountTextBytes()
    {
        var bytes = 0;
        foreach (var text in _texts) bytes += text.Length;
        return bytes;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
