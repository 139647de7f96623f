using Tocsin.Journal.Records;
using Tocsin.Journal.Verifying;

namespace Tocsin.Journal.Reading;

/// <summary>One thing that reading a journal gives: exactly one of entry and damage is there.</summary>
/// <param name="Segment">The file it is in.</param>
/// <param name="Group">The group's number; 0 for bytes that are no group.</param>
/// <param name="WrittenAt">When the group was written, in UTC.</param>
public sealed record JournalItem(string Segment, long Group, DateTimeOffset WrittenAt)
{
    /// <summary>The entry; null for damage.</summary>
    public JournalEntry? Entry { get; init; }

    /// <summary>The layout of a decision; null for other entries, and where it cannot be read any more.</summary>
    public LayoutRecord? Layout { get; init; }

    /// <summary>What cannot be read, or may not be what was written; null for an entry.</summary>
    public JournalFinding? Damage { get; init; }
}
