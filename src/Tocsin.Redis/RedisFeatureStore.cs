using System.Globalization;
using StackExchange.Redis;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;

namespace Tocsin.Redis;

/// <summary>Features and review marks in Redis: one hash per borrower that a person can read.</summary>
internal sealed class RedisFeatureStore(RedisConnection connection, RedisWriteFeed writes) : IFeatureStore
{
    private readonly RedisFieldNames _names = new();

    public async ValueTask<StoredProfile?> ReadAsync(BorrowerId borrower, CancellationToken cancellation)
    {
        RedisPage.CheckBorrower(borrower);
        var key = connection.Keys.PartitionOf(borrower).Borrower(borrower);
        return await connection.ReadHashAsync(
            "read features", key, fields => RedisProfileReader.Read(borrower, fields, _names), cancellation);
    }

    public async ValueTask<IReadOnlyList<FeatureUpdateResult>> ApplyAsync(
        IReadOnlyList<FeatureUpdate> updates, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(updates);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(updates.Count, StoreLimits.MaximumBatch, nameof(updates));
        foreach (var update in updates) RedisPage.CheckBorrower(update.Borrower);

        var keys = connection.Keys;
        var sent = new Task<FeatureUpdateResult>[updates.Count];
        var latest = new Dictionary<BorrowerId, Task>(updates.Count);
        for (var at = 0; at < updates.Count; at++)
        {
            var borrower = updates[at].Borrower;
            // A script that the server does not know yet is sent a second time and may then be overtaken, so the second
            // update of a borrower waits for the first; all others are on their way together.
            sent[at] = ApplyAsync(keys, updates[at], latest.GetValueOrDefault(borrower), cancellation);
            latest[borrower] = sent[at];
        }

        return await Task.WhenAll(sent);
    }

    public async ValueTask<IReadOnlyList<BorrowerId>> ListAsync(
        int partition, BorrowerId? after, int limit, CancellationToken cancellation)
    {
        RedisPage.CheckLimit(limit);
        var index = connection.Keys.Partition(partition).Borrowers;
        return await RedisPage.ReadAsync(connection, index, after, limit, cancellation);
    }

    public async ValueTask<long> CountAsync(int partition, CancellationToken cancellation)
    {
        var index = connection.Keys.Partition(partition).Borrowers;
        return await connection.CallAsync(
            "count borrowers",
            database => database.SortedSetLengthAsync(
                index, double.NegativeInfinity, double.PositiveInfinity, Exclude.None, CommandFlags.DemandMaster),
            cancellation);
    }

    private async Task<FeatureUpdateResult> ApplyAsync(
        RedisKeys keys, FeatureUpdate update, Task? before, CancellationToken cancellation)
    {
        if (before is not null) await before;
        var write = new BorrowerWrite(update.Borrower);
        try
        {
            var answer = await connection.RunAsync(
                "apply features", RedisScripts.Update, keys.PartitionOf(update.Borrower).ForUpdate(update.Borrower),
                RedisProfile.Write(update), cancellation);
            var outcomes = answer.Skip(1).Select(code => (FeatureViewOutcome)(code[0] - '0'));
            var result = new FeatureUpdateResult(
                long.Parse(answer[0], CultureInfo.InvariantCulture), [.. outcomes]);
            write = write with { FeaturesRevision = result.Revision };
            return result;
        }
        finally
        {
            // Without an answer it may have been written all the same.
            writes.Tell(write);
        }
    }
}
