using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.Warnings;

/// <summary>
/// Finds what nobody waits for: review marks that a crash left, dwells that ended, logs that grew too long. Instances
/// on one store share the partitions.
/// </summary>
internal sealed class SweepWorker(
    IStore store, StoreKeeper keeper, PartitionLeases leases, WarningMonitor monitor, ReviewQueue queue,
    WarningSettings settings, ServerMetrics metrics, TimeProvider time, ILogger<SweepWorker> logger) : BackgroundService
{
    private const int PageSize = 500;
    private const int SweepsPerTrim = 60;

    private HashSet<BorrowerId> _markedBefore = [];
    private long _sweeps;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await keeper.Opened.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(settings.SweepMs), time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                // The keeper tells that the store is away; the next sweep looks again.
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.WorkerFailed(logger, nameof(SweepWorker), exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            if (keeper.Identity is not null) await leases.GiveUpAsync(cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Others get them when their time is up.
        }
    }

    private async Task SweepAsync(CancellationToken cancellation)
    {
        var trims = ++_sweeps % SweepsPerTrim == 0;
        // While reviews are under way here, a mark is most likely theirs; one that is still there a sweep later is not.
        var isIdle = queue.IsIdle;
        var marked = new HashSet<BorrowerId>();
        foreach (var partition in await LeaseAsync(cancellation))
        {
            marked.UnionWith(await store.Warnings.ReadMarkedAsync(partition, PageSize, cancellation));
            await AskDueAsync(partition, cancellation);
            if (trims) await TrimAsync(partition, cancellation);
        }

        foreach (var borrower in marked.Where(borrower => isIdle || _markedBefore.Contains(borrower)))
            _ = queue.Ask(borrower, WarningCauseKind.FeatureUpdate);
        _markedBefore = marked;
        metrics.Sweeps.Inc();
    }

    // An instance behind the store's activation may review nobody, and so must not keep partitions from those who may.
    private async Task<IReadOnlyList<int>> LeaseAsync(CancellationToken cancellation)
    {
        if (await monitor.IsBehindAsync(cancellation))
        {
            await leases.GiveUpAsync(cancellation);
            return [];
        }

        return await leases.RenewAsync(cancellation);
    }

    private async Task AskDueAsync(int partition, CancellationToken cancellation)
    {
        foreach (var borrower in await store.Warnings.ReadDueAsync(partition, time.GetUtcNow(), PageSize, cancellation))
            _ = queue.Ask(borrower, WarningCauseKind.Time);
    }

    private async Task TrimAsync(int partition, CancellationToken cancellation)
    {
        var before = time.GetUtcNow() - TimeSpan.FromDays(settings.LogDays);
        await store.Warnings.TrimLogAsync(partition, settings.LogEntries, before, cancellation);
    }
}
