using StackExchange.Redis;
using Tocsin.Core.Features;
using Tocsin.Core.Parties;

namespace Tocsin.Redis;

/// <summary>Who is linked to a party, in Redis: one sorted set a party, in the party's partition.</summary>
internal sealed class RedisLinkStore(RedisConnection connection) : ILinkStore
{
    public async ValueTask AddAsync(BorrowerId party, BorrowerId borrower, CancellationToken cancellation)
    {
        var key = Key(party, borrower);
        await connection.CallAsync(
            "note a link", database => database.SortedSetAddAsync(key, borrower.Value, 0), cancellation);
    }

    public async ValueTask RemoveAsync(BorrowerId party, BorrowerId borrower, CancellationToken cancellation)
    {
        var key = Key(party, borrower);
        await connection.CallAsync(
            "forget a link", database => database.SortedSetRemoveAsync(key, borrower.Value), cancellation);
    }

    public async ValueTask<IReadOnlyList<BorrowerId>> ListAsync(
        BorrowerId party, BorrowerId? after, int limit, CancellationToken cancellation)
    {
        RedisPage.CheckLimit(limit);
        var index = Key(party, party);
        return await RedisPage.ReadAsync(connection, index, after, limit, cancellation);
    }

    private RedisKey Key(BorrowerId party, BorrowerId borrower)
    {
        RedisPage.CheckBorrower(party);
        RedisPage.CheckBorrower(borrower);
        return connection.Keys.PartitionOf(party).Linked(party);
    }
}
