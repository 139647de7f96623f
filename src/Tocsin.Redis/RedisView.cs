using System.Runtime.InteropServices;
using Tocsin.Core.Features;

namespace Tocsin.Redis;

/// <summary>One view of a borrower while the fields of its hash are read. Not thread-safe.</summary>
internal sealed class RedisView
{
    private readonly List<string> _names = new(16);
    private readonly List<TextPlace> _places = new(16);

    /// <summary>The name under which it is stored.</summary>
    public string Key { get; set; } = "";

    /// <summary>When it was observed; null until that field was read.</summary>
    public DateTimeOffset? ObservedAt { get; set; }

    /// <summary>A feature's value was read.</summary>
    public void Add(string name, TextPlace place)
    {
        _names.Add(name);
        _places.Add(place);
    }

    /// <summary>What was read; null for values that were never observed.</summary>
    /// <param name="texts">The texts of all values.</param>
    /// <param name="shared">What borrowers have alike.</param>
    public StoredView? ToStored(byte[] texts, StoredTexts shared) => ObservedAt is not { } observedAt ? null
        : new StoredView(observedAt, shared.Values(CollectionsMarshal.AsSpan(_names), [.. _places], texts));

    /// <summary>Makes it ready for another borrower's.</summary>
    public void Forget()
    {
        _names.Clear();
        _places.Clear();
        Key = "";
        ObservedAt = null;
    }
}
