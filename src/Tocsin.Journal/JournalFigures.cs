namespace Tocsin.Journal;

/// <summary>What a journal has done since it was opened, for metrics and health.</summary>
public sealed record JournalFigures
{
    /// <summary>Entries that are in the file.</summary>
    public required long Appended { get; init; }

    /// <summary>Groups that are in the file.</summary>
    public required long Groups { get; init; }

    /// <summary>Bytes of those groups.</summary>
    public required long Bytes { get; init; }

    /// <summary>Entries whose caller was told that they could not be journaled.</summary>
    public required long Failed { get; init; }

    /// <summary>Entries in mode background that are lost.</summary>
    public required long Lost { get; init; }

    /// <summary>Decisions whose personal values were left out, because the store did not give the key.</summary>
    public required long Withheld { get; init; }

    /// <summary>Entries that wait for the writer.</summary>
    public required int Waiting { get; init; }

    /// <summary>The last group that is in the file.</summary>
    public required JournalHead Head { get; init; }

    /// <summary>How long ago the head was last anchored; null when it was not yet, or there is no store.</summary>
    public required TimeSpan? AnchorAge { get; init; }

    /// <summary>The last group that is anchored; 0 when none is yet.</summary>
    public required long AnchoredGroup { get; init; }

    /// <summary>
    /// Segments that are past what is retained and stay all the same: without the store's note of the oldest one left
    /// nobody could tell files that went from files that were taken. The disk may fill while the store is away.
    /// </summary>
    public required int Overdue { get; init; }

    /// <summary>What kept the last group from being written; null since one was.</summary>
    public required JournalFault? Fault { get; init; }

    /// <summary>
    /// What was found wrong with the files, in sentences for people; empty when nothing was. A journal that was cut
    /// short or altered says so until the process ends, and <see cref="Verifying.JournalVerifier"/> says it ever after.
    /// </summary>
    public required IReadOnlyList<string> Damage { get; init; }
}
