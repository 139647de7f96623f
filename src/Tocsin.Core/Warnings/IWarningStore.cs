using Tocsin.Core.Features;

namespace Tocsin.Core.Warnings;

/// <summary>
/// Where warning states are kept, and the log of their changes. Every member may be called from any thread at once.
/// </summary>
/// <remarks>
/// A call that cannot be answered because the store is away throws <see cref="Storage.StoreUnavailableException"/>.
/// Whether a commit was made is then unknown: read the state again, never send the commit again.
/// </remarks>
public interface IWarningStore
{
    /// <summary>
    /// Rung after an entry was committed to the given partition, by this process or by another, and for every partition
    /// when a lost connection is back. It may ring too often and, when a connection breaks, too seldom: whoever listens
    /// also looks at the log from time to time. Handlers return at once and never throw.
    /// </summary>
    event Action<int>? Committed;

    /// <summary>The borrower's state; <see cref="BorrowerWarnings.Empty"/> when it has none.</summary>
    ValueTask<BorrowerWarnings> ReadAsync(BorrowerId borrower, CancellationToken cancellation);

    /// <summary>
    /// Commits, all or nothing: log entry, state, mark, due entry and indexes. Answers when it is durable.
    /// </summary>
    ValueTask<CommitResult> CommitAsync(WarningCommit commit, CancellationToken cancellation);

    /// <summary>
    /// States of a partition in ordinal order of borrower, after <paramref name="after"/> (from the first when null),
    /// at most <paramref name="limit"/> (1 to <see cref="Storage.StoreLimits.MaximumPage"/>); with
    /// <paramref name="openOnly"/> only those with an open warning or a place on the watch list. Fewer than the limit
    /// means that the partition ends.
    /// </summary>
    ValueTask<IReadOnlyList<BorrowerWarnings>> ListAsync(
        int partition, BorrowerId? after, int limit, bool openOnly, CancellationToken cancellation);

    /// <summary>How far the log of a partition goes.</summary>
    ValueTask<LogExtent> ReadExtentAsync(int partition, CancellationToken cancellation);

    /// <summary>The check of an entry, or null when the log does not hold it (trimmed, or never written).</summary>
    ValueTask<uint?> ReadCheckAsync(int partition, long sequence, CancellationToken cancellation);

    /// <summary>
    /// Entries of a partition's log after a sequence, in order, at most <paramref name="limit"/> (1 to
    /// <see cref="Storage.StoreLimits.MaximumPage"/>). The first is not the next sequence when that was trimmed.
    /// </summary>
    ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(
        int partition, long afterSequence, int limit, CancellationToken cancellation);

    /// <summary>
    /// Drops the oldest entries of a partition's log while it has more than <paramref name="keep"/> (at least 1) or
    /// they were committed before <paramref name="committedBefore"/>; the last entry always stays. Answers how
    /// many went.
    /// </summary>
    ValueTask<long> TrimLogAsync(
        int partition, long keep, DateTimeOffset committedBefore, CancellationToken cancellation);

    /// <summary>
    /// Borrowers of a partition that wait for a review, in no stated order, at most <paramref name="limit"/>.
    /// </summary>
    ValueTask<IReadOnlyList<BorrowerId>> ReadMarkedAsync(int partition, int limit, CancellationToken cancellation);

    /// <summary>
    /// Borrowers of a partition whose <see cref="BorrowerWarnings.DueAt"/> has come, the longest due first, at most
    /// <paramref name="limit"/>.
    /// </summary>
    ValueTask<IReadOnlyList<BorrowerId>> ReadDueAsync(
        int partition, DateTimeOffset now, int limit, CancellationToken cancellation);

    /// <summary>
    /// Renews an instance's leases on partitions that it is to look after, and answers which it holds now. Instances
    /// that ask in time share the partitions evenly; the partitions of one that no longer asks go to the others after
    /// <paramref name="duration"/>. A lease only saves work that would be done twice: nothing may depend on it. Time is
    /// the store's own, so that no instance's clock matters.
    /// </summary>
    /// <param name="holder">The instance; not empty, the same in every call of it.</param>
    /// <param name="duration">
    /// How long the leases last without another call; zero gives them all up, negative is refused.
    /// </param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<int>> LeaseAsync(string holder, TimeSpan duration, CancellationToken cancellation);
}
