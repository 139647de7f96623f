using System.Collections.Concurrent;
using System.Globalization;
using StackExchange.Redis;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;

namespace Tocsin.Redis;

/// <summary>
/// Tells of what was written: by this process at once, by others as their scripts publish it. Thread-safe.
/// </summary>
/// <remarks>
/// Each partition has a channel in its own slot of a cluster, on the node that its scripts run on, so that a message
/// passes no other node. What is written is published by the script that writes it, and messages come in their order:
/// a confirmation that came back therefore says that everything before it came too.
/// </remarks>
internal sealed class RedisWriteFeed(RedisConnection connection, RedisStoreOptions options) : IWriteFeed
{
    private const string Features = "f";
    private const string Warnings = "w";
    private const string Erased = "e";
    private const string Confirmed = "c";

    // Of the years 1 to 9999.
    private const long EarliestMicros = -62_135_596_800_000_000;
    private const long LatestMicros = 253_402_300_799_999_999;

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _asked = new(StringComparer.Ordinal);
    private readonly string _self = Guid.NewGuid().ToString("N");
    private long _lastAsked;
    private volatile bool _listens;

    public event Action<BorrowerWrite>? Written;

    public event Action? Broken;

    /// <summary>Listens, once; asking again does nothing.</summary>
    public async Task ListenAsync(
        ConnectionMultiplexer multiplexer, RedisKeys keys, CancellationToken cancellation)
    {
        if (_listens) return;
        try
        {
            for (var number = 0; number < keys.Partitions; number++)
            {
                // Messages of one queue are handled one after the other; handlers of a plain subscription are not.
                var queue = await multiplexer.GetSubscriber()
                    .SubscribeAsync(ChannelOf(keys, number), CommandFlags.DemandMaster)
                    .WaitAsync(options.CallTimeout, cancellation);
                queue.OnMessage(message => Take(message.Message));
            }
        }
        catch (Exception fault) when (RedisFailure.Explains(fault))
        {
            throw RedisFailure.Unavailable("subscribe to what is written", fault);
        }

        multiplexer.ConnectionFailed += (_, _) => Broken?.Invoke();
        multiplexer.ConnectionRestored += (_, _) => Broken?.Invoke();
        // Where partitions move between nodes that stay, no connection breaks, but the subscription has moved after.
        multiplexer.HashSlotMoved += (_, _) => Broken?.Invoke();
        multiplexer.ConfigurationChanged += (_, _) => Broken?.Invoke();
        _listens = true;
    }

    /// <summary>Tells of a write of this process, before it is answered.</summary>
    public void Tell(BorrowerWrite write) => Written?.Invoke(write);

    public async ValueTask ConfirmAsync(int partition, CancellationToken cancellation)
    {
        var channel = ChannelOf(connection.Keys, partition);
        var token = $"{_self}-{Interlocked.Increment(ref _lastAsked)}";
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[token] = answer;
        try
        {
            await connection.CallAsync(
                "pass a message on",
                async database =>
                {
                    await database.PublishAsync(channel, $"{Confirmed} {token}", CommandFlags.DemandMaster);
                    await answer.Task;
                    return true;
                },
                cancellation);
        }
        finally
        {
            _asked.TryRemove(token, out _);
        }
    }

    private static RedisChannel ChannelOf(RedisKeys keys, int partition) =>
        RedisChannel.Sharded(keys.Partition(partition).Writes.ToString());

    // What nobody can read says that something was written, but not what of whom.
    private void Take(RedisValue message)
    {
        var words = message.ToString().Split(' ');
        if (words is [Confirmed, var token])
        {
            if (_asked.TryRemove(token, out var answer)) answer.TrySetResult();
        }
        else if (Read(words) is { } write)
        {
            Written?.Invoke(write);
        }
        else
        {
            Broken?.Invoke();
        }
    }

    private static BorrowerWrite? Read(string[] words)
    {
        if (words.Length < 2 || !BorrowerId.TryParse(words[^1], out var borrower)) return null;
        var write = new BorrowerWrite(borrower);
        return words switch
        {
            [Erased, _] => write,
            [Features, var revision, _] when Number(revision) is { } written =>
                write with { FeaturesRevision = written },
            [Warnings, var revision, var features, var activation, var asOf, _]
                when (Number(revision), Number(features), Number(activation), Moment(asOf))
                    is ({ } one, { } two, { } three, { } four) =>
                write with { Warnings = new WarningStamp(one, two, three, four) },
            _ => null,
        };
    }

    private static DateTimeOffset? Moment(string text) =>
        Number(text) is >= EarliestMicros and <= LatestMicros and { } micros ? RedisTime.FromMicros(micros) : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : null;
}
