using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Sqlite;

/// <summary>Warning states and the log of their changes in SQLite. Thread-safe.</summary>
/// <remarks>
/// One transaction holds all of a commit, so nothing lags behind the log and no recovery is needed at start.
/// </remarks>
internal sealed class SqliteWarningStore(Func<SqliteSession> open, SqliteStoreOptions options) : IWarningStore
{
    /// <inheritdoc/>
    public event Action<int>? Committed;

    /// <inheritdoc/>
    public ValueTask<BorrowerWarnings> ReadAsync(BorrowerId borrower, CancellationToken cancellation)
    {
        var session = open();
        var partition = SqliteBounds.PartitionOf(session, borrower);
        if (session.States.Find(borrower) is { } recent) return new(recent);
        return session.Readers.ReadAsync(
            link => SqliteRows.States(link[SqliteStatements.ReadState], partition, borrower.Value).SingleOrDefault()
                ?? BorrowerWarnings.Empty(borrower),
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(WarningCommit commit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var session = open();
        var partition = SqliteBounds.PartitionOf(session, commit.Borrower);
        var ready = new SqliteCommit(commit, partition);
        return session.Writer.WriteAsync(
            (link, work) =>
            {
                var result = ready.Write(link);
                if (result.Sequence > 0) work.LoggedPartition = partition;
                if (result.Outcome != CommitOutcome.Committed) return result;
                work.Written = [Written(commit, result)];
                // Until it is remembered it is read from the database, where others can see it a moment before.
                session.States.Forget(commit.Borrower);
                if (options.KeepsRecent) work.Remember = () => Remember(session, partition, ready, result);
                return result;
            },
            size: 1,
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BorrowerWarnings>> ListAsync(
        int partition, BorrowerId? after, int limit, bool openOnly, CancellationToken cancellation)
    {
        var session = open();
        SqliteBounds.Partition(session, partition);
        SqliteBounds.Limit(limit);
        var sql = openOnly ? SqliteStatements.ListOpenStates : SqliteStatements.ListStates;
        return session.Readers.ReadAsync<IReadOnlyList<BorrowerWarnings>>(
            link => SqliteRows.States(link[sql], partition, after?.Value ?? "", limit), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<LogExtent> ReadExtentAsync(int partition, CancellationToken cancellation)
    {
        var session = open();
        SqliteBounds.Partition(session, partition);
        return session.Readers.ReadAsync(link => SqliteLog.Extent(link, partition), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<uint?> ReadCheckAsync(int partition, long sequence, CancellationToken cancellation)
    {
        var session = open();
        SqliteBounds.Partition(session, partition);
        return session.Readers.ReadAsync(
            link => (uint?)link[SqliteStatements.ReadCheck].Number(partition, sequence), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(
        int partition, long afterSequence, int limit, CancellationToken cancellation)
    {
        var session = open();
        SqliteBounds.Partition(session, partition);
        SqliteBounds.Limit(limit);
        if (session.Entries.After(partition, afterSequence, limit) is { } recent) return new(recent);
        return session.Readers.ReadAsync(
            link => SqliteRows.Entries(link[SqliteStatements.ReadEntries], partition, afterSequence, limit),
            cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<long> TrimLogAsync(
        int partition, long keep, DateTimeOffset committedBefore, CancellationToken cancellation)
    {
        var session = open();
        SqliteBounds.Partition(session, partition);
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        var total = 0L;
        int gone;
        do
        {
            gone = await session.Writer.WriteAsync(
                (link, work) =>
                {
                    var dropped = SqliteLog.Trim(link, partition, keep, committedBefore, options.TrimStep);
                    if (dropped > 0) work.Remember = () => session.Entries.Forget(partition);
                    return dropped;
                },
                size: 1,
                cancellation);
            total += gone;
        }
        while (gone >= options.TrimStep);

        return total;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BorrowerId>> ReadMarkedAsync(
        int partition, int limit, CancellationToken cancellation)
    {
        var session = open();
        SqliteBounds.Partition(session, partition);
        SqliteBounds.Limit(limit);
        return session.Readers.ReadAsync(
            link => SqliteRows.Borrowers(link[SqliteStatements.ListMarks], partition, limit), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BorrowerId>> ReadDueAsync(
        int partition, DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        var session = open();
        SqliteBounds.Partition(session, partition);
        SqliteBounds.Limit(limit);
        var until = SqliteTime.ToMicroseconds(now);
        return session.Readers.ReadAsync(
            link => SqliteRows.Borrowers(link[SqliteStatements.ListDue], partition, until, limit), cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>A folder belongs to one process, which so has all of its partitions.</remarks>
    public ValueTask<IReadOnlyList<int>> LeaseAsync(
        string holder, TimeSpan duration, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(holder);
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        var partitions = duration > TimeSpan.Zero ? open().Identity.Partitions : 0;
        return new([.. Enumerable.Range(0, partitions)]);
    }

    private static void Remember(SqliteSession session, int partition, SqliteCommit commit, CommitResult result)
    {
        if (commit.StateAfter(result) is { } state) session.States.Keep(state);
        else session.States.Forget(commit.Borrower);
        if (commit.Entry(result) is { } entry) session.Entries.Add(partition, entry);
    }

    private static BorrowerWrite Written(WarningCommit commit, CommitResult result)
    {
        var write = new BorrowerWrite(commit.Borrower);
        if (commit.Erases) return write;
        var revision = result.Sequence > 0 ? result.Sequence : commit.ExpectedRevision;
        return write with { Warnings = WarningStamp.Of(commit.State with { Revision = revision }) };
    }

    /// <summary>Tells whoever listens that a partition's log grew; called on the writer's thread.</summary>
    internal void Ring(int partition) => Committed?.Invoke(partition);
}
