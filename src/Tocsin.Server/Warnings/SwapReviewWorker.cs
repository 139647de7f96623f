using System.Threading.Channels;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.Warnings;

/// <summary>
/// Reviews every borrower after an activation that changed what warnings depend on, at a bounded rate, and notes in the
/// store when it is done. What a crash cut short is done after the restart: who was reviewed already is passed over.
/// Instances on one store begin with the partitions that each looks after, and so share the work.
/// </summary>
internal sealed class SwapReviewWorker : BackgroundService
{
    private const int PageSize = 256;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    // Only the newest activation is reviewed: one that was overtaken before its turn needs no review of its own.
    private readonly Channel<ActivatedRuleSet> _activations = Channel.CreateBounded<ActivatedRuleSet>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly IStore _store;
    private readonly StoreKeeper _keeper;
    private readonly ActiveRuleSet _active;
    private readonly WarningMonitor _monitor;
    private readonly PartitionLeases _leases;
    private readonly ServerMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<SwapReviewWorker> _logger;
    private readonly int _perSecond;
    private readonly int _atOnce;
    private SwapReviewProgress _progress = new(0, 0, 0, false);

    public SwapReviewWorker(
        IStore store, StoreKeeper keeper, ActiveRuleSet active, WarningMonitor monitor, PartitionLeases leases,
        WarningSettings settings, ServerMetrics metrics, TimeProvider time, ILogger<SwapReviewWorker> logger)
    {
        _store = store;
        _keeper = keeper;
        _active = active;
        _monitor = monitor;
        _leases = leases;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        _perSecond = settings.SwapReviewsPerSecond;
        _atOnce = settings.Reviewers;
        active.Activated += next => _activations.Writer.TryWrite(next);
    }

    /// <summary>How far it is with an activation; not begun when it was never reviewed here.</summary>
    public SwapReviewProgress ProgressOf(long activation) =>
        Volatile.Read(ref _progress) is { } progress && progress.Activation >= activation
            ? progress : new(activation, 0, 0, false);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var identity = await _keeper.Opened.WaitAsync(stoppingToken);
        await foreach (var activated in _activations.Reader.ReadAllAsync(stoppingToken))
        {
            if (activated.Number == 0) continue;
            while (!await TryReviewAsync(activated, identity.Partitions, stoppingToken))
                await Task.Delay(_pause, _time, stoppingToken);
        }
    }

    // True when there is nothing left to do for this activation.
    private async Task<bool> TryReviewAsync(
        ActivatedRuleSet activated, int partitions, CancellationToken cancellation)
    {
        try
        {
            if (_active.Current!.Number > activated.Number) return true;
            // Another instance has newer rules, and reviews for them.
            if (await _monitor.ReadNewestActivationAsync(cancellation) > activated.Number) return true;
            var warnings = activated.Set.WarningDigest;
            var noted = await _store.Activations.ReadReviewedAsync(cancellation);
            var isDone = noted.Number >= activated.Number;
            // The note is the store's: another instance may have reviewed under other rules in between. After a review
            // that was overtaken, borrowers stand under different sets, and only a look at all of them will do.
            var isNeeded = !isDone && noted != new ReviewedActivation(activated.Number - 1, warnings);
            if (isNeeded && !await ReviewAllAsync(activated, partitions, cancellation)) return false;
            if (!isDone)
                await _store.Activations.NoteReviewedAsync(new(activated.Number, warnings), cancellation);
            Tell(Volatile.Read(ref _progress) with { Activation = activated.Number, IsComplete = true });
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.WorkerFailed(_logger, nameof(SwapReviewWorker), exception);
            return false;
        }
    }

    // False when somebody was left: contended for, or a newer activation came, whose review does what is left.
    private async Task<bool> ReviewAllAsync(
        ActivatedRuleSet activated, int partitions, CancellationToken cancellation)
    {
        Log.SwapReviewStarted(_logger, activated.Number);
        var borrowers = 0L;
        for (var partition = 0; partition < partitions; partition++)
            borrowers += await _store.Features.CountAsync(partition, cancellation);
        Tell(new SwapReviewProgress(activated.Number, 0, borrowers, false));
        var pace = new Pace(_perSecond, _time);
        var left = 0;
        foreach (var partition in _leases.Held.Union(Enumerable.Range(0, partitions)))
        {
            BorrowerId? after = null;
            while (true)
            {
                // Read before the borrowers are: what comes to the store after this, others review under newer rules.
                var newest = await _monitor.ReadNewestActivationAsync(cancellation);
                if (newest > activated.Number) return false;
                var page = await _store.Features.ListAsync(partition, after, PageSize, cancellation);
                foreach (var some in page.Chunk(_atOnce))
                {
                    var outcomes = await Task.WhenAll(
                        some.Select(borrower => ReviewAsync(borrower, activated.Number, newest, cancellation)));
                    left += outcomes.Count(outcome => outcome == ReviewOutcome.Left);
                    Tell(_progress with { Reviewed = _progress.Reviewed + some.Length });
                    await pace.KeepAsync(outcomes.Count(outcome => outcome is not null), cancellation);
                }

                if (page.Count < PageSize) break;
                after = page[^1];
            }
        }

        if (left > 0) return false;
        Log.SwapReviewEnded(_logger, _progress.Reviewed, activated.Number);
        return true;
    }

    // Null when there was nothing to do.
    private async Task<ReviewOutcome?> ReviewAsync(
        BorrowerId borrower, long activation, long newest, CancellationToken cancellation)
    {
        var state = await _store.Warnings.ReadAsync(borrower, cancellation);
        if (state.Activation >= activation) return null;
        var outcome = await _monitor.ReviewAsync(borrower, WarningCauseKind.RuleSwap, newest, cancellation);
        _metrics.Reviewed(outcome);
        return outcome;
    }

    private void Tell(SwapReviewProgress progress)
    {
        Volatile.Write(ref _progress, progress);
        _metrics.SwapBorrowers.Set(progress.Borrowers);
        _metrics.SwapReviewed.Set(progress.Reviewed);
    }
}
