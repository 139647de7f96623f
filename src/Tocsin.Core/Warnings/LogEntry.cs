using Tocsin.Core.Features;

namespace Tocsin.Core.Warnings;

/// <summary>One commit in the log of a partition.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="Borrower">Whose it is.</param>
/// <param name="CommittedAt">When it was committed, in UTC.</param>
/// <param name="Changes">Its changes, in order; empty for the erasure of a borrower without open warnings.</param>
public sealed record LogEntry(
    LogPosition Position, BorrowerId Borrower, DateTimeOffset CommittedAt, IReadOnlyList<WarningChange> Changes);

/// <summary>A place in the log of one partition.</summary>
/// <param name="Sequence">1 for the first entry ever; each later one is one more. 0 stands before the first.</param>
/// <param name="Check">
/// The entry's check, which tells it from another entry that once had the same sequence; 0 for sequence 0.
/// </param>
public readonly record struct LogPosition(long Sequence, uint Check)
{
    /// <summary>Before the first entry.</summary>
    public static LogPosition Start => default;
}

/// <summary>What a partition's log keeps, and how far it goes.</summary>
/// <param name="Head">The last entry; <see cref="LogPosition.Start"/> when nothing was ever logged.</param>
/// <param name="OldestSequence">The oldest entry still kept; 0 when there is none.</param>
public readonly record struct LogExtent(LogPosition Head, long OldestSequence);
