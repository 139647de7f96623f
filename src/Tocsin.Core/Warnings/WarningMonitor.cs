using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;

namespace Tocsin.Core.Warnings;

/// <summary>
/// Reviews borrowers and carries out what people do to warnings: reads, computes, commits, and starts again when
/// somebody else was faster. Thread-safe; several instances may review the same borrower at once.
/// </summary>
/// <remarks>
/// Correctness rests on the store's compare at commit, not on who reviews. A commit whose answer was lost is never sent
/// again: the next try reads the state first, and a change that is in it already is not made twice.
/// </remarks>
public sealed class WarningMonitor(IStore store, ActiveRuleSet active, TimeProvider time)
{
    private readonly ConnectedParties _parties = new(store, time);

    /// <summary>
    /// Rung for each borrower that waits for a review because a party it is linked to changed. Handlers return at once
    /// and never throw.
    /// </summary>
    public event Action<BorrowerId>? Marked;

    /// <summary>
    /// Rung for each borrower that others are linked to and whose own level moved: hand it to
    /// <see cref="TellAsync"/>. Until that is done it falls due again and again, so a bell that nobody hears costs a
    /// minute; of an erased one, of which no state is left, it costs the time to the refresh. Handlers return at once
    /// and never throw.
    /// </summary>
    public event Action<BorrowerId>? Telling;

    /// <summary>
    /// How often a step starts again before it gives up; the review mark then keeps the borrower's place.
    /// </summary>
    public const int MaximumTries = 8;

    /// <summary>The store's activation number, 0 when nothing was ever activated.</summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async ValueTask<long> ReadNewestActivationAsync(CancellationToken cancellation) =>
        (await store.Activations.ReadAsync(cancellation))?.Number ?? 0;

    /// <summary>True while the store's activation is newer than the rules here: others have to review.</summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async ValueTask<bool> IsBehindAsync(CancellationToken cancellation) =>
        await ReadNewestActivationAsync(cancellation) > (active.Current?.Number ?? 0);

    /// <summary>Reviews one borrower with the active rule set.</summary>
    /// <param name="borrower">The borrower.</param>
    /// <param name="causeKind">What led to the review.</param>
    /// <param name="cancellation">Stops between tries, never within a commit.</param>
    /// <exception cref="StoreUnavailableException">The store is away; the mark keeps the borrower's place.</exception>
    public async ValueTask<ReviewOutcome> ReviewAsync(
        BorrowerId borrower, WarningCauseKind causeKind, CancellationToken cancellation) => await ReviewAsync(
            borrower, causeKind, await ReadNewestActivationAsync(cancellation), cancellation);

    /// <summary>Reviews one of several borrowers for whom the store's activation was read once.</summary>
    /// <param name="borrower">The borrower.</param>
    /// <param name="causeKind">What led to the review.</param>
    /// <param name="newest">
    /// What <see cref="ReadNewestActivationAsync"/> answered after the review was asked for and before this call.
    /// </param>
    /// <param name="cancellation">Stops between tries, never within a commit.</param>
    /// <exception cref="StoreUnavailableException">The store is away; the mark keeps the borrower's place.</exception>
    public ValueTask<ReviewOutcome> ReviewAsync(
        BorrowerId borrower, WarningCauseKind causeKind, long newest, CancellationToken cancellation) =>
        ReviewAsync(borrower, causeKind, newest, told: null, cancellation);

    private async ValueTask<ReviewOutcome> ReviewAsync(
        BorrowerId borrower, WarningCauseKind causeKind, long newest, WarningLevel? told,
        CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MaximumTries; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (attempt > 0) newest = await ReadNewestActivationAsync(cancellation);
            if (active.Current is not { Number: > 0 } rules) return ReviewOutcome.Left;
            // Both at once. Features that are read before the state are at worst older than it, and such a commit is
            // refused.
            var reading = store.Features.ReadAsync(borrower, cancellation).AsTask();
            var state = store.Warnings.ReadAsync(borrower, cancellation).AsTask();
            await Task.WhenAll(reading, state);
            var (stored, before) = (await reading, await state);
            // An instance that lags behind the store's activation leaves the mark to those that do not. The state alone
            // cannot tell: a borrower that came after the swap's review had passed would keep the old rules.
            if (Math.Max(before.Activation, newest) > rules.Number) return ReviewOutcome.Left;
            if (stored is null && before.Revision == 0) return ReviewOutcome.Unchanged;
            // Whom no review has seen may be newer than a swap whose review has passed by; whatever was active before
            // the features were read then says nothing.
            if (before.Activation == 0 && await ReadNewestActivationAsync(cancellation) > rules.Number)
                return ReviewOutcome.Left;
            // A closed borrower rests, and what others came to meanwhile must not wake it.
            if (!before.IsResting(stored))
                stored = await _parties.RefreshAsync(rules.Set, stored, isForced: before.Closed, cancellation);
            var cause = WarningCause.OfReview(causeKind, stored, before, rules);
            var commit = WarningReview.Run(rules, before, stored, cause, AsOf(before));
            if (await IsDoneAsync(commit, before, rules, told, cancellation))
                return commit.Changes.Count > 0 ? ReviewOutcome.Changed : ReviewOutcome.Unchanged;
        }

        return ReviewOutcome.Left;
    }

    /// <summary>Tells those who are linked to a borrower where it stands, and notes that they were told.</summary>
    /// <param name="borrower">The borrower.</param>
    /// <param name="cancellation">Ends it between two of them; it is done again from the start.</param>
    /// <exception cref="StoreUnavailableException">
    /// The store is away, or was for some of them: the borrower falls due again.
    /// </exception>
    public async ValueTask TellAsync(BorrowerId borrower, CancellationToken cancellation)
    {
        if (active.Current is not { Number: > 0 } rules) return;
        var state = await store.Warnings.ReadAsync(borrower, cancellation);
        // Those who know the newer rules tell.
        if (state.Activation > rules.Number) return;
        var level = PartyStanding.OwnLevel(rules.Set, state);
        var isDone = await _parties.TellAsync(
            rules.Set, borrower, linked => Marked?.Invoke(linked), cancellation);
        // Once more, to note that they were told, and what is due otherwise. An erased one has nothing to note in.
        if (isDone && state.IsTelling)
            await ReviewAsync(borrower, WarningCauseKind.Time, rules.Number, level, cancellation);
    }

    /// <summary>Takes a person's step on a warning; see <see cref="WarningTreatment.Apply"/>.</summary>
    /// <exception cref="StoreUnavailableException">
    /// The store is away; whether the step was taken is unknown.
    /// </exception>
    public async ValueTask<TreatmentResult> TreatAsync(
        BorrowerId borrower, string warningId, long expectedRevision, WarningStep step, WarningCause cause,
        ActivatedRuleSet rules, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MaximumTries; attempt++)
        {
            var before = await store.Warnings.ReadAsync(borrower, cancellation);
            var result = WarningTreatment.Apply(
                before, warningId, expectedRevision, step, cause, rules, AsOf(before));
            if (await IsDoneAsync(result.Commit, before, rules, told: null, cancellation)) return result;
        }

        return new TreatmentResult(TreatmentOutcome.Contended, null, null);
    }

    /// <summary>Raises a warning by hand; see <see cref="WarningTreatment.Raise"/>.</summary>
    /// <exception cref="StoreUnavailableException">
    /// The store is away; whether the warning was raised is unknown.
    /// </exception>
    public async ValueTask<TreatmentResult> RaiseAsync(
        BorrowerId borrower, WarningIndicator indicator, ExposureId exposure, WarningLevel level, WarningCause cause,
        ActivatedRuleSet rules, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rules);
        for (var attempt = 0; attempt < MaximumTries; attempt++)
        {
            var before = await ReviewedAsync(borrower, cancellation);
            if (before is null) return new TreatmentResult(TreatmentOutcome.Unknown, null, null);
            if (before.Closed) return new TreatmentResult(TreatmentOutcome.Closed, null, null);
            if (!exposure.IsNone && !await HasAsync(borrower, exposure, rules.Set, cancellation))
                return new TreatmentResult(TreatmentOutcome.ExposureUnknown, null, null);
            var result = WarningTreatment.Raise(
                before, indicator, exposure.Value, level, cause, rules, AsOf(before));
            if (await IsDoneAsync(result.Commit, before, rules, told: null, cancellation)) return result;
        }

        return new TreatmentResult(TreatmentOutcome.Contended, null, null);
    }

    /// <summary>Takes a person's step on the watch list; see <see cref="Watchlist.Apply"/>.</summary>
    /// <exception cref="StoreUnavailableException">
    /// The store is away; whether the step was taken is unknown.
    /// </exception>
    public async ValueTask<WatchlistResult> WatchAsync(
        BorrowerId borrower, WatchlistStep step, WarningCause cause, ActivatedRuleSet rules,
        CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MaximumTries; attempt++)
        {
            var before = await ReviewedAsync(borrower, cancellation);
            if (before is null) return new WatchlistResult(WatchlistOutcome.Unknown, null, null);
            if (before.Closed) return new WatchlistResult(WatchlistOutcome.Closed, null, null);
            var result = Watchlist.Apply(before, step, cause, rules, AsOf(before));
            if (await IsDoneAsync(result.Commit, before, rules, told: null, cancellation)) return result;
        }

        return new WatchlistResult(WatchlistOutcome.Contended, null, null);
    }

    /// <summary>Closes or erases a borrower.</summary>
    /// <returns>
    /// How many warnings were retired; null when the borrower is unknown, -1 when others kept interfering.
    /// </returns>
    /// <exception cref="StoreUnavailableException">
    /// The store is away; whether the step was taken is unknown.
    /// </exception>
    public async ValueTask<int?> CloseAsync(
        BorrowerId borrower, bool erases, WarningCause cause, ActivatedRuleSet rules, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MaximumTries; attempt++)
        {
            var before = await store.Warnings.ReadAsync(borrower, cancellation);
            var stored = await store.Features.ReadAsync(borrower, cancellation);
            // Who only ever applied is known by the key of what was journaled.
            var isKnown = stored is not null || before.Revision > 0
                || (erases && await store.Journal.ReadKeyAsync(borrower, cancellation) is not null);
            if (!isKnown) return null;
            var revision = stored?.Revision ?? 0;
            if (!erases && before.Closed && revision <= before.FeaturesRevision) return 0;
            var commit = WarningTreatment.Close(before, erases, revision, cause, rules, AsOf(before));
            if (!await IsDoneAsync(commit, before, rules, told: null, cancellation)) continue;
            if (erases) await _parties.ForgetAsync(stored, cancellation);
            return commit.Changes.Count(change => change.Warning is not null);
        }

        return -1;
    }

    // A person's step stands on a review: one that nobody has looked at yet is looked at first. Null when the store
    // knows no such borrower.
    private async ValueTask<BorrowerWarnings?> ReviewedAsync(BorrowerId borrower, CancellationToken cancellation)
    {
        var state = await store.Warnings.ReadAsync(borrower, cancellation);
        if (state.Activation > 0) return state;
        if (await store.Features.ReadAsync(borrower, cancellation) is null) return null;
        await ReviewAsync(borrower, WarningCauseKind.FeatureUpdate, cancellation);
        return await store.Warnings.ReadAsync(borrower, cancellation);
    }

    private async ValueTask<bool> HasAsync(
        BorrowerId borrower, ExposureId exposure, RuleSet set, CancellationToken cancellation) =>
        BorrowerExposures.Of(set.Catalogue, await store.Features.ReadAsync(borrower, cancellation), [])
            .Open.Contains(exposure);

    // Commits, and has those who are linked to the borrower told when its own level moved, or when it is gone. Until
    // they are told it is due, so that a crash in between leaves it to the next sweep.
    private async ValueTask<bool> IsDoneAsync(
        WarningCommit? commit, BorrowerWarnings before, ActivatedRuleSet rules, WarningLevel? told,
        CancellationToken cancellation)
    {
        if (commit is null) return true;
        var isKept = rules.Set.Catalogue.FindView(ServerViews.Connected) is not null;
        var level = isKept ? PartyStanding.OwnLevel(rules.Set, commit.State) : before.Told;
        // Of whom nobody knew where it stood it is news that it stands well.
        var isNews = isKept && (commit.Erases || (before.Activation == 0 && commit.State.Activation > 0)
            || (told is { } known ? level != known : before.IsTelling || level != before.Told));
        var isTold = isNews && await _parties.HasAnyAsync(commit.Borrower, cancellation);
        commit = commit with { State = isTold ? commit.State.BeginTelling() : commit.State.EndTelling(level) };
        var isSame = (before.Told, before.IsTelling) == (commit.State.Told, commit.State.IsTelling);
        commit = commit with { KeepsDocument = commit.KeepsDocument && isSame };
        var result = await store.Warnings.CommitAsync(Stamped(commit), cancellation);
        if (result.Outcome != CommitOutcome.Committed) return false;
        // Somebody may have been linked while it was committed, having read the level before.
        if (isTold || (isNews && await _parties.HasAnyAsync(commit.Borrower, cancellation)))
            Telling?.Invoke(commit.Borrower);
        return true;
    }

    // A change occurs when the borrower is looked at, and is committed now; a clock that stepped back in between is not
    // believed.
    private WarningCommit Stamped(WarningCommit commit)
    {
        var now = time.GetUtcNow();
        return now > commit.CommittedAt ? commit with { CommittedAt = now } : commit;
    }

    // A clock that stepped back must not make a review look older than the state it starts from, nor as old: the as-of
    // tells states apart.
    private DateTimeOffset AsOf(BorrowerWarnings before)
    {
        var now = time.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        return now > before.AsOf ? now : before.AsOf.AddMicroseconds(1);
    }
}

/// <summary>What came of a review.</summary>
public enum ReviewOutcome
{
    /// <summary>Committed, with changes.</summary>
    Changed = 0,

    /// <summary>Committed, or not needed; nothing changed.</summary>
    Unchanged = 1,

    /// <summary>Left to another instance or to a later try; the mark stays.</summary>
    Left = 2,
}
