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
        if (!warning.IsOpen) return new TreatmentResult(TreatmentOutcome.Closed, warning, null);
        if (expectedRevision != 0 && expectedRevision != warning.Revision)
            return new TreatmentResult(TreatmentOutcome.RevisionDiffers, warning, null);
        var after = step.Take(warning).Changed(step.Kind, warning.Level, now, cause, rules.Number);
        var commit = Commit(
            before, [after], [new PendingChange(after, step.Kind, warning.Level)], before.Closed, cause, rules, now);
        return new TreatmentResult(TreatmentOutcome.Reached, after, commit);
    }

    /// <summary>Closes a borrower, or erases it: every open warning is retired.</summary>
    public static WarningCommit Close(
        BorrowerWarnings before, bool erases, long featuresRevision, WarningCause cause, ActivatedRuleSet rules,
        DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(before);
        var retired = before.Warnings.Where(warning => warning.IsOpen)
            .Select(warning => (Before: warning, After: Retire(warning))).ToList();
        var changes = retired.Select(pair =>
            new PendingChange(pair.After, WarningChangeKind.Retired, pair.Before.Level));
        var state = before with { FeaturesRevision = Math.Max(before.FeaturesRevision, featuresRevision) };
        return Commit(state, [.. retired.Select(pair => pair.After)], [.. changes], true, cause, rules, now) with
        {
            Erases = erases,
        };

        Warning Retire(Warning warning) => warning.Retired()
            .Changed(WarningChangeKind.Retired, WarningLevel.None, now, cause, rules.Number);
    }

    private static WarningCommit Commit(
        BorrowerWarnings before, IReadOnlyList<Warning> changed, IReadOnlyList<PendingChange> changes, bool closed,
        WarningCause cause, ActivatedRuleSet rules, DateTimeOffset now)
    {
        var warnings = before.Warnings
            .Select(warning => changed.FirstOrDefault(after => after.Id == warning.Id) ?? warning).ToList();
        var level = rules.Set.Combination.Of(warnings);
        var after = before with
        {
            Warnings = warnings,
            Level = level,
            OnWatchlist = Watchlist.Holds(level),
            Closed = closed,
            // A closing need not change a warning, and a review that read the state before must not undo it.
            AsOf = closed ? now : before.AsOf,
            // What has to be done now may be due before anything else.
            DueAt = closed ? null : changed.SelectMany(WarningDeadlines.Running).Append(before.DueAt).Min(),
        };
        // An operator's change reviewed nothing: the mark of a pending update stays.
        return after.CommitAfter(before, changes, cause, rules, now) with { SettlesMark = closed };
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

    /// <summary>The borrower has no such warning.</summary>
    Unknown = 1,

    /// <summary>The warning changed since the person saw it.</summary>
    RevisionDiffers = 2,

    /// <summary>The warning is closed in another way.</summary>
    Closed = 3,

    /// <summary>Others kept changing the borrower's state; try again.</summary>
    Contended = 4,
}
