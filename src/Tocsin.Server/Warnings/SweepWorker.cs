using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.Warnings;

/// <summary>
/// Finds what nobody waits for: review marks that a crash left, dwells that ended, logs that grew too long.
/// </summary>
internal sealed class SweepWorker(
    IStore store, StoreKeeper keeper, ReviewQueue queue, WarningSettings settings, TimeProvider time,
    ILogger<SweepWorker> logger) : BackgroundService
{
    private const int PageSize = 500;
    private const int SweepsPerTrim = 60;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var identity = await keeper.Opened.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(settings.SweepMs), time);
        for (var sweep = 1; ; sweep++)
        {
            try
            {
                for (var partition = 0; partition < identity.Partitions; partition++)
                    await SweepAsync(partition, trims: sweep % SweepsPerTrim == 0, stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                // The keeper tells that the store is away; the next sweep looks again.
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.WorkerFailed(logger, nameof(SweepWorker), exception);
            }

            if (!await timer.WaitForNextTickAsync(stoppingToken)) return;
        }
    }

    private async Task SweepAsync(int partition, bool trims, CancellationToken cancellation)
    {
        foreach (var borrower in await store.Warnings.ReadMarkedAsync(partition, PageSize, cancellation))
            _ = queue.Ask(borrower, WarningCauseKind.FeatureUpdate);
        foreach (var borrower in await store.Warnings.ReadDueAsync(partition, time.GetUtcNow(), PageSize, cancellation))
            _ = queue.Ask(borrower, WarningCauseKind.Time);
        if (!trims) return;
        var before = time.GetUtcNow() - TimeSpan.FromDays(settings.LogDays);
        await store.Warnings.TrimLogAsync(partition, settings.LogEntries, before, cancellation);
    }
}
