using System.Threading.Channels;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Shadows;
using Tocsin.Journal;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.Shadows;

/// <summary>
/// One candidate that runs on this instance. Live decisions are handed to it without a wait; one worker makes them too,
/// within a part of one processor. What does not fit into its queue is left out and counted. Thread-safe.
/// </summary>
internal sealed class ShadowRun : IAsyncDisposable
{
    // So long the worker may keep a thread before it rests; shorter rests would be lost in the timer's coarseness.
    private static readonly TimeSpan _turn = TimeSpan.FromMilliseconds(5);

    // A candidate with a fault meets it at many decisions; its log stays readable.
    private static readonly TimeSpan _quiet = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<(ShadowedDecision Live, long Bytes)> _queue;
    private readonly double _share;
    private readonly long _maximumBytes;
    private readonly double _restPerWork;
    private readonly ShadowMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    // It holds the whole candidate, which is let go of when the run ends: its report is kept long after.
    private Func<ShadowedDecision, ShadowResult>? _decide;
    private long _bytes;
    private Task _work = Task.CompletedTask;
    private long? _toldAt;
    private volatile ShadowEnding? _ending;
    private ShadowComparison _comparison;

    /// <summary>Makes one that waits to be started.</summary>
    /// <param name="plan">What was asked for.</param>
    /// <param name="live">The live set.</param>
    /// <param name="decide">Makes a live decision too.</param>
    /// <param name="settings">What it may take.</param>
    /// <param name="metrics">Where it counts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public ShadowRun(
        ShadowPlan plan, ActivatedRuleSet live, Func<ShadowedDecision, ShadowResult> decide, ShadowSettings settings,
        ShadowMetrics metrics, TimeProvider time, ILogger logger)
    {
        (Plan, _decide, _metrics, _time, _logger) = (plan, decide, metrics, time, logger);
        _share = Math.Min(plan.Share, settings.MaximumShare);
        _restPerWork = (1 / settings.ProcessorShare) - 1;
        _maximumBytes = settings.QueueMiB * 1024L * 1024;
        _queue = Channel.CreateBounded<(ShadowedDecision, long)>(
            new BoundedChannelOptions(settings.QueueLength) { SingleReader = true });
        Since = time.GetUtcNow();
        _comparison = new ShadowComparison(live.Number, live.Set.Digest, Since, new ShadowTally());
    }

    /// <summary>What was asked for.</summary>
    public ShadowPlan Plan { get; }

    /// <summary>Since when it runs here, in UTC.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>How it ended here; null while it runs.</summary>
    public ShadowEnding? Ending => _ending;

    /// <summary>How many decisions wait.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>
    /// What it is held against now. Another live set is another comparison, which begins with its first decision.
    /// </summary>
    public ShadowComparison Comparison => Volatile.Read(ref _comparison);

    /// <summary>What came of those that were made.</summary>
    public ShadowTally Tally => Comparison.Tally;

    /// <summary>Begins to make decisions.</summary>
    public void Start() => _work = Task.Run(WorkAsync);

    /// <summary>True when a decision is one of those that the candidate makes too.</summary>
    public bool Takes(DecisionId id, DateTimeOffset asOf) => id.Fraction < _share && asOf < Plan.Until;

    /// <summary>Hands over a live decision; returns at once, and leaves it out where no more can wait.</summary>
    /// <remarks>Decisions of the candidate itself, or of a live set that has been replaced, are none of it.</remarks>
    public void Offer(ShadowedDecision live)
    {
        if (!IsHeldAgainst(live)) return;
        // A run that has just ended takes no more, and misses none by it.
        if (TryQueue(live) || _ending is not null) return;
        LeaveOut(live);
    }

    /// <summary>Leaves a borrower that was erased out of what is told; what waits is still counted.</summary>
    public void Forget(BorrowerId borrower)
    {
        var now = _time.GetUtcNow();
        while (true)
        {
            var tally = Tally;
            tally.Forget(borrower, now);
            if (tally == Tally) return;
        }
    }

    /// <summary>Ends it; those that still wait are left out. Only the first end counts.</summary>
    public async Task EndAsync(ShadowEnd end)
    {
        if (_ending is not null) return;
        var now = _time.GetUtcNow();
        _ending = new ShadowEnding(end, end == ShadowEnd.Expired && Plan.Until < now ? Plan.Until : now);
        await FinishAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await FinishAsync();
        _stop.Dispose();
    }

    private async Task FinishAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        await _work;
        _decide = null;
        while (_queue.Reader.TryRead(out var waiting)) LeaveOut(waiting.Live);
    }

    private bool TryQueue(ShadowedDecision live)
    {
        var bytes = live.EstimateBytes();
        if (Interlocked.Add(ref _bytes, bytes) <= _maximumBytes && _queue.Writer.TryWrite((live, bytes))) return true;
        Interlocked.Add(ref _bytes, -bytes);
        return false;
    }

    private bool IsHeldAgainst(ShadowedDecision live)
    {
        if (live.Digest == Plan.Digest) return false;
        while (true)
        {
            var current = Comparison;
            var isSame = live.Digest == current.Digest;
            if (live.Activation <= current.Activation) return isSame;
            var next = isSame ? current with { Activation = live.Activation } : new ShadowComparison(
                live.Activation, live.Digest, _time.GetUtcNow(), current.Tally.Anew());
            if (Interlocked.CompareExchange(ref _comparison, next, current) == current) return true;
        }
    }

    // What waits when another set becomes live is no part of the comparison with that one.
    private void LeaveOut(ShadowedDecision live)
    {
        if (Comparison is var current && current.Digest == live.Digest) current.Tally.AddDropped();
        _metrics.Dropped();
    }

    private async Task WorkAsync()
    {
        var worked = TimeSpan.Zero;
        try
        {
            while (await _queue.Reader.WaitToReadAsync(_stop.Token))
            {
                while (!_stop.IsCancellationRequested && _queue.Reader.TryRead(out var next))
                {
                    Interlocked.Add(ref _bytes, -next.Bytes);
                    worked += Make(next.Live);
                    if (worked < _turn) continue;
                    await Task.Delay(worked * _restPerWork, _time, _stop.Token);
                    worked = TimeSpan.Zero;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It ended.
        }
    }

    private TimeSpan Make(ShadowedDecision live)
    {
        var comparison = Comparison;
        if (comparison.Digest != live.Digest)
        {
            LeaveOut(live);
            return TimeSpan.Zero;
        }

        var startedAt = _time.GetTimestamp();
        try
        {
            var result = _decide!(live);
            comparison.Tally.Add(live, result);
            _metrics.Compared(live.Decision.Outcome, result);
        }
        catch (Exception exception)
        {
            // Whatever a candidate does, it is the candidate's: the caller was answered, and the next one has its turn.
            comparison.Tally.AddFailed();
            _metrics.Failed();
            Tell(exception, comparison.Tally.Failed);
        }

        var took = _time.GetElapsedTime(startedAt);
        _metrics.Busy(took);
        return took;
    }

    private void Tell(Exception exception, long failed)
    {
        if (_toldAt is { } toldAt && _time.GetElapsedTime(toldAt) < _quiet) return;
        _toldAt = _time.GetTimestamp();
        Log.ShadowFailed(_logger, Plan.Digest[..12], failed, exception);
    }
}

/// <summary>How a shadow ended on an instance.</summary>
/// <param name="End">Why.</param>
/// <param name="At">When, in UTC.</param>
internal sealed record ShadowEnding(ShadowEnd End, DateTimeOffset At);

/// <summary>Why a shadow ended.</summary>
internal enum ShadowEnd
{
    /// <summary>Its time was over.</summary>
    Expired = 1,

    /// <summary>Somebody stopped it.</summary>
    Stopped = 2,

    /// <summary>Another one took its place.</summary>
    Replaced = 3,

    /// <summary>Its candidate became the live rule set.</summary>
    BecameLive = 4,
}
