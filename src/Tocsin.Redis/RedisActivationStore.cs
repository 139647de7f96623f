using StackExchange.Redis;
using Tocsin.Core.Rules;

namespace Tocsin.Redis;

/// <summary>The activation number in Redis: a hash with the latest activation, and one with those before.</summary>
internal sealed class RedisActivationStore(RedisConnection connection) : IActivationStore
{
    // Besides the latest, which lies apart.
    private const int SupersededKept = Activation.MinimumKept;

    public async ValueTask<Activation?> ReadAsync(CancellationToken cancellation)
    {
        var key = connection.Keys.Activation;
        return RedisActivation.Read(await connection.CallAsync(
            "read the activation",
            database => database.HashGetAsync(key, RedisActivation.Names, CommandFlags.DemandMaster), cancellation));
    }

    public async ValueTask<IReadOnlyList<Activation>> ListAsync(
        long before, int limit, CancellationToken cancellation)
    {
        RedisPage.CheckLimit(limit);
        if (await ReadAsync(cancellation) is not { } latest) return [];
        var found = new List<Activation>();
        if (latest.Number < before) found.Add(latest);
        // Numbers have no gaps, so those before are found without an index. Those that an older build took are not
        // there: then the page goes on below them.
        var lowest = Math.Max(1, latest.Number - SupersededKept);
        for (var next = Math.Clamp(before, 1, latest.Number) - 1; next >= lowest && found.Count < limit;)
        {
            var last = Math.Max(lowest, next - (limit - found.Count) + 1);
            found.AddRange(await ReadSupersededAsync(next, last, cancellation));
            next = last - 1;
        }

        return found;
    }

    public async ValueTask<Activation?> TryAdvanceAsync(Activation next, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(next);
        var keys = connection.Keys;
        var answer = await connection.RunAsync(
            "take an activation number", RedisScripts.Advance, [keys.Activation, keys.Superseded],
            [
                next.Number - 1, next.Digest, RedisTime.ToText(next.At), next.Origin.ToString(), next.By, next.Reason,
                SupersededKept,
            ],
            cancellation);
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

    private async Task<IEnumerable<Activation>> ReadSupersededAsync(
        long first, long last, CancellationToken cancellation)
    {
        var key = connection.Keys.Superseded;
        RedisValue[] numbers = [.. Downwards(first, last)];
        var notes = await connection.CallAsync(
            "list activations", database => database.HashGetAsync(key, numbers, CommandFlags.DemandMaster),
            cancellation);
        return notes.Zip(numbers)
            .Where(pair => !pair.First.IsNull)
            .Select(pair => RedisActivation.Read((long)pair.Second, pair.First.ToString()));
    }

    private static IEnumerable<RedisValue> Downwards(long first, long last)
    {
        for (var number = first; number >= last; number--) yield return number;
    }
}
