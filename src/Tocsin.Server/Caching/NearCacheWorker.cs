using Tocsin.Core.Storage;

namespace Tocsin.Server.Caching;

/// <summary>Has the store confirm every second that this instance is told of what is written.</summary>
internal sealed class NearCacheWorker(
    NearCache cache, IStore store, StoreKeeper keeper, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await keeper.Opened.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(_interval, time);
        do
        {
            await Task.WhenAll(cache.Partitions.Select(
                (partition, number) => ConfirmAsync(partition, number, stoppingToken)));
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ConfirmAsync(NearPartition partition, int number, CancellationToken cancellation)
    {
        var (era, askedAt) = (partition.CurrentEra, time.GetTimestamp());
        try
        {
            await store.Writes.ConfirmAsync(number, cancellation);
            partition.Confirm(era, askedAt);
        }
        catch (StoreUnavailableException)
        {
            // What was written meanwhile may never be told.
            partition.Break();
        }
    }
}
