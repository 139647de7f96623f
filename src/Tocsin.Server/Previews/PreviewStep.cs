namespace Tocsin.Server.Previews;

/// <summary>How far a preview is. Immutable.</summary>
/// <param name="Phase">What is being done.</param>
/// <param name="Done">How many borrowers or decisions are done in this phase.</param>
/// <param name="Total">How many there were when it began; 0 where that is not known before.</param>
internal sealed record PreviewStep(PreviewPhase Phase, long Done, long Total);

/// <summary>What a preview is doing.</summary>
internal enum PreviewPhase
{
    /// <summary>The candidate is read and compiled.</summary>
    ReadingRules = 1,

    /// <summary>Borrowers are looked at under both rule sets.</summary>
    Borrowers = 2,

    /// <summary>Borrowers are looked at again whose connected parties would stand elsewhere.</summary>
    Linked = 3,

    /// <summary>Journaled decisions are decided again.</summary>
    Decisions = 4,
}
