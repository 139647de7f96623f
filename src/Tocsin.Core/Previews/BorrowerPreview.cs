using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Previews;

/// <summary>One borrower under both rule sets. Immutable.</summary>
public sealed record BorrowerPreview
{
    /// <summary>The borrower.</summary>
    public required BorrowerId Borrower { get; init; }

    /// <summary>Values of the live labels, by label name.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Its level now.</summary>
    public WarningLevel LevelBefore { get; init; }

    /// <summary>Its level under the candidate.</summary>
    public WarningLevel LevelAfter { get; init; }

    /// <summary>True while it is on the watch list.</summary>
    public bool OnWatchlistBefore { get; init; }

    /// <summary>True when it would be on the watch list.</summary>
    public bool OnWatchlistAfter { get; init; }

    /// <summary>What an activation would make of its warnings, in that order.</summary>
    public IReadOnlyList<PreviewedChange> Changes { get; init; } = [];

    /// <summary>What it would be answered.</summary>
    public IReadOnlyList<DecisionPreview> Decisions { get; init; } = [];

    /// <summary>How many more changes there are than are kept.</summary>
    public int MoreChanges { get; init; }

    /// <summary>How many more decisions differ than are kept.</summary>
    public int MoreDecisions { get; init; }

    /// <summary>True when there are more changes than are looked for; its level may be another one still.</summary>
    public bool IsCut { get; init; }

    /// <summary>True for a closed borrower: it rests, and has no warnings.</summary>
    public bool IsResting { get; init; }

    /// <summary>
    /// How many of its exposures, or it itself without any, were booked with nothing that could be asked.
    /// </summary>
    public int NotBooked { get; init; }

    /// <summary>True when it was to be asked for a product that the live rules do not have.</summary>
    public bool IsProductUnknown { get; init; }

    /// <summary>True when it was looked at once more for its connected parties.</summary>
    public bool IsLinked { get; init; }

    /// <summary>
    /// The level under the candidate that those linked to it would be told; null where they would be told nothing new.
    /// </summary>
    public WarningLevel? Told { get; init; }

    /// <summary>True when its warnings or a decision would differ.</summary>
    public bool IsDiffering => Changes.Count > 0 || Decisions.Any(decision => decision.IsChanged);
}
