using System.Globalization;
using StackExchange.Redis;
using Tocsin.Core.Rules;

namespace Tocsin.Redis;

/// <summary>The activation number in Redis: one hash.</summary>
internal sealed class RedisActivationStore(RedisConnection connection) : IActivationStore
{
    public async ValueTask<Activation?> ReadAsync(CancellationToken cancellation)
    {
        var key = connection.Keys.Activation;
        RedisValue[] names = ["number", "digest", "at"];
        var values = await connection.CallAsync(
            "read the activation", database => database.HashGetAsync(key, names, CommandFlags.DemandMaster),
            cancellation);
        return values[0].IsNull
            ? null
            : new Activation((long)values[0], values[1].ToString(), RedisTime.FromText(values[2].ToString()));
    }

    public async ValueTask<Activation?> TryAdvanceAsync(
        long expected, string digest, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(digest);
        var answer = await connection.RunAsync(
            "take an activation number", RedisScripts.Advance, [connection.Keys.Activation],
            [expected, digest, RedisTime.ToText(at)], cancellation);
        return answer.Length == 0
            ? null
            : new Activation(long.Parse(answer[0], CultureInfo.InvariantCulture), digest, RedisTime.Cut(at));
    }

    public async ValueTask<ReviewedActivation> ReadReviewedAsync(CancellationToken cancellation)
    {
        var key = connection.Keys.Activation;
        RedisValue[] names = ["reviewed", "reviewed_warnings"];
        var noted = await connection.CallAsync(
            "read the reviewed activation",
            database => database.HashGetAsync(key, names, CommandFlags.DemandMaster), cancellation);
        return noted[0].IsNull ? ReviewedActivation.None : new((long)noted[0], noted[1].ToString());
    }

    public async ValueTask NoteReviewedAsync(ReviewedActivation reviewed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reviewed);
        await connection.RunAsync(
            "note the reviewed activation", RedisScripts.Reviewed, [connection.Keys.Activation],
            [reviewed.Number, reviewed.WarningDigest], cancellation);
    }
}
