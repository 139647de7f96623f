using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Shadows;
using Tocsin.Core.Storage;
using Tocsin.Journal;
using Tocsin.Server.RuleFiles;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.Shadows;

/// <summary>
/// Runs the candidate that the store's plan names beside the live set of this instance, and ends it when its time is
/// over, it is taken away or it becomes live. Thread-safe.
/// </summary>
/// <remarks>
/// While no candidate runs, all that a decision pays is the look at one reference. What is found stays in memory: an
/// instance that starts again goes on with the plan, and counts anew.
/// </remarks>
internal sealed class ShadowWorker : BackgroundService
{
    // A candidate that cannot be had is looked for again after this long, so that it is not compiled all the time.
    private static readonly TimeSpan _retry = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _moved = new(0, 1);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly IStore _store;
    private readonly StoreKeeper _keeper;
    private readonly ActiveRuleSet _active;
    private readonly ShadowPlans _plans;
    private readonly ArchivedRuleSets _archived;
    private readonly RuleSettings _rules;
    private readonly ShadowSettings _settings;
    private readonly ShadowMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<ShadowWorker> _logger;
    private volatile ShadowRun? _running;
    private volatile ShadowStanding? _latest;
    private long _missedAt;
    private long _heldAt;

    public ShadowWorker(
        IStore store, StoreKeeper keeper, ActiveRuleSet active, ShadowPlans plans, ArchivedRuleSets archived,
        RuleSettings rules, ShadowSettings settings, ShadowMetrics metrics, TimeProvider time,
        ILogger<ShadowWorker> logger)
    {
        (_store, _keeper, _active, _plans, _archived) = (store, keeper, active, plans, archived);
        (_rules, _settings, _metrics, _time, _logger) = (rules, settings, metrics, time, logger);
        active.Activated += _ => Wake();
    }

    /// <summary>The shadow that runs here, or ran or could not be run here last; null when there was none.</summary>
    public ShadowStanding? Latest => _latest;

    /// <summary>What a decision is handed to; null when none runs, or the decision is not of its share.</summary>
    public ShadowRun? RunFor(DecisionId id, DateTimeOffset asOf) =>
        _running is { } run && run.Takes(id, asOf) ? run : null;

    /// <summary>
    /// Leaves a borrower that was erased out of what is told here; other instances tell of it until their next shadow,
    /// or until enough decisions differ after it.
    /// </summary>
    public void Forget(BorrowerId borrower) => _latest?.Run?.Forget(borrower);

    /// <summary>Brings this instance to the store's plan.</summary>
    /// <exception cref="StoreUnavailableException">
    /// The store is away; what runs here goes on until its time is over.
    /// </exception>
    public async Task FollowAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await EndIfOverAsync();
            var plan = await _store.RuleSets.ReadShadowAsync(cancellation);
            if (_running is { } run)
            {
                var wasLive = await WasLiveAsync(run.Plan, cancellation);
                if (run.Plan.Id == plan?.Id && !wasLive) return;
                await EndAsync(run, wasLive ? ShadowEnd.BecameLive
                    : plan is null ? ShadowEnd.Stopped : ShadowEnd.Replaced);
            }

            if (_latest is { Run: null } missed && missed.Plan.Id != plan?.Id) _latest = null;
            if (plan is not null) await TryStartAsync(plan, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_running is not { } run) return;
        _running = null;
        await run.DisposeAsync();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _moved.Dispose();
        _turn.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _keeper.Opened.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                // The store's keeper tells; a shadow's time runs out without the store.
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.WorkerFailed(_logger, nameof(ShadowWorker), exception);
            }

            await _moved.WaitAsync(TimeSpan.FromMilliseconds(_rules.FollowMs), stoppingToken);
        }
    }

    private async Task EndIfOverAsync()
    {
        if (_running is not { } run) return;
        if (run.Plan.Until <= _time.GetUtcNow()) await EndAsync(run, ShadowEnd.Expired);
        else if (_active.Current?.Set.Digest == run.Plan.Digest) await EndAsync(run, ShadowEnd.BecameLive);
    }

    // Between two looks the candidate may have become live and been rolled back: the store knows.
    private async Task<bool> WasLiveAsync(ShadowPlan plan, CancellationToken cancellation)
    {
        var number = _active.Current?.Number ?? 0;
        if (number == _heldAt) return false;
        if (await _plans.WasLiveSinceAsync(plan, cancellation)) return true;
        _heldAt = number;
        return false;
    }

    private async Task EndAsync(ShadowRun run, ShadowEnd end)
    {
        _running = null;
        await run.EndAsync(end);
        _metrics.Ended();
        var report = run.Tally.ToReport();
        Log.ShadowEnded(
            _logger, run.Plan.Digest[..12], end.ToString(), report.Same + report.Differing, report.Differing,
            report.Dropped, report.Failed);
        RuleExchange.Collect();
    }

    private async Task TryStartAsync(ShadowPlan plan, CancellationToken cancellation)
    {
        // Before the first activation nothing decides that it could be held against.
        if (_active.Current is not { } live || plan.Until <= _time.GetUtcNow() || IsDoneWith(plan)) return;
        if (await _plans.WasLiveSinceAsync(plan, cancellation)) return;
        _heldAt = live.Number;
        var candidate = await _archived.FindAsync(plan.Digest, cancellation);
        if (candidate is null)
        {
            Miss(plan);
            return;
        }

        var run = new ShadowRun(
            plan, live, new Shadow(candidate, _rules.UseDrafts).Decide, _settings, _metrics, _time, _logger);
        _metrics.Started(() => run.Waiting);
        run.Start();
        _latest = new ShadowStanding(plan, candidate.Manifest.Name, candidate.Manifest.Revision, run, "");
        _running = run;
        Log.ShadowStarted(_logger, plan.Digest[..12], plan.Share, plan.Until, plan.By);
        RuleExchange.Collect();
    }

    private bool IsDoneWith(ShadowPlan plan)
    {
        if (_latest is not { } latest || latest.Plan.Id != plan.Id) return false;
        return latest.Run is not null || _time.GetElapsedTime(_missedAt) < _retry;
    }

    private void Miss(ShadowPlan plan)
    {
        const string problem =
            "The candidate cannot be had: its files are nowhere kept, or this build finds errors in them";
        if (_latest?.Plan.Id != plan.Id) Log.ShadowNotRun(_logger, plan.Digest[..12], problem);
        _missedAt = _time.GetTimestamp();
        _latest = new ShadowStanding(plan, "", "", null, problem);
    }

    private void Wake()
    {
        try
        {
            _moved.Release();
        }
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
            // A look is due already, or nobody looks any more.
        }
    }
}

/// <summary>How a plan stands on this instance. Immutable but for its run.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Name">The candidate's name; empty where it could not be had.</param>
/// <param name="Revision">The candidate's revision; empty where it could not be had.</param>
/// <param name="Run">The run, under way or over; null where it could not be started.</param>
/// <param name="Problem">Why it could not be started; empty when nothing is wrong.</param>
internal sealed record ShadowStanding(
    ShadowPlan Plan, string Name, string Revision, ShadowRun? Run, string Problem);
