using System.Threading.Channels;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.Warnings;

/// <summary>
/// Reviews every borrower after an activation that changed what warnings depend on, and notes in the store when it is
/// done, so that a review that a crash cut short is done after the restart.
/// </summary>
internal sealed class SwapReviewWorker : BackgroundService
{
    private const int PageSize = 256;

    // Only the newest activation is reviewed: one that was overtaken before its turn needs no review of its own.
    private readonly Channel<ActivatedRuleSet> _activations = Channel.CreateBounded<ActivatedRuleSet>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly IStore _store;
    private readonly StoreKeeper _keeper;
    private readonly ActiveRuleSet _active;
    private readonly WarningMonitor _monitor;
    private readonly ILogger<SwapReviewWorker> _logger;
    private long _reviewed;
    private long _complete;

    public SwapReviewWorker(
        IStore store, StoreKeeper keeper, ActiveRuleSet active, WarningMonitor monitor,
        ILogger<SwapReviewWorker> logger)
    {
        _store = store;
        _keeper = keeper;
        _active = active;
        _monitor = monitor;
        _logger = logger;
        active.Activated += next => _activations.Writer.TryWrite(next);
    }

    /// <summary>Borrowers looked at for the newest activation so far.</summary>
    public long Reviewed => Volatile.Read(ref _reviewed);

    /// <summary>True when the review for an activation is over, or it called for none.</summary>
    public bool IsComplete(long number) => Volatile.Read(ref _complete) >= number;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var identity = await _keeper.Opened.WaitAsync(stoppingToken);
        await foreach (var activated in _activations.Reader.ReadAllAsync(stoppingToken))
        {
            if (activated.Number == 0) continue;
            while (!await TryReviewAsync(activated, identity.Partitions, stoppingToken))
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
        }
    }

    private async Task<bool> TryReviewAsync(
        ActivatedRuleSet activated, int partitions, CancellationToken cancellation)
    {
        try
        {
            var warnings = activated.Set.WarningDigest;
            var noted = await _store.Activations.ReadReviewedAsync(cancellation);
            var isDone = noted.Number >= activated.Number;
            // The note is the store's: another instance may have reviewed under other rules in between. After a review
            // that was overtaken, borrowers stand under different sets, and only a look at all of them will do.
            var isNeeded = !isDone && noted != new ReviewedActivation(activated.Number - 1, warnings);
            if (isNeeded && !await ReviewAllAsync(activated, partitions, cancellation)) return true;
            if (!isDone)
                await _store.Activations.NoteReviewedAsync(new(activated.Number, warnings), cancellation);
            Volatile.Write(ref _complete, activated.Number);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return _active.Current!.Number > activated.Number;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.WorkerFailed(_logger, nameof(SwapReviewWorker), exception);
            return false;
        }
    }

    // False when a newer activation came: its review does what is left of this one.
    private async Task<bool> ReviewAllAsync(
        ActivatedRuleSet activated, int partitions, CancellationToken cancellation)
    {
        Log.SwapReviewStarted(_logger, activated.Number);
        Volatile.Write(ref _reviewed, 0);
        for (var partition = 0; partition < partitions; partition++)
        {
            BorrowerId? after = null;
            while (true)
            {
                if (_active.Current!.Number > activated.Number) return false;
                var page = await _store.Features.ListAsync(partition, after, PageSize, cancellation);
                foreach (var borrower in page) await ReviewAsync(borrower, activated, cancellation);
                if (page.Count < PageSize) break;
                after = page[^1];
            }
        }

        Log.SwapReviewEnded(_logger, Reviewed, activated.Number);
        return true;
    }

    private async Task ReviewAsync(BorrowerId borrower, ActivatedRuleSet activated, CancellationToken cancellation)
    {
        var state = await _store.Warnings.ReadAsync(borrower, cancellation);
        if (state.Activation < activated.Number)
            await _monitor.ReviewAsync(borrower, WarningCauseKind.RuleSwap, cancellation);
        Interlocked.Increment(ref _reviewed);
    }
}
