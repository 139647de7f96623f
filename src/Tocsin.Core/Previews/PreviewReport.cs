using Tocsin.Core.Warnings;

namespace Tocsin.Core.Previews;

/// <summary>What a preview came to. Immutable.</summary>
public sealed record PreviewReport
{
    /// <summary>Borrowers that were looked at.</summary>
    public required long Borrowers { get; init; }

    /// <summary>Those whose warnings or decisions would differ.</summary>
    public required long Differing { get; init; }

    /// <summary>The first of them in order of id, at most as many as were asked for.</summary>
    public required IReadOnlyList<BorrowerPreview> Listed { get; init; }

    /// <summary>What would become of the warnings.</summary>
    public required WarningFigures Warnings { get; init; }

    /// <summary>What would become of the decisions, by product in order of name.</summary>
    public required IReadOnlyList<DecisionFigures> Decisions { get; init; }

    /// <summary>By label.</summary>
    public required IReadOnlyList<LabelFigures> Labels { get; init; }

    /// <summary>What was not previewed, by reason in order of it.</summary>
    public required IReadOnlyList<(PreviewGap Reason, long Count)> Gaps { get; init; }

    /// <summary>
    /// Products that the candidate may decide otherwise and of which nothing was asked, in order of name; empty where
    /// decisions were left out.
    /// </summary>
    public IReadOnlyList<string> Unasked { get; init; } = [];
}

/// <summary>What would become of the warnings. Immutable.</summary>
public sealed record WarningFigures
{
    /// <summary>Borrowers with at least one change.</summary>
    public required long Borrowers { get; init; }

    /// <summary>All changes, those that are due anyway included.</summary>
    public required long Changes { get; init; }

    /// <summary>Changes that the live rules make as well.</summary>
    public required long DueAnyway { get; init; }

    /// <summary>By indicator, kind and levels, in that order.</summary>
    public required IReadOnlyList<ChangeCount> Counts { get; init; }

    /// <summary>Borrowers by level before and after, in that order; what has none is left out.</summary>
    public required IReadOnlyList<(WarningLevel Before, WarningLevel After, long Borrowers)> Levels { get; init; }

    /// <summary>Borrowers that would come on the watch list.</summary>
    public required long Watchlisted { get; init; }

    /// <summary>Borrowers that would go off it.</summary>
    public required long Unwatchlisted { get; init; }

    /// <summary>Borrowers that were looked at once more for their connected parties.</summary>
    public required long Linked { get; init; }
}

/// <summary>How many changes of one kind there are. Immutable.</summary>
/// <param name="Key">The kind.</param>
/// <param name="Count">How many.</param>
/// <param name="DueAnyway">How many of them the live rules make as well.</param>
public sealed record ChangeCount(ChangeKey Key, long Count, long DueAnyway);

/// <summary>What changes are counted by.</summary>
/// <param name="Indicator">The indicator; empty for the watch list.</param>
/// <param name="Family">Its family.</param>
/// <param name="Kind">What would happen.</param>
/// <param name="Before">The warning's level before.</param>
/// <param name="After">The warning's level after.</param>
public readonly record struct ChangeKey(
    string Indicator, string Family, WarningChangeKind Kind, WarningLevel Before, WarningLevel After);

/// <summary>Why something was not previewed.</summary>
public enum PreviewGap
{
    /// <summary>An exposure, or a borrower without one, of which nobody booked an amount.</summary>
    NotBooked = 1,

    /// <summary>The live rules do not have the product.</summary>
    ProductUnknown = 2,

    /// <summary>A closed borrower rests.</summary>
    Closed = 3,

    /// <summary>A borrower was erased between being listed and being read.</summary>
    Erased = 4,

    /// <summary>A journaled decision cannot be opened.</summary>
    JournalSealed = 5,

    /// <summary>A place of the journal cannot be read.</summary>
    JournalDamaged = 6,

    /// <summary>A borrower is linked to somebody who would stand elsewhere, and was not looked at again.</summary>
    LinkedLeft = 7,

    /// <summary>The candidate reads a value that was not journaled.</summary>
    NotJournaled = 8,

    /// <summary>A borrower was written again and again while it was read.</summary>
    Unsettled = 9,

    /// <summary>A borrower has more changes than are looked for.</summary>
    Cut = 10,
}

/// <summary>What one label's values come to. Immutable.</summary>
/// <param name="Label">The label.</param>
/// <param name="Values">Those with most borrowers first.</param>
/// <param name="Other">The values beyond the bound together; null when there are none.</param>
public sealed record LabelFigures(string Label, IReadOnlyList<LabelCounts> Values, LabelCounts? Other);

/// <summary>What the borrowers with one value of a label come to. Immutable.</summary>
/// <param name="Value">The value; empty for borrowers without one, and for values beyond the bound.</param>
/// <param name="Borrowers">Borrowers that were looked at.</param>
/// <param name="Differing">Those whose warnings or decisions would differ.</param>
/// <param name="Rising">Those whose level rises.</param>
/// <param name="Falling">Those whose level falls.</param>
/// <param name="Decisions">Decisions that were asked.</param>
/// <param name="ApprovedBefore">How many of them approve now.</param>
/// <param name="ApprovedAfter">How many would.</param>
public sealed record LabelCounts(
    string Value, long Borrowers, long Differing, long Rising, long Falling, long Decisions, long ApprovedBefore,
    long ApprovedAfter)
{
    internal static LabelCounts None { get; } = new("", 0, 0, 0, 0, 0, 0, 0);

    internal static LabelCounts Of(BorrowerPreview preview) => new(
        "", 1, preview.IsDiffering ? 1 : 0, preview.LevelAfter > preview.LevelBefore ? 1 : 0,
        preview.LevelAfter < preview.LevelBefore ? 1 : 0, preview.Decisions.Count,
        preview.Decisions.Count(decision => decision.Before.IsApproved),
        preview.Decisions.Count(decision => decision.After is { IsApproved: true }));

    /// <summary>This and another, under this one's value.</summary>
    internal LabelCounts Plus(LabelCounts other) => new(
        Value, Borrowers + other.Borrowers, Differing + other.Differing, Rising + other.Rising,
        Falling + other.Falling, Decisions + other.Decisions, ApprovedBefore + other.ApprovedBefore,
        ApprovedAfter + other.ApprovedAfter);
}
