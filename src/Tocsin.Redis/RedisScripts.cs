namespace Tocsin.Redis;

/// <summary>
/// Every script. Each takes all its keys in KEYS and answers an array of texts; wherever one stops, what it did so far
/// is safe, and applying what it did twice is too.
/// </summary>
internal static class RedisScripts
{
    public static RedisScript Claim { get; } = RedisScript.Load("claim.lua");

    public static RedisScript Update { get; } = RedisScript.Load("update.lua");

    public static RedisScript Commit { get; } = RedisScript.Load("borrower.lua", "commit.lua");

    public static RedisScript Repair { get; } = RedisScript.Load("borrower.lua", "repair.lua");

    public static RedisScript Extent { get; } = RedisScript.Load("extent.lua");

    public static RedisScript Trim { get; } = RedisScript.Load("trim.lua");

    public static RedisScript Lease { get; } = RedisScript.Load("lease.lua");

    public static RedisScript Advance { get; } = RedisScript.Load("advance.lua");

    public static RedisScript Anchor { get; } = RedisScript.Load("anchor.lua");

    public static RedisScript Reviewed { get; } = RedisScript.Load("reviewed.lua");

    public static RedisScript Publish { get; } = RedisScript.Load("publish.lua");

    public static RedisScript Approve { get; } = RedisScript.Load("approve.lua");

    public static RedisScript Announce { get; } = RedisScript.Load("announce.lua");

    public static RedisScript Leave { get; } = RedisScript.Load("leave.lua");

    public static RedisScript Fleet { get; } = RedisScript.Load("fleet.lua");
}
