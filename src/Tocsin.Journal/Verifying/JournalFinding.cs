using Tocsin.Journal.Files;

namespace Tocsin.Journal.Verifying;

/// <summary>One thing that is wrong with a journal, or worth knowing.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Segment">The file; empty where it is none.</param>
/// <param name="Offset">Where in the file, in bytes; 0 where it is the whole.</param>
/// <param name="Group">The group's number; 0 where it is none.</param>
/// <param name="Text">For people.</param>
public sealed record JournalFinding(JournalFindingKind Kind, string Segment, long Offset, long Group, string Text)
{
    /// <summary>False for what an end of the process leaves and the journal itself tells.</summary>
    public bool IsDamage => Kind is not (JournalFindingKind.TornTail or JournalFindingKind.Noted);

    internal static JournalFinding Of(SegmentPiece piece, string segment) => piece.Kind switch
    {
        PieceKind.Altered => new(
            JournalFindingKind.GroupAltered, segment, piece.Offset, piece.Header.Number,
            $"Group {piece.Header.Number} was altered: its hash is another."),
        PieceKind.Torn => new(
            JournalFindingKind.TornTail, segment, piece.Offset, 0,
            $"The last {piece.Length} bytes are the beginning of a group that was not finished."),
        _ => new(
            JournalFindingKind.Unreadable, segment, piece.Offset, 0, $"{piece.Length} bytes are no group."),
    };
}

/// <summary>What is wrong with a journal.</summary>
public enum JournalFindingKind
{
    /// <summary>
    /// The bytes of a group are not those that were written: one was flipped, an entry removed or moved.
    /// </summary>
    GroupAltered = 1,

    /// <summary>Bytes are no group.</summary>
    Unreadable = 2,

    /// <summary>Groups are not there that later ones follow.</summary>
    GroupsMissing = 3,

    /// <summary>A group stands behind a later one.</summary>
    OutOfOrder = 4,

    /// <summary>A group names another hash before it than the group before it has: that one was made anew.</summary>
    ChainBroken = 5,

    /// <summary>The head of a segment is not the one that was written.</summary>
    HeadAltered = 6,

    /// <summary>The files end before the group that the store knows.</summary>
    TailCut = 7,

    /// <summary>The group that the store knows is another one in the files.</summary>
    AnchorDiffers = 8,

    /// <summary>The files begin after the oldest group that retention has left.</summary>
    BeginningMissing = 9,

    /// <summary>There is no journal where the store knows one.</summary>
    JournalMissing = 10,

    /// <summary>A file is of another journal than the store or the files before it.</summary>
    OtherJournal = 11,

    /// <summary>The last group is not whole: what an end of the process leaves until the next start trims it.</summary>
    TornTail = 12,

    /// <summary>The journal itself noted that a torn group was trimmed or that entries were lost.</summary>
    Noted = 13,

    /// <summary>The journal itself noted damage when it was opened.</summary>
    NotedDamage = 14,
}
