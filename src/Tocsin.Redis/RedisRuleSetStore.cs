using StackExchange.Redis;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;

namespace Tocsin.Redis;

/// <summary>
/// Published rule sets in Redis: a hash each for people too, its files as one archive, and their order by time.
/// </summary>
internal sealed class RedisRuleSetStore(RedisConnection connection) : IRuleSetStore
{
    public async ValueTask<RulePublication> PublishAsync(
        RulePublication publication, RuleFiles files, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(publication);
        ArgumentNullException.ThrowIfNull(files);
        if (publication.Digest != files.Digest)
            throw new ArgumentException($"The files are those of {files.Digest}.", nameof(publication));
        // What is kept already need not travel again.
        if (await FindAsync(publication.Digest, cancellation) is { } known) return known;
        var kept = await connection.RunAsync(
            "keep a rule set", RedisScripts.Publish, KeysFor(connection.Keys, files.Digest),
            Arguments(publication, files), cancellation);
        return RedisRuleSet.Read(kept)!;
    }

    /// <summary>The keys of <c>publish.lua</c>, in their order.</summary>
    internal static RedisKey[] KeysFor(RedisKeys keys, string digest) =>
        [keys.RuleSet(digest), keys.RuleFiles(digest), keys.RuleSets];

    /// <summary>The arguments of <c>publish.lua</c>, in their order.</summary>
    internal static RedisValue[] Arguments(RulePublication publication, RuleFiles files) =>
    [
        RuleFilesCodec.ToZip(files), RedisTime.ToText(publication.At), files.Digest,
        .. RedisRuleSet.Write(publication),
    ];

    public async ValueTask<RulePublication?> FindAsync(string digest, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(digest);
        var key = connection.Keys.RuleSet(digest);
        return RedisRuleSet.Read(await connection.CallAsync(
            "find a rule set", database => database.HashGetAllAsync(key, CommandFlags.DemandMaster), cancellation));
    }

    public async ValueTask<RuleFiles?> ReadFilesAsync(string digest, CancellationToken cancellation)
    {
        if (await FindAsync(digest, cancellation) is null) return null;
        var key = connection.Keys.RuleFiles(digest);
        var zip = await connection.CallAsync(
            "read the files of a rule set", database => database.StringGetAsync(key, CommandFlags.DemandMaster),
            cancellation);
        return zip.IsNull
            ? throw new InvalidDataException($"The files of {digest} are not there.")
            : RuleFilesCodec.FromZip((byte[])zip!, digest);
    }

    public async ValueTask<IReadOnlyList<RulePublication>> ListAsync(
        RulePublication? after, int limit, CancellationToken cancellation)
    {
        RedisPage.CheckLimit(limit);
        var found = new List<RulePublication>();
        RedisValue place = after is null ? RedisValue.Null : RedisRuleSet.PlaceOf(after);
        while (true)
        {
            var wanted = limit - found.Count;
            var places = await ReadPlacesAsync(place, wanted, cancellation);
            found.AddRange(await FindAllAsync(places, cancellation));
            if (places.Length < wanted || found.Count == limit) return found;
            place = places[^1];
        }
    }

    public async ValueTask<RulePublication?> ApproveAsync(
        string digest, RuleApproval approval, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(digest);
        ArgumentNullException.ThrowIfNull(approval);
        return RedisRuleSet.Read(await connection.RunAsync(
            "note an approval", RedisScripts.Approve, [connection.Keys.RuleSet(digest)],
            [approval.Approver, approval.Reason, RedisTime.ToText(approval.At), RulePublication.MaximumApprovals],
            cancellation));
    }

    public async ValueTask<ShadowPlan?> ReadShadowAsync(CancellationToken cancellation)
    {
        var key = connection.Keys.Shadow;
        return RedisShadow.Read(await connection.CallAsync(
            "read the shadow", database => database.HashGetAllAsync(key, CommandFlags.DemandMaster), cancellation));
    }

    public async ValueTask WriteShadowAsync(ShadowPlan? plan, CancellationToken cancellation)
    {
        var key = connection.Keys.Shadow;
        // A plan has all of its fields, so that one call puts it in place of any other.
        await connection.CallAsync("write the shadow", database => plan is null
            ? database.KeyDeleteAsync(key)
            : SetAsync(database, key, RedisShadow.Write(plan)), cancellation);
    }

    private static async Task<bool> SetAsync(IDatabase database, RedisKey key, HashEntry[] fields)
    {
        await database.HashSetAsync(key, fields);
        return true;
    }

    private Task<RedisValue[]> ReadPlacesAsync(RedisValue after, int limit, CancellationToken cancellation)
    {
        var key = connection.Keys.RuleSets;
        return connection.CallAsync(
            "list rule sets",
            database => database.SortedSetRangeByValueAsync(
                key, RedisValue.Null, after, Exclude.Stop, Order.Descending, 0, limit, CommandFlags.DemandMaster),
            cancellation);
    }

    // A place whose rule set never came, or came later, is passed over.
    private async Task<IEnumerable<RulePublication>> FindAllAsync(RedisValue[] places, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(places.Select(place =>
            FindAsync(RedisRuleSet.DigestOf(place), cancellation).AsTask()));
        return found.Zip(places)
            .Where(pair => pair.First is { } publication && RedisRuleSet.PlaceOf(publication) == pair.Second)
            .Select(pair => pair.First!);
    }
}
