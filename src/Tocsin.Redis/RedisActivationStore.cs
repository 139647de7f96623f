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

    public ValueTask<IReadOnlyList<Activation>> ListAsync(
        long before, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public async ValueTask<Activation?> TryAdvanceAsync(Activation next, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(next);
        var answer = await connection.RunAsync(
            "take an activation number", RedisScripts.Advance, [connection.Keys.Activation],
            [next.Number - 1, next.Digest, RedisTime.ToText(next.At)], cancellation);
        return answer.Length == 0 ? null : next with { At = RedisTime.Cut(next.At) };
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
