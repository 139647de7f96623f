namespace Tocsin.Journal.Files;

/// <summary>Where the entries of one segment stand. Thread-safe.</summary>
internal interface ISegmentLookup
{
    /// <summary>The offset of the group that holds a decision; null when the segment does not hold it.</summary>
    long? FindDecision(DecisionId decision);

    /// <summary>The offsets of the groups that hold what became of a decision.</summary>
    IReadOnlyList<long> FindOutcomes(DecisionId decision);

    /// <summary>The offset of the group that holds a layout; null when the segment does not hold it.</summary>
    long? FindLayout(ulong layout);
}
