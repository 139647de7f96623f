using System.Collections.Concurrent;
using System.Threading.Channels;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.Warnings;

/// <summary>
/// Tells those who are linked to a borrower that its own level moved, some borrowers at a time and beside the reviews:
/// a party that thousands are linked to holds none of them up. Nothing depends on it: what does not fit, fails or is
/// lost in a crash falls due again by the borrower's own state, and where that is erased the refresh makes it good.
/// </summary>
internal sealed class TellWorker : BackgroundService
{
    private readonly WarningMonitor _monitor;
    private readonly StoreKeeper _keeper;
    private readonly WarningSettings _settings;
    private readonly ServerMetrics _metrics;
    private readonly ILogger<TellWorker> _logger;
    private readonly ConcurrentDictionary<BorrowerId, bool> _waiting = new();
    private readonly Channel<BorrowerId> _queue;

    /// <summary>Hears of borrowers from now on.</summary>
    public TellWorker(
        WarningMonitor monitor, StoreKeeper keeper, WarningSettings settings, ServerMetrics metrics,
        ILogger<TellWorker> logger)
    {
        (_monitor, _keeper, _settings, _metrics, _logger) = (monitor, keeper, settings, metrics, logger);
        _queue = Channel.CreateBounded<BorrowerId>(new BoundedChannelOptions(settings.TellQueueLength));
        monitor.Telling += Put;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _keeper.Opened.WaitAsync(stoppingToken);
        await Task.WhenAll(Enumerable.Range(0, _settings.Tellers).Select(_ => WorkAsync(stoppingToken)));
    }

    private void Put(BorrowerId borrower)
    {
        // One that waits is told as it stands when its turn comes.
        if (!_waiting.TryAdd(borrower, true)) return;
        _metrics.TellQueue.Inc();
        if (_queue.Writer.TryWrite(borrower)) return;
        _waiting.TryRemove(borrower, out _);
        _metrics.TellQueue.Dec();
    }

    private async Task WorkAsync(CancellationToken cancellation)
    {
        await foreach (var borrower in _queue.Reader.ReadAllAsync(cancellation))
        {
            _waiting.TryRemove(borrower, out _);
            try
            {
                await _monitor.TellAsync(borrower, cancellation);
            }
            catch (StoreUnavailableException)
            {
                // It falls due again.
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.WorkerFailed(_logger, nameof(TellWorker), exception);
            }

            // Only now, so that whoever waits for everything to be done sees those under way as well.
            _metrics.TellQueue.Dec();
        }
    }
}
