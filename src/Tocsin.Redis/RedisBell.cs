using System.Globalization;
using StackExchange.Redis;
using Tocsin.Core.Storage;

namespace Tocsin.Redis;

/// <summary>
/// Rings for a partition when a commit to it was published, and for all of them when a lost connection is back.
/// </summary>
internal sealed class RedisBell(
    RedisConnection connection, RedisLayout layout, RedisRecovery recovery, RedisStoreOptions options)
    : IAsyncDisposable
{
    /// <summary>A Redis that loads a large file refuses commands for minutes after it takes connections.</summary>
    private const int MaximumAttempts = 600;

    private readonly SemaphoreSlim _restoring = new(1);
    private readonly CancellationTokenSource _closing = new();
    private volatile string? _epoch;

    /// <summary>Rung with the partition's number.</summary>
    public event Action<int>? Rung;

    /// <summary>Listens, once; asking again does nothing.</summary>
    public async Task ListenAsync(IConnectionMultiplexer multiplexer, string epoch, CancellationToken cancellation)
    {
        if (_epoch is not null) return;
        try
        {
            var channel = RedisChannel.Literal(RedisKeys.BellOf(options.KeyPrefix));
            await multiplexer.GetSubscriber().SubscribeAsync(channel, (_, payload) => Ring(payload))
                .WaitAsync(options.CallTimeout, cancellation);
        }
        catch (Exception fault) when (RedisFailure.Explains(fault))
        {
            throw RedisFailure.Unavailable("subscribe to the bell", fault);
        }

        _epoch = epoch;
        multiplexer.ConnectionRestored += (_, _) => _ = RestoreAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested) return;
        await _closing.CancelAsync();
        // Whoever restores now notices and leaves; nobody enters after.
        await _restoring.WaitAsync();
    }

    private void Ring(RedisValue payload)
    {
        const NumberStyles digits = NumberStyles.None;
        if (int.TryParse(payload.ToString(), digits, CultureInfo.InvariantCulture, out var partition))
            Rung?.Invoke(partition);
    }

    private async Task RestoreAsync()
    {
        try
        {
            await _restoring.WaitAsync(_closing.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            await RecoverAsync(connection.Keys, _closing.Token);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
        {
            // The store was closed or refused: there is nobody to ring for.
        }
        finally
        {
            _restoring.Release();
        }
    }

    private async Task RecoverAsync(RedisKeys keys, CancellationToken cancellation)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            try
            {
                if (await layout.ReadEpochAsync(cancellation) != _epoch)
                {
                    connection.Refuse();
                    return;
                }

                await recovery.RunAsync(keys, cancellation);
                break;
            }
            catch (StoreUnavailableException) when (connection.IsConnected)
            {
                await pause.WaitForNextTickAsync(cancellation);
            }
        }

        for (var partition = 0; partition < keys.Partitions; partition++) Rung?.Invoke(partition);
    }
}
