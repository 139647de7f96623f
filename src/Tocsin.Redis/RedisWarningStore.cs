using System.Globalization;
using StackExchange.Redis;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Redis;

/// <summary>Warning states and their log in Redis.</summary>
internal sealed class RedisWarningStore(
    RedisConnection connection, RedisBell bell, RedisRecovery recovery, RedisWriteFeed writes) : IWarningStore
{
    private const string StoppedHalfWay = "3";

    private readonly RedisWarningLog _log = new(connection);

    public event Action<int>? Committed
    {
        add => bell.Rung += value;
        remove => bell.Rung -= value;
    }

    public async ValueTask<BorrowerWarnings> ReadAsync(BorrowerId borrower, CancellationToken cancellation)
    {
        RedisPage.CheckBorrower(borrower);
        var keys = connection.Keys.PartitionOf(borrower);
        return await ReadAsync(keys, borrower, cancellation) ?? BorrowerWarnings.Empty(borrower);
    }

    public async ValueTask<CommitResult> CommitAsync(WarningCommit commit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(commit);
        RedisPage.CheckBorrower(commit.Borrower);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            commit.Changes.Count, WarningCommit.MaximumChanges, nameof(commit));
        var keys = connection.Keys;
        var partition = keys.PartitionOf(commit.Borrower);
        try
        {
            var answer = await connection.RunAsync(
                "commit warnings", RedisScripts.Commit, partition.ForCommit(commit.Borrower),
                RedisWarningState.Write(commit, partition.Partition, keys.BellChannel), cancellation);
            if (answer[0] == StoppedHalfWay)
            {
                // It may have been this borrower's, so that its state is to be read again.
                await recovery.CompleteAsync(partition, answer[1], cancellation);
                return new CommitResult(CommitOutcome.RevisionDiffers, 0);
            }

            return new((CommitOutcome)(answer[0][0] - '0'), long.Parse(answer[1], CultureInfo.InvariantCulture));
        }
        finally
        {
            // Whatever the answer, a copy of what was there may be old.
            writes.Tell(new BorrowerWrite(commit.Borrower));
        }
    }

    public async ValueTask<IReadOnlyList<BorrowerWarnings>> ListAsync(
        int partition, BorrowerId? after, int limit, bool openOnly, CancellationToken cancellation)
    {
        RedisPage.CheckLimit(limit);
        var keys = connection.Keys.Partition(partition);
        var index = openOnly ? keys.Open : keys.States;
        var page = new List<BorrowerWarnings>(limit);
        // A borrower can leave between the reading of the index and of its state; a page is filled up all the same,
        // because a short one says that the partition ends.
        while (page.Count < limit)
        {
            var wanted = limit - page.Count;
            var borrowers = await RedisPage.ReadAsync(connection, index, after, wanted, cancellation);
            var states = await Task.WhenAll(borrowers.Select(borrower => ReadAsync(keys, borrower, cancellation)));
            page.AddRange(states.OfType<BorrowerWarnings>().Where(state => !openOnly || state.IsOfConcern));
            if (borrowers.Length < wanted) break;
            after = borrowers[^1];
        }

        return page;
    }

    public ValueTask<LogExtent> ReadExtentAsync(int partition, CancellationToken cancellation) =>
        _log.ReadExtentAsync(partition, cancellation);

    public ValueTask<uint?> ReadCheckAsync(int partition, long sequence, CancellationToken cancellation) =>
        _log.ReadCheckAsync(partition, sequence, cancellation);

    public ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(
        int partition, long afterSequence, int limit, CancellationToken cancellation) =>
        _log.ReadAsync(partition, afterSequence, limit, cancellation);

    public ValueTask<long> TrimLogAsync(
        int partition, long keep, DateTimeOffset committedBefore, CancellationToken cancellation) =>
        _log.TrimAsync(partition, keep, committedBefore, cancellation);

    public async ValueTask<IReadOnlyList<BorrowerId>> ReadMarkedAsync(
        int partition, int limit, CancellationToken cancellation)
    {
        RedisPage.CheckLimit(limit);
        var marks = connection.Keys.Partition(partition).Marks;
        // Fields drawn by chance spread several instances over the borrowers, and none that fails blocks the others.
        return RedisPage.ToBorrowers(await connection.CallAsync(
            "read marks", database => database.HashRandomFieldsAsync(marks, limit, CommandFlags.DemandMaster),
            cancellation));
    }

    public async ValueTask<IReadOnlyList<BorrowerId>> ReadDueAsync(
        int partition, DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        RedisPage.CheckLimit(limit);
        var due = connection.Keys.Partition(partition).Due;
        return RedisPage.ToBorrowers(await connection.CallAsync(
            "read what is due",
            database => database.SortedSetRangeByScoreAsync(
                due, double.NegativeInfinity, RedisTime.ToMicros(now), Exclude.None, Order.Ascending, 0, limit,
                CommandFlags.DemandMaster),
            cancellation));
    }

    public async ValueTask<IReadOnlyList<int>> LeaseAsync(
        string holder, TimeSpan duration, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(holder);
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        var keys = connection.Keys;
        var partitions = await connection.RunAsync(
            "lease partitions", RedisScripts.Lease, [keys.Sweepers, keys.Leases],
            [holder, (long)duration.TotalMicroseconds, keys.Partitions], cancellation);
        return Array.ConvertAll(partitions, text => int.Parse(text, CultureInfo.InvariantCulture));
    }

    private Task<BorrowerWarnings?> ReadAsync(
        PartitionKeys keys, BorrowerId borrower, CancellationToken cancellation) => connection.ReadHashAsync(
        "read warnings", keys.State(borrower), fields => RedisWarningState.Read(borrower, fields), cancellation);
}
