using Tocsin.Core.Decisions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Shadows;

/// <summary>
/// A live decision with what it was made of, so that a candidate can make it too. Immutable: nothing of it changes
/// while the live decision is answered.
/// </summary>
public sealed record ShadowedDecision
{
    /// <summary>The decision's id.</summary>
    public required string DecisionId { get; init; }

    /// <summary>The caller's id of the request; empty when it gave none.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The borrower.</summary>
    public required BorrowerId Borrower { get; init; }

    /// <summary>The activation that decided it.</summary>
    public required long Activation { get; init; }

    /// <summary>The digest of the live rule set.</summary>
    public required string Digest { get; init; }

    /// <summary>The live policy.</summary>
    public required DecisionPolicy Policy { get; init; }

    /// <summary>What the store had of the borrower; null when it had nothing, or did not answer.</summary>
    public StoredProfile? Stored { get; init; }

    /// <summary>
    /// The views that lay over it: those of the request, and where the borrower stood with its warnings.
    /// </summary>
    public IReadOnlyList<FeatureViewUpdate> Views { get; init; } = [];

    /// <summary>The exposure that was decided on; the default for none.</summary>
    public ExposureId Exposure { get; init; }

    /// <summary>What was asked for.</summary>
    public required DecisionRequest Asked { get; init; }

    /// <summary>How far it was carried.</summary>
    public DecisionDepth Depth { get; init; }

    /// <summary>The moment it was decided as of, in UTC.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>What was decided.</summary>
    public required Decision Decision { get; init; }

    /// <summary>
    /// Roughly how many bytes it keeps in memory: its values count, which may be many, and what it shares does not.
    /// </summary>
    public long EstimateBytes() => ShadowedBytes.Of(this);
}
