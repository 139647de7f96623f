using Tocsin.Core.Rules;

namespace Tocsin.Core.Warnings;

/// <summary>What a person does to a warning, or to all warnings of a borrower. Pure.</summary>
public static class WarningTreatment
{
    /// <summary>Takes a step on a warning.</summary>
    /// <param name="before">The borrower's state.</param>
    /// <param name="warningId">The warning.</param>
    /// <param name="expectedRevision">The warning's revision the person saw; 0 takes any.</param>
    /// <param name="step">The step.</param>
    /// <param name="cause">The person and the reason.</param>
    /// <param name="rules">The active rule set.</param>
    /// <param name="now">Now, in UTC.</param>
    public static TreatmentResult Apply(
        BorrowerWarnings before, string warningId, long expectedRevision, WarningStep step, WarningCause cause,
        ActivatedRuleSet rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(step);
        var warning = before.Warnings.FirstOrDefault(candidate => candidate.Id == warningId);
        if (warning is null) return new TreatmentResult(TreatmentOutcome.Unknown, null, null);
        // Who repeats a step that was taken gets the same answer, whatever revision the first try made of it.
        if (step.IsTaken(warning)) return new TreatmentResult(TreatmentOutcome.Reached, warning, null);
        // Nobody looks at a closed borrower, and so nothing of it opens.
        if (!step.IsOpenTo(warning) || (before.Closed && step.Kind == WarningChangeKind.Reopened))
            return new TreatmentResult(TreatmentOutcome.Closed, warning, null);
        if (step.Kind == WarningChangeKind.Reopened && OtherOpen(before, warning) is { } other)
            return new TreatmentResult(TreatmentOutcome.OtherOpen, other, null);
        if (expectedRevision != 0 && expectedRevision != warning.Revision)
            return new TreatmentResult(TreatmentOutcome.RevisionDiffers, warning, null);
        var taken = step.Take(warning, rules.Set, now);
        var after = taken.Changed(step.Kind, taken.Level, now, cause, rules.Number);
        // A closed warning has no level but the one that it closed at.
        var levelBefore = step.Kind == WarningChangeKind.Reopened ? WarningLevel.None : warning.Level;
        var commit = Commit(
            before, before, [after], [new PendingChange(after, step.Kind, levelBefore)], cause, rules, now);
        return new TreatmentResult(TreatmentOutcome.Reached, after, commit);
    }

    // Raised by hand once more after it had been closed for long: an indicator has one open warning of a part.
    private static Warning? OtherOpen(BorrowerWarnings before, Warning warning) =>
        before.Warnings.FirstOrDefault(other => other.IsOpen && other.Id != warning.Id
            && (other.Indicator, other.Exposure) == (warning.Indicator, warning.Exposure));

    /// <summary>
    /// Raises a warning by hand, or moves the open one of the same indicator and exposure to another level; one that
    /// closed not long ago opens again under its old id.
    /// </summary>
    /// <param name="before">The borrower's state; not closed.</param>
    /// <param name="indicator">An indicator that people raise.</param>
    /// <param name="exposure">The exposure it is about; empty for the borrower. The caller has found it open.</param>
    /// <param name="level">The level; not none.</param>
    /// <param name="cause">The person and what they saw.</param>
    /// <param name="rules">The active rule set.</param>
    /// <param name="now">Now, in UTC.</param>
    public static TreatmentResult Raise(
        BorrowerWarnings before, WarningIndicator indicator, string exposure, WarningLevel level, WarningCause cause,
        ActivatedRuleSet rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(indicator);
        ArgumentNullException.ThrowIfNull(rules);
        var prior = before.Warnings.Where(one => (one.Indicator, one.Exposure) == (indicator.Name, exposure))
            .Where(one => one.IsOpen || now - (one.ClosedAt ?? one.ChangedAt) <= WarningReview.ReopenWindow)
            .OrderByDescending(one => one.IsOpen).ThenByDescending(one => one.ClosedAt ?? one.ChangedAt)
            .FirstOrDefault();
        if (prior is { IsOpen: true } && prior.Level == level)
            return new TreatmentResult(TreatmentOutcome.Reached, prior, null);
        var kind = prior switch
        {
            null => WarningChangeKind.Raised,
            { IsOpen: false } => WarningChangeKind.Reopened,
            _ => level > prior.Level ? WarningChangeKind.LevelUp : WarningChangeKind.LevelDown,
        };
        var raised = Raised(before, prior, indicator, exposure, level, now);
        if (kind != WarningChangeKind.LevelDown)
        {
            raised = WarningDeadlines.Begin(raised, level, rules.Set, now) with
            {
                State = WarningState.Raised,
                SuppressedUntil = null,
            };
        }

        var after = raised.Changed(kind, level, now, cause, rules.Number);
        var levelBefore = prior is { IsOpen: true } ? prior.Level : WarningLevel.None;
        var commit = Commit(
            before, before, [after], [new PendingChange(after, kind, levelBefore)], cause, rules, now);
        return new TreatmentResult(TreatmentOutcome.Reached, after, commit);
    }

    private static Warning Raised(
        BorrowerWarnings before, Warning? prior, WarningIndicator indicator, string exposure, WarningLevel level,
        DateTimeOffset now)
    {
        IReadOnlyList<ActiveLevel> active = [new ActiveLevel(level)];
        if (prior is { IsOpen: true }) return prior with { ActiveLevels = active };
        if (prior is not null)
            return prior.Anew() with { ActiveLevels = active, Peak = level, Actions = indicator.Actions };
        return new Warning
        {
            Id = Warning.NewId(before, indicator.Name, exposure, now),
            Revision = 0,
            Indicator = indicator.Name,
            Exposure = exposure,
            Family = indicator.Family,
            IsHard = indicator.IsHard,
            Level = WarningLevel.None,
            Peak = level,
            State = WarningState.Raised,
            FirstRaisedAt = now,
            ChangedAt = now,
            ActiveLevels = active,
            Actions = indicator.Actions,
        };
    }

    /// <summary>Closes a borrower, or erases it: open warnings retire, and it goes off the watch list.</summary>
    public static WarningCommit Close(
        BorrowerWarnings before, bool erases, long featuresRevision, WarningCause cause, ActivatedRuleSet rules,
        DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(cause);
        var retired = before.Warnings.Where(warning => warning.IsOpen)
            .Select(warning => (Before: warning, After: Retire(warning))).ToList();
        var changes = retired.Select(pair =>
            new PendingChange(pair.After, WarningChangeKind.Retired, pair.Before.Level)).ToList();
        if (before.Watch is { } entry)
            changes.Add(PendingChange.Of(Watchlist.Ended(entry, cause), WarningChangeKind.Unwatchlisted));
        var state = before with
        {
            FeaturesRevision = Math.Max(before.FeaturesRevision, featuresRevision),
            Closed = true,
            Watch = null,
            // A closing need not change a warning, and a review that read the state before must not undo it.
            AsOf = now,
        };
        return Commit(state, before, [.. retired.Select(pair => pair.After)], changes, cause, rules, now) with
        {
            Erases = erases,
        };

        Warning Retire(Warning warning) => warning.Retired()
            .Changed(WarningChangeKind.Retired, WarningLevel.None, now, cause, rules.Number);
    }

    /// <summary>What a person's step makes of a borrower, once its level and the watch list follow.</summary>
    /// <param name="state">The state before, but for what the step itself moved.</param>
    /// <param name="before">The state before.</param>
    /// <param name="changed">The warnings that changed or are new.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="cause">The person and the reason.</param>
    /// <param name="rules">The active rule set.</param>
    /// <param name="now">Now, in UTC.</param>
    internal static WarningCommit Commit(
        BorrowerWarnings state, BorrowerWarnings before, IReadOnlyList<Warning> changed,
        IReadOnlyList<PendingChange> changes, WarningCause cause, ActivatedRuleSet rules, DateTimeOffset now)
    {
        var warnings = state.Warnings.Where(warning => changed.All(after => after.Id != warning.Id)).Concat(changed)
            .OrderBy(warning => warning.Id, StringComparer.Ordinal).ToList();
        var level = rules.Set.Combination.Of(warnings);
        var (watch, kind) = state.Closed ? (null, null) : Watchlist.Follow(state, level, rules.Set, now);
        // Whom a person has just taken off stands at yellow or less, and comes on again at orange.
        var after = state with
        {
            Warnings = warnings,
            Level = level,
            Watch = watch,
            // What has to be done now may be due before anything else.
            DueAt = state.Closed ? null
                : changed.SelectMany(WarningDeadlines.Running).Append(Watchlist.DueAt(watch)).Append(before.DueAt)
                    .Min(),
        };
        IReadOnlyList<PendingChange> all = kind is { } told ? [.. changes, PendingChange.Of(watch!, told)] : changes;
        // An operator's change reviewed nothing: the mark of a pending update stays.
        return after.CommitAfter(before, all, cause, rules, now) with { SettlesMark = state.Closed };
    }
}

/// <summary>What came of a person's step.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Warning">The warning after it, or as it stands; null when there is none.</param>
/// <param name="Commit">What to commit; null when there is nothing to.</param>
public sealed record TreatmentResult(TreatmentOutcome Outcome, Warning? Warning, WarningCommit? Commit);

/// <summary>How a person's step can end.</summary>
public enum TreatmentOutcome
{
    /// <summary>The state is reached, now or before.</summary>
    Reached = 0,

    /// <summary>The borrower has no such warning, or there is no such borrower.</summary>
    Unknown = 1,

    /// <summary>The warning changed since the person saw it.</summary>
    RevisionDiffers = 2,

    /// <summary>The warning is closed in another way, or its borrower is.</summary>
    Closed = 3,

    /// <summary>Others kept changing the borrower's state; try again.</summary>
    Contended = 4,

    /// <summary>The borrower has no such exposure.</summary>
    ExposureUnknown = 5,

    /// <summary>Another warning of the same indicator and exposure is open; it is the one answered.</summary>
    OtherOpen = 6,
}
