using Tocsin.Core.Features;
using Tocsin.Core.Storage;

namespace Tocsin.Sqlite;

/// <summary>Checks what callers hand to a store before anything is queued or read.</summary>
internal static class SqliteBounds
{
    /// <summary>Lets only a partition of this store through.</summary>
    internal static int Partition(SqliteSession session, int partition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, session.Identity.Partitions);
        return partition;
    }

    /// <summary>Lets only the length of a page through: 1 to <see cref="StoreLimits.MaximumPage"/>.</summary>
    internal static int Limit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, StoreLimits.MaximumPage);
        return limit;
    }

    /// <summary>The partition of a borrower; the default id is no borrower.</summary>
    internal static int PartitionOf(SqliteSession session, BorrowerId borrower) =>
        borrower.Value.Length > 0
            ? borrower.Partition(session.Identity.Partitions)
            : throw new ArgumentException("The default id is no borrower.", nameof(borrower));
}
