namespace Tocsin.Journal.Reading;

/// <summary>A range of the times at which entries were journaled.</summary>
/// <param name="From">The first, in UTC; null for the journal's beginning.</param>
/// <param name="Until">The first after the range, in UTC; null for the journal's end.</param>
public sealed record JournalRange(DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    /// <summary>Everything.</summary>
    public static JournalRange All { get; } = new();
}
