using Tocsin.Core.Features;

namespace Tocsin.Core.Warnings;

/// <summary>What a review or an operator asks a store to make of one borrower, all at once.</summary>
/// <remarks>
/// A store refuses it with <see cref="CommitOutcome.RevisionDiffers"/> when the stored state's revision is not
/// <see cref="ExpectedRevision"/> or its as-of is not <see cref="ExpectedAsOf"/>, and with
/// <see cref="CommitOutcome.Superseded"/> when the stored state was computed from a higher features revision, a higher
/// activation or a later as-of than <see cref="State"/>, or when the stored features never were at the revision that
/// <see cref="State"/> was computed from: the borrower was erased meanwhile. Where no state is stored, features that
/// are not the latest may be refused in the same way: they may be erased ones. A commit without changes writes no log
/// entry and leaves the revision, but does store the state and remove the mark.
/// </remarks>
public sealed record WarningCommit
{
    /// <summary>The revision of the state it was computed from; 0 when there was none.</summary>
    public required long ExpectedRevision { get; init; }

    /// <summary>
    /// The as-of, to the microsecond, of the state it was computed from; the default when there was none, null to
    /// compare none. It tells apart the states that commits without changes make of one revision.
    /// </summary>
    public DateTimeOffset? ExpectedAsOf { get; init; }

    /// <summary>The state after; its <see cref="BorrowerWarnings.Revision"/> is ignored, the store gives it.</summary>
    public required BorrowerWarnings State { get; init; }

    /// <summary>The most changes of one commit.</summary>
    public const int MaximumChanges = 1_000;

    /// <summary>
    /// The changes, in the order in which subscribers see them; at most <see cref="MaximumChanges"/>.
    /// </summary>
    public IReadOnlyList<WarningChange> Changes { get; init; } = [];

    /// <summary>When it is committed, in UTC.</summary>
    public required DateTimeOffset CommittedAt { get; init; }

    /// <summary>
    /// True when warnings, labels and standing are as they were stored, so that a store need not write them again; only
    /// moments and numbers moved. False with changes, and where no state was stored.
    /// </summary>
    public bool KeepsDocument { get; init; }

    /// <summary>
    /// True when the review mark may go: it goes only if the stored features revision still is the state's. False for
    /// an operator's change, which reviewed nothing.
    /// </summary>
    public bool SettlesMark { get; init; } = true;

    /// <summary>
    /// True to erase the borrower: features, state, mark, due entry and indexes go. When the log holds an entry of the
    /// borrower (its revision is not 0), it gets one more, without a state, so that no recovery brings it back.
    /// </summary>
    public bool Erases { get; init; }

    /// <summary>The borrower.</summary>
    public BorrowerId Borrower => State.Borrower;
}

/// <summary>How a commit ended.</summary>
/// <param name="Outcome">Committed, or why not.</param>
/// <param name="Sequence">The log sequence of its entry; 0 when nothing was logged.</param>
public readonly record struct CommitResult(CommitOutcome Outcome, long Sequence);

/// <summary>The ways a commit can end.</summary>
public enum CommitOutcome
{
    /// <summary>Durable.</summary>
    Committed = 0,

    /// <summary>Somebody else changed the borrower's state: read again, compute again.</summary>
    RevisionDiffers = 1,

    /// <summary>
    /// A review of newer features, of a newer activation or as of a later moment was there first, or the features it
    /// was computed from are erased.
    /// </summary>
    Superseded = 2,
}
