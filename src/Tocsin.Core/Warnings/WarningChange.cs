using Tocsin.Core.Features;

namespace Tocsin.Core.Warnings;

/// <summary>One change of one warning, with everything a subscriber needs to act on it.</summary>
/// <remarks>
/// Immutable. Its place in the log, and so its cursor, is known once it is committed; see <see cref="LogEntry"/>.
/// </remarks>
public sealed record WarningChange
{
    /// <summary>The warning's id, a colon and its revision: the same change never has two ids.</summary>
    public string Id => $"{Warning.Id}:{Warning.Revision}";

    /// <summary>The warning after the change; without its history.</summary>
    public required Warning Warning { get; init; }

    /// <summary>What happened.</summary>
    public required WarningChangeKind Kind { get; init; }

    /// <summary>The warning's level before.</summary>
    public required WarningLevel LevelBefore { get; init; }

    /// <summary>The borrower's situation before the commit that holds this change.</summary>
    public required BorrowerSituation Before { get; init; }

    /// <summary>The borrower's situation after the commit that holds this change.</summary>
    public required BorrowerSituation After { get; init; }

    /// <summary>Why.</summary>
    public required WarningCause Cause { get; init; }

    /// <summary>The indicator's title; both languages.</summary>
    public BilingualText Title { get; init; } = BilingualText.Empty;

    /// <summary>The activation number in force.</summary>
    public required long Activation { get; init; }

    /// <summary>The digest of the rule set in force.</summary>
    public required string RuleSetDigest { get; init; }

    /// <summary>The moment as of which it was computed, in UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The borrower, from the warning's id.</summary>
    public BorrowerId Borrower => BorrowerId.Parse(Warning.Id[..Warning.Id.IndexOf('/', StringComparison.Ordinal)]);
}

/// <summary>Where a borrower stands as a whole.</summary>
/// <param name="Level">Its level.</param>
/// <param name="OnWatchlist">True while it is on the watch list.</param>
/// <param name="Labels">Label values by label name.</param>
public sealed record BorrowerSituation(
    WarningLevel Level, bool OnWatchlist, IReadOnlyDictionary<string, string> Labels);
