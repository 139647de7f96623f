using System.Globalization;
using StackExchange.Redis;
using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Redis;

/// <summary>The log of each partition: a stream whose ids are <c>sequence-0</c>.</summary>
internal sealed class RedisWarningLog(RedisConnection connection)
{
    public async ValueTask<LogExtent> ReadExtentAsync(int partition, CancellationToken cancellation)
    {
        var answer = await connection.RunAsync(
            "read how far the log goes", RedisScripts.Extent, [LogOf(partition)], [], cancellation);
        return answer.Length == 0
            ? new LogExtent(LogPosition.Start, 0)
            : new LogExtent(new LogPosition(ToLong(answer[0]), (uint)ToLong(answer[1])), ToLong(answer[2]));
    }

    public async ValueTask<uint?> ReadCheckAsync(int partition, long sequence, CancellationToken cancellation)
    {
        if (sequence < 1) return null;
        var found = await RangeAsync(partition, sequence, sequence, 1, cancellation);
        return found.Length == 0 ? null : (uint)(long)found[0]["check"];
    }

    public async ValueTask<IReadOnlyList<LogEntry>> ReadAsync(
        int partition, long afterSequence, int limit, CancellationToken cancellation)
    {
        RedisPage.CheckLimit(limit);
        var found = await RangeAsync(partition, afterSequence + 1, null, limit, cancellation);
        return [.. found.Select(Read)];
    }

    public async ValueTask<long> TrimAsync(
        int partition, long keep, DateTimeOffset committedBefore, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        var log = LogOf(partition);
        var gone = 0L;
        // Each step is short, so that nobody waits long behind it; the log's length bounds the steps.
        while (true)
        {
            var answer = await connection.RunAsync(
                "trim the log", RedisScripts.Trim, [log], [keep, RedisTime.ToMicros(committedBefore)], cancellation);
            var step = ToLong(answer[0]);
            if (step == 0) return gone;
            gone += step;
        }
    }

    private Task<StreamEntry[]> RangeAsync(
        int partition, long first, long? last, int limit, CancellationToken cancellation)
    {
        var log = LogOf(partition);
        RedisValue from = $"{Math.Max(first, 0)}-0";
        RedisValue to = last is null ? "+" : $"{last}-0";
        return connection.CallAsync(
            "read the log",
            database => database.StreamRangeAsync(log, from, to, limit, Order.Ascending, CommandFlags.DemandMaster),
            cancellation);
    }

    private static LogEntry Read(StreamEntry entry)
    {
        var id = entry.Id.ToString();
        var sequence = ToLong(id[..id.IndexOf('-', StringComparison.Ordinal)]);
        return new LogEntry(
            new LogPosition(sequence, (uint)(long)entry["check"]),
            BorrowerId.Parse(entry["borrower"].ToString()),
            RedisTime.FromMicros((long)entry["committed_at"]),
            WarningCodec.DecodeChanges(((ReadOnlyMemory<byte>)entry["changes"]).Span));
    }

    private RedisKey LogOf(int partition) => connection.Keys.Partition(partition).Log;

    private static long ToLong(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
