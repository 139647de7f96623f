using StackExchange.Redis;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;

namespace Tocsin.Redis;

/// <summary>Pages of an index, and the bounds that every call keeps.</summary>
internal static class RedisPage
{
    public static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, StoreLimits.MaximumPage);
    }

    public static void CheckBorrower(BorrowerId borrower)
    {
        if (borrower == default) throw new ArgumentException("The default value is not a borrower.", nameof(borrower));
    }

    /// <summary>Borrowers of an index whose scores are all 0, in ordinal order of id.</summary>
    public static async Task<BorrowerId[]> ReadAsync(
        RedisConnection connection, RedisKey index, BorrowerId? after, int limit, CancellationToken cancellation)
    {
        RedisValue start = after?.Value;
        var members = await connection.CallAsync(
            "list borrowers",
            database => database.SortedSetRangeByValueAsync(
                index, start, RedisValue.Null, Exclude.Start, Order.Ascending, 0, limit, CommandFlags.DemandMaster),
            cancellation);
        return ToBorrowers(members);
    }

    public static BorrowerId[] ToBorrowers(RedisValue[] members) =>
        [.. members.Select(member => BorrowerId.Parse(member.ToString()))];
}
