using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Journal.Records;
using Tocsin.Journal.Replaying;
using Tocsin.Server.Caching;
using Tocsin.Server.Endpoints;
using Tocsin.Server.RuleFiles;

namespace Tocsin.Server.Journaling;

/// <summary>Reads the whole journal, or decides again on what it holds, one run at a time. Thread-safe.</summary>
internal sealed class ReplayRun(
    JournalWorker journals, ArchivedRuleSets ruleSets, ActiveRuleSet active, NearCache near,
    TimeProvider time)
{
    private int _running;

    /// <summary>Begins a run; ends when it is disposed.</summary>
    /// <param name="isToday">True to decide on stored values and active rules.</param>
    /// <exception cref="FailureException">Another is under way.</exception>
    public Run Begin(bool isToday)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
        {
            throw new FailureException(
                FailureReason.ReportRunning, "This instance reads its journal already; try again when it is done.");
        }

        return new Run(this, isToday);
    }

    private async ValueTask<ReplayedDecision> ReplayAsync(
        DecisionRecord record, LayoutRecord? layout, bool isIntact, bool isToday, CancellationToken cancellation)
    {
        if (!isIntact) return ReplayedDecision.Unknown(ReplayObstacle.Altered);
        if (layout is null) return ReplayedDecision.Unknown(ReplayObstacle.LayoutGone);
        try
        {
            if (await ruleSets.FindAsync(layout.RuleSetDigest, cancellation) is not { } then)
                return ReplayedDecision.Unknown(ReplayObstacle.RulesGone);
            var replay = new DecisionReplay(await journals.OpenAsync(record, layout, cancellation));
            if (!isToday) return replay.Recorded(then);
            var now = RequestFields.Rules(active);
            var asOf = time.GetUtcNow();
            if (!BorrowerId.TryParse(record.BorrowerId, out var borrower))
                return ReplayedDecision.Unknown(ReplayObstacle.Altered);
            var known = await DecidedBorrower.ReadAsync(
                near, borrower, now, withStanding: true, asOf, patience: null, cancellation);
            if (known.IsDegraded) return ReplayedDecision.Unknown(ReplayObstacle.StoreAway);
            var exposure = ExposureId.TryParse(record.Application?.ExposureId ?? "", out var own) ? own : default;
            return replay.Today(
                then, now.Set, asOf, (rules, carried) => known.Profile(rules.Layout, carried, exposure, asOf));
        }
        catch (StoreUnavailableException)
        {
            return ReplayedDecision.Unknown(ReplayObstacle.StoreAway);
        }
    }

    /// <summary>One run over some decisions.</summary>
    /// <param name="owner">Who runs it.</param>
    /// <param name="isToday">True to decide on stored values and active rules.</param>
    public sealed class Run(ReplayRun owner, bool isToday) : IAsyncDisposable
    {
        /// <summary>Decides again on a decision.</summary>
        public ValueTask<ReplayedDecision> ReplayAsync(
            DecisionRecord record, LayoutRecord? layout, bool isIntact, CancellationToken cancellation) =>
            owner.ReplayAsync(record, layout, isIntact, isToday, cancellation);

        /// <inheritdoc/>
        public ValueTask DisposeAsync()
        {
            Volatile.Write(ref owner._running, 0);
            return ValueTask.CompletedTask;
        }
    }
}
