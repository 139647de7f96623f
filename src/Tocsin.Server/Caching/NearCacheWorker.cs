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
        // Each by itself: where one node of a cluster is silent, the others' partitions do not wait for it.
        await Task.WhenAll(cache.Partitions.Select(
            (partition, number) => ConfirmOnAsync(partition, number, stoppingToken)));
    }

    private async Task ConfirmOnAsync(NearPartition partition, int number, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(_interval, time);
        do
        {
            await ConfirmAsync(partition, number, cancellation);
        }
        while (await timer.WaitForNextTickAsync(cancellation));
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
