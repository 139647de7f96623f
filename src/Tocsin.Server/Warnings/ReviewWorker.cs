using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.Warnings;

/// <summary>Reviews the borrowers of the queue, many at a time.</summary>
internal sealed class ReviewWorker(
    ReviewQueue queue, WarningMonitor monitor, StoreKeeper keeper, WarningSettings settings, ServerMetrics metrics,
    ILogger<ReviewWorker> logger) : BackgroundService
{
    // As many as share one look at the activation. While one batch waits for the store, others are computed.
    private const int BatchSize = 32;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        monitor.Marked += borrower => _ = queue.Ask(borrower, WarningCauseKind.ConnectedParty);
        await keeper.Opened.WaitAsync(stoppingToken);
        var batches = (settings.Reviewers + BatchSize - 1) / BatchSize;
        await Task.WhenAll(Enumerable.Range(0, batches).Select(_ => WorkAsync(stoppingToken)));
    }

    private async Task WorkAsync(CancellationToken cancellation)
    {
        var most = Math.Min(settings.Reviewers, BatchSize);
        while (!cancellation.IsCancellationRequested)
        {
            var requests = await queue.TakeAsync(most, cancellation);
            // Read after they were taken: one who asks later may mean a newer activation.
            var newest = await ReadNewestAsync(cancellation);
            await Task.WhenAll(requests.Select(request => ReviewAsync(request, newest, cancellation)));
        }
    }

    private async Task<long?> ReadNewestAsync(CancellationToken cancellation)
    {
        try
        {
            return await monitor.ReadNewestActivationAsync(cancellation);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.ReviewFailed(logger, exception);
            return null;
        }
    }

    private async Task ReviewAsync(ReviewRequest request, long? newest, CancellationToken cancellation)
    {
        var outcome = ReviewOutcome.Left;
        try
        {
            if (newest is { } number)
                outcome = await monitor.ReviewAsync(request.Borrower, request.Cause, number, cancellation);
        }
        catch (StoreUnavailableException)
        {
            // The mark keeps the borrower's place until the store is back.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.ReviewFailed(logger, exception);
        }

        metrics.Reviewed(outcome);
        request.Done.TrySetResult(outcome);
    }
}
