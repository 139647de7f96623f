namespace Tocsin.Core.Features;

/// <summary>Where borrowers' features are kept. Every member may be called from any thread at once.</summary>
/// <remarks>
/// A call that cannot be answered because the store is away throws <see cref="Storage.StoreUnavailableException"/>;
/// whether an update was applied is then unknown, and sending it again is safe.
/// </remarks>
public interface IFeatureStore
{
    /// <summary>The borrower's stored features, or null when the store has none.</summary>
    ValueTask<StoredProfile?> ReadAsync(BorrowerId borrower, CancellationToken cancellation);

    /// <summary>
    /// Applies updates, each whole or not at all and each on its own, and answers in their order when the values and
    /// the review marks of those that changed something are durable. Two updates of one borrower in one call are
    /// applied in their order. At most <see cref="Storage.StoreLimits.MaximumBatch"/> updates.
    /// </summary>
    ValueTask<IReadOnlyList<FeatureUpdateResult>> ApplyAsync(
        IReadOnlyList<FeatureUpdate> updates, CancellationToken cancellation);

    /// <summary>
    /// Borrowers of a partition that have stored features, in ordinal order of id, after <paramref name="after"/>
    /// (from the first when null), at most <paramref name="limit"/> (1 to
    /// <see cref="Storage.StoreLimits.MaximumPage"/>). Fewer than the limit means that the partition ends there.
    /// </summary>
    ValueTask<IReadOnlyList<BorrowerId>> ListAsync(
        int partition, BorrowerId? after, int limit, CancellationToken cancellation);

    /// <summary>How many borrowers of a partition have stored features.</summary>
    ValueTask<long> CountAsync(int partition, CancellationToken cancellation);
}
