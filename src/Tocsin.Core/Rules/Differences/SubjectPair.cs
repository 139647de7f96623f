namespace Tocsin.Core.Rules.Differences;

/// <summary>A subject of the earlier set and the same one of the later; either may be absent.</summary>
/// <param name="Before">The earlier; null when it was added.</param>
/// <param name="After">The later; null when it was removed.</param>
internal sealed record SubjectPair(Subject? Before, Subject? After)
{
    /// <summary>True when it stands elsewhere among those that are in both.</summary>
    public bool IsMoved { get; init; }

    /// <summary>True when it goes by another name there.</summary>
    public bool IsRenamed { get; init; }
}
