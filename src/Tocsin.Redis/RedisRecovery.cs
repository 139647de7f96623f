using StackExchange.Redis;
using Tocsin.Core.Features;

namespace Tocsin.Redis;

/// <summary>
/// Brings states up to the log. The log entry of a commit is written first and carries the whole state, so a commit
/// that stopped half way is completed from it.
/// </summary>
internal sealed class RedisRecovery(RedisConnection connection, RedisStoreOptions options)
{
    /// <summary>Looks at the end of every partition's log and answers how many borrowers it repaired.</summary>
    public async Task<int> RunAsync(RedisKeys keys, CancellationToken cancellation)
    {
        var repaired = 0;
        for (var partition = 0; partition < keys.Partitions; partition++)
            repaired += await RepairAsync(keys.Partition(partition), cancellation);
        return repaired;
    }

    private async Task<int> RepairAsync(PartitionKeys keys, CancellationToken cancellation)
    {
        const string what = "compare states with the log";
        var tail = await connection.RunAsync(
            what, RedisScripts.Tail, [keys.Log], [options.RecoveryTail], cancellation);
        var newest = tail.Chunk(2).Select(pair => (Sequence: pair[0], Borrower: BorrowerId.Parse(pair[1]))).ToArray();
        if (newest.Length == 0) return 0;

        RedisKey[] states = [.. newest.Select(entry => keys.State(entry.Borrower))];
        RedisValue[] sequences = [.. newest.Select(entry => (RedisValue)entry.Sequence)];
        var behind = await connection.RunAsync(what, RedisScripts.Behind, states, sequences, cancellation);

        var repaired = 0;
        foreach (var place in behind)
        {
            var (sequence, borrower) = newest[int.Parse(place, System.Globalization.CultureInfo.InvariantCulture)];
            var answer = await connection.RunAsync(
                "repair a state", RedisScripts.Repair, keys.ForCommit(borrower), [borrower.Value, sequence],
                cancellation);
            if (answer[0] == "1") repaired++;
        }

        return repaired;
    }
}
