using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.Warnings;

/// <summary>Reviews the borrowers of the queue, several at a time.</summary>
internal sealed class ReviewWorker(
    ReviewQueue queue, WarningMonitor monitor, StoreKeeper keeper, WarningSettings settings, ServerMetrics metrics,
    ILogger<ReviewWorker> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await keeper.Opened.WaitAsync(stoppingToken);
        await Task.WhenAll(Enumerable.Range(0, settings.Reviewers).Select(_ => WorkAsync(stoppingToken)));
    }

    private async Task WorkAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var request = await queue.TakeAsync(cancellation);
            var outcome = await ReviewAsync(request, cancellation);
            metrics.Reviews.WithLabels(outcome.ToString().ToLowerInvariant()).Inc();
            request.Done.TrySetResult(outcome);
        }
    }

    private async Task<ReviewOutcome> ReviewAsync(ReviewRequest request, CancellationToken cancellation)
    {
        try
        {
            return await monitor.ReviewAsync(request.Borrower, request.Cause, cancellation);
        }
        catch (StoreUnavailableException)
        {
            // The mark keeps the borrower's place until the store is back.
            return ReviewOutcome.Left;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.ReviewFailed(logger, exception);
            return ReviewOutcome.Left;
        }
    }
}
