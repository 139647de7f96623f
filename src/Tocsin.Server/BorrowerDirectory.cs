using System.Runtime.CompilerServices;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Server;

/// <summary>Lists borrowers of all partitions in one ordinal order. Thread-safe.</summary>
internal sealed class BorrowerDirectory(IStore store, StoreKeeper keeper)
{
    private const int StatePage = 256;

    /// <summary>Borrowers that have stored features, after one, at most some.</summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<IReadOnlyList<BorrowerId>> WithFeaturesAsync(
        BorrowerId? after, int limit, CancellationToken cancellation)
    {
        var found = new List<BorrowerId>();
        for (var partition = 0; partition < Partitions; partition++)
            found.AddRange(await store.Features.ListAsync(partition, after, limit, cancellation));
        return [.. found.Order().Take(limit)];
    }

    /// <summary>States after a borrower, at most some; only those of concern when asked so.</summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<IReadOnlyList<BorrowerWarnings>> WithWarningsAsync(
        BorrowerId? after, int limit, bool openOnly, CancellationToken cancellation)
    {
        var found = new List<BorrowerWarnings>();
        for (var partition = 0; partition < Partitions; partition++)
            found.AddRange(await store.Warnings.ListAsync(partition, after, limit, openOnly, cancellation));
        return [.. found.OrderBy(state => state.Borrower).Take(limit)];
    }

    /// <summary>Every state, partition by partition; one that is written meanwhile is as it was or as it is.</summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async IAsyncEnumerable<BorrowerWarnings> EveryStateAsync(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var partition = 0; partition < Partitions; partition++)
        {
            BorrowerId? after = null;
            IReadOnlyList<BorrowerWarnings> page;
            do
            {
                page = await store.Warnings.ListAsync(partition, after, StatePage, openOnly: false, cancellation);
                foreach (var state in page) yield return state;
                after = page.Count > 0 ? page[^1].Borrower : null;
            }
            while (page.Count == StatePage);
        }
    }

    private int Partitions => keeper.Identity?.Partitions
        ?? throw new StoreUnavailableException("The store has not been opened yet.");
}
