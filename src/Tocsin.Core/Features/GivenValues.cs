using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Tocsin.Core.Features;

/// <summary>
/// The values of one view that nobody stored, an example's, as a store would have them: canonical texts by the name of
/// their feature. None is written as a text and read again unless somebody asks for the text. Immutable and
/// thread-safe.
/// </summary>
/// <param name="view">The view.</param>
/// <param name="features">Values by full name, those of other views too; not changed from now on.</param>
internal sealed class GivenValues(FeatureView view, IReadOnlyDictionary<string, FeatureValue> features)
    : IReadOnlyDictionary<string, string>
{
    /// <inheritdoc/>
    public int Count => view.Features.Count(feature => features.ContainsKey(feature.FullName));

    /// <inheritdoc/>
    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    /// <inheritdoc/>
    public IEnumerable<string> Values => this.Select(pair => pair.Value);

    /// <inheritdoc/>
    public string this[string key] => TryGetValue(key, out var text) ? text
        : throw new KeyNotFoundException($"There is no value of '{key}'.");

    /// <summary>The value of a feature of the view; null when there is none that can be of its type.</summary>
    public FeatureValue? ValueOf(FeatureDefinition feature)
    {
        if (!features.TryGetValue(feature.FullName, out var value)) return null;
        if (value.Type == feature.Type) return value;
        // Given for another catalogue; a store would have its text.
        return FeatureValue.TryParse(feature.Type, value.ToCanonicalText(), out var read) ? read : null;
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => view.Find(key) is { } feature && features.ContainsKey(feature.FullName);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        value = view.Find(key) is { } feature && features.TryGetValue(feature.FullName, out var given)
            ? given.ToCanonicalText() : null;
        return value is not null;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        foreach (var feature in view.Features)
        {
            if (features.TryGetValue(feature.FullName, out var value))
                yield return KeyValuePair.Create(feature.Name, value.ToCanonicalText());
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
