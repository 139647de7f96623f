using StackExchange.Redis;
using Tocsin.Core.Features;

namespace Tocsin.Redis;

/// <summary>
/// Completes commits that stopped half way. A commit writes a draft of what it makes of its borrower, then its log
/// entry, then does what the draft says; no other commit of the partition is made before that is done.
/// </summary>
internal sealed class RedisRecovery(RedisConnection connection)
{
    /// <summary>Looks at every partition and answers how many commits it completed.</summary>
    public async Task<int> RunAsync(RedisKeys keys, CancellationToken cancellation)
    {
        var completed = 0;
        for (var number = 0; number < keys.Partitions; number++)
        {
            var partition = keys.Partition(number);
            var borrower = await connection.CallAsync(
                "look for a commit that stopped",
                database => database.HashGetAsync(partition.Draft, "borrower", CommandFlags.DemandMaster),
                cancellation);
            if (!borrower.IsNull && await CompleteAsync(partition, borrower.ToString(), cancellation)) completed++;
        }

        return completed;
    }

    /// <summary>Completes a borrower's commit; false when none of that borrower stopped half way.</summary>
    public async Task<bool> CompleteAsync(PartitionKeys partition, string borrower, CancellationToken cancellation)
    {
        var answer = await connection.RunAsync(
            "complete a commit", RedisScripts.Repair, partition.ForCommit(BorrowerId.Parse(borrower)), [borrower],
            cancellation);
        return answer[0] == "1";
    }
}
