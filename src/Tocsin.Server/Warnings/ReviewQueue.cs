using System.Collections.Concurrent;
using System.Threading.Channels;
using Tocsin.Core.Features;
using Tocsin.Core.Warnings;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.Warnings;

/// <summary>
/// Borrowers that wait for a review in this process. Nothing depends on it: what does not fit, or is lost in a crash,
/// has its mark in the store. Thread-safe.
/// </summary>
internal sealed class ReviewQueue(WarningSettings settings, ServerMetrics metrics)
{
    private readonly ConcurrentDictionary<BorrowerId, ReviewRequest> _waiting = new();
    private readonly Channel<ReviewRequest> _queue =
        Channel.CreateBounded<ReviewRequest>(new BoundedChannelOptions(settings.ReviewQueueLength));

    /// <summary>True while nobody waits.</summary>
    public bool IsIdle => _queue.Reader.Count == 0;

    /// <summary>
    /// Asks for a review; a borrower that waits already is not put twice. The task completes with the outcome, or as
    /// left when there was no room.
    /// </summary>
    public Task<ReviewOutcome> Ask(BorrowerId borrower, WarningCauseKind cause)
    {
        var request = new ReviewRequest(borrower, cause);
        if (!_waiting.TryAdd(borrower, request))
            return _waiting.TryGetValue(borrower, out var waiting) ? waiting.Done.Task : Ask(borrower, cause);
        if (_queue.Writer.TryWrite(request))
        {
            metrics.ReviewQueue.Inc();
            return request.Done.Task;
        }

        _waiting.TryRemove(borrower, out _);
        // Somebody may have found it waiting meanwhile, and waits for it.
        request.Done.TrySetResult(ReviewOutcome.Left);
        return request.Done.Task;
    }

    /// <summary>
    /// Takes the next borrowers, at least one and at most so many; from here on they may be asked for again, since what
    /// they have now is being read.
    /// </summary>
    public async ValueTask<IReadOnlyList<ReviewRequest>> TakeAsync(int most, CancellationToken cancellation)
    {
        var taken = new List<ReviewRequest> { await _queue.Reader.ReadAsync(cancellation) };
        while (taken.Count < most && _queue.Reader.TryRead(out var next)) taken.Add(next);
        foreach (var request in taken) _waiting.TryRemove(request.Borrower, out _);
        metrics.ReviewQueue.Dec(taken.Count);
        return taken;
    }
}

/// <summary>A borrower that waits for a review.</summary>
/// <param name="Borrower">The borrower.</param>
/// <param name="Cause">Why.</param>
internal sealed record ReviewRequest(BorrowerId Borrower, WarningCauseKind Cause)
{
    /// <summary>Completes with the outcome.</summary>
    public TaskCompletionSource<ReviewOutcome> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
