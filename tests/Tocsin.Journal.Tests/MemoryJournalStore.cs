using System.Collections.Concurrent;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;

namespace Tocsin.Journal.Tests;

/// <summary>Keys and anchors in memory, of a store that can be away.</summary>
internal sealed class MemoryJournalStore : IJournalStore
{
    private readonly ConcurrentDictionary<string, JournalAnchor> _anchors = new();

    /// <summary>True while no call is answered.</summary>
    public bool IsAway { get; set; }

    /// <summary>How often a key was asked for.</summary>
    public int Asked { get; private set; }

    /// <summary>Called between giving a key and answering it.</summary>
    public Action? Given { get; set; }

    public ConcurrentDictionary<BorrowerId, byte[]> Keys { get; } = new();

    public ValueTask<byte[]> GetOrAddKeyAsync(
        BorrowerId borrower, ReadOnlyMemory<byte> candidate, CancellationToken cancellation)
    {
        Asked++;
        Answer();
        var key = Keys.GetOrAdd(borrower, candidate.ToArray());
        Given?.Invoke();
        return new(key);
    }

    public ValueTask<byte[]?> ReadKeyAsync(BorrowerId borrower, CancellationToken cancellation)
    {
        Answer();
        return new(Keys.GetValueOrDefault(borrower));
    }

    public ValueTask<JournalAnchor?> ReadAnchorAsync(string instance, CancellationToken cancellation)
    {
        Answer();
        return new(_anchors.GetValueOrDefault(instance));
    }

    public ValueTask<bool> WriteAnchorAsync(JournalAnchor anchor, CancellationToken cancellation)
    {
        Answer();
        var noted = _anchors.GetValueOrDefault(anchor.Instance);
        if (noted?.Journal == anchor.Journal && noted.Group > anchor.Group) return new(false);
        _anchors[anchor.Instance] = anchor;
        return new(true);
    }

    private void Answer()
    {
        if (IsAway) throw new StoreUnavailableException("The store is away.");
    }
}
