using Tocsin.Core.Rules;

namespace Tocsin.Core.Warnings;

/// <summary>
/// Who is on the watch list: a borrower comes on it at orange, or by a person; it goes off by a person alone, once it
/// has stood at yellow or less for long enough, or when it is closed. Pure.
/// </summary>
public static class Watchlist
{
    /// <summary>Takes a person's step.</summary>
    /// <param name="before">The borrower's state; not closed.</param>
    /// <param name="step">The step.</param>
    /// <param name="cause">The person and the reason.</param>
    /// <param name="rules">The active rule set.</param>
    /// <param name="now">Now, in UTC.</param>
    public static WatchlistResult Apply(
        BorrowerWarnings before, WatchlistStep step, WarningCause cause, ActivatedRuleSet rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(cause);
        ArgumentNullException.ThrowIfNull(rules);
        var entry = before.Watch;
        if (IsTaken(step, entry)) return new WatchlistResult(WatchlistOutcome.Reached, entry, null);
        if (entry is null && step.Kind == WarningChangeKind.WatchlistReviewed)
            return new WatchlistResult(WatchlistOutcome.NotListed, null, null);
        if (step.Kind == WarningChangeKind.Unwatchlisted && CalmFrom(entry, rules.Set) is var calm
            && (calm is null || calm > now))
        {
            return new WatchlistResult(WatchlistOutcome.NotCalm, entry, null) { CalmFrom = calm };
        }

        var after = Stated(entry ?? Begun(before, before.Level, rules.Set, now), cause) with
        {
            ReviewAt = step.ReviewAt ?? rules.Set.Calendar.Deadline(now, rules.Set.WatchlistTerms.Review),
            IsReviewDue = false,
        };
        var commit = WarningTreatment.Commit(
            before with { Watch = step.Kind == WarningChangeKind.Unwatchlisted ? null : after },
            before, [], [PendingChange.Of(after, step.Kind)], cause, rules, now);
        return new WatchlistResult(WatchlistOutcome.Reached, after, commit);
    }

    /// <summary>
    /// The borrower's place on the list once its level is known, and what happened to that place; null where it stays
    /// off the list, or as it was.
    /// </summary>
    internal static (WatchlistEntry? Entry, WarningChangeKind? Kind) Follow(
        BorrowerWarnings before, WarningLevel level, RuleSet set, DateTimeOffset now)
    {
        if (before.Watch is not { } entry)
        {
            return level < WarningLevel.Orange
                ? (null, null)
                : (Begun(before, level, set, now) with { Revision = 1 }, WarningChangeKind.Watchlisted);
        }

        var calmSince = level > WarningLevel.Yellow ? (DateTimeOffset?)null : entry.CalmSince ?? now;
        var moved = calmSince == entry.CalmSince ? entry : entry with { CalmSince = calmSince };
        return entry.IsReviewDue || entry.ReviewAt > now
            ? (moved, null)
            : (moved with { IsReviewDue = true, Revision = entry.Revision + 1 },
                WarningChangeKind.WatchlistReviewDue);
    }

    /// <summary>The place on the list of a borrower that is closed: it has none any more.</summary>
    internal static WatchlistEntry Ended(WatchlistEntry entry, WarningCause cause) => Stated(entry, cause);

    /// <summary>When a look at the list may change something; null when none will.</summary>
    internal static DateTimeOffset? DueAt(WatchlistEntry? entry) =>
        entry is { IsReviewDue: false } ? entry.ReviewAt : null;

    private static bool IsTaken(WatchlistStep step, WatchlistEntry? entry) => step.Kind switch
    {
        WarningChangeKind.Watchlisted => entry is not null,
        WarningChangeKind.Unwatchlisted => entry is null,
        _ => entry is { IsReviewDue: false } && entry.ReviewAt == step.ReviewAt,
    };

    private static DateTimeOffset? CalmFrom(WatchlistEntry? entry, RuleSet set) =>
        entry?.CalmSince is { } since ? set.Calendar.Deadline(since, set.WatchlistTerms.Calm) : null;

    private static WatchlistEntry Stated(WatchlistEntry entry, WarningCause cause) => entry with
    {
        Revision = entry.Revision + 1,
        Actor = cause.Actor,
        Reason = cause.Reason,
    };

    private static WatchlistEntry Begun(
        BorrowerWarnings before, WarningLevel level, RuleSet set, DateTimeOffset now) => new()
        {
            Id = Warning.NewId(before, "", "watchlist", now),
            Revision = 0,
            Since = now,
            ReviewAt = set.Calendar.Deadline(now, set.WatchlistTerms.Review),
            CalmSince = level > WarningLevel.Yellow ? null : now,
        };
}

/// <summary>What came of a person's step.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Entry">The place on the list after it, or the last one there was; null when there is none.</param>
/// <param name="Commit">What to commit; null when there is nothing to.</param>
public sealed record WatchlistResult(WatchlistOutcome Outcome, WatchlistEntry? Entry, WarningCommit? Commit)
{
    /// <summary>
    /// When the borrower may go off if it stays calm, in UTC; null while it stands above yellow, and for other outcomes
    /// than <see cref="WatchlistOutcome.NotCalm"/>.
    /// </summary>
    public DateTimeOffset? CalmFrom { get; init; }
}

/// <summary>How a person's step on the watch list can end.</summary>
public enum WatchlistOutcome
{
    /// <summary>The state is reached, now or before.</summary>
    Reached = 0,

    /// <summary>The store knows no such borrower.</summary>
    Unknown = 1,

    /// <summary>The borrower is closed.</summary>
    Closed = 2,

    /// <summary>The borrower is not on the list.</summary>
    NotListed = 3,

    /// <summary>The borrower has not stood at yellow or less for long enough.</summary>
    NotCalm = 4,

    /// <summary>Others kept changing the borrower's state; try again.</summary>
    Contended = 5,
}
