using System.Runtime.InteropServices;
using Tocsin.Core.Features;

namespace Tocsin.Redis;

/// <summary>One view of a borrower while the fields of its hash are read. Not thread-safe.</summary>
internal sealed class RedisView
{
    private readonly List<string> _names = new(16);
    private readonly List<byte[]> _texts = new(16);

    /// <summary>When it was observed; null until that field was read.</summary>
    public DateTimeOffset? ObservedAt { get; set; }

    /// <summary>A feature's value was read.</summary>
    public void Add(string name, byte[] text)
    {
        _names.Add(name);
        _texts.Add(text);
    }

    /// <summary>What was read; null for values that were never observed.</summary>
    public StoredView? ToStored(StoredTexts shared) => ObservedAt is not { } observedAt ? null
        : new StoredView(observedAt, shared.Values(CollectionsMarshal.AsSpan(_names), [.. _texts]));
}
