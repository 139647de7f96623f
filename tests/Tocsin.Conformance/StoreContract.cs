using Tocsin.Core.Storage;
using Xunit;

namespace Tocsin.Conformance;

/// <summary>
/// What every contract starts from: stores on places that belong to one test alone, closed when the test ends.
/// </summary>
public abstract class StoreContract : IAsyncLifetime
{
    /// <summary>Partitions of the stores under test: few, so that a handful of borrowers covers them.</summary>
    protected const int Partitions = 4;

    private readonly List<IStore> _stores = [];

    /// <summary>True when several stores may be open on a place at once, as several instances of a server do.</summary>
    protected virtual bool IsShared => false;

    /// <summary>Ends the test's calls when the run is stopped.</summary>
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// Makes a store, not yet opened, over a named place. Within one test the same name means the same data, also
    /// after an earlier store on it was closed; no place is shared between two tests. At most one store at a time is
    /// open on a place, unless <see cref="IsShared"/>. Null partitions express no wish.
    /// </summary>
    protected abstract ValueTask<IStore> CreateStoreAsync(string place, int? partitions);

    /// <summary>Makes a store that is closed with the test, and opens it.</summary>
    protected async ValueTask<IStore> OpenStoreAsync(string place = "main", int? partitions = Partitions)
    {
        var store = await CreateStoreAsync(place, partitions);
        _stores.Add(store);
        await store.OpenAsync(Cancellation);
        return store;
    }

    /// <summary>Opens what several instances on one place have: two stores where that can be, else one.</summary>
    protected async ValueTask<IStore[]> OpenInstancesAsync()
    {
        var first = await OpenStoreAsync();
        return IsShared ? [first, await OpenStoreAsync()] : [first];
    }

    /// <inheritdoc/>
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Closes the stores; whoever overrides it clears the places afterwards.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var store in _stores) await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
