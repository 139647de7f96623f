namespace Tocsin.Journal;

/// <summary>How far a journal has come.</summary>
/// <param name="Group">The number of its last group; 0 when it has none.</param>
/// <param name="Entries">How many entries it has had up to that group.</param>
/// <param name="Hash">That group's hash: 64 hexadecimal characters, zeros when it has none.</param>
public sealed record JournalHead(long Group, long Entries, string Hash)
{
    /// <summary>A journal without a group.</summary>
    public static JournalHead None { get; } = new(0, 0, new string('0', 64));
}
