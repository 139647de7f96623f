using Tocsin.Core.Features;

namespace Tocsin.Core.Warnings;

/// <summary>
/// One change of one warning, or of its borrower's place on the watch list, with everything a subscriber needs to act.
/// </summary>
/// <remarks>
/// Immutable. Its place in the log, and so its cursor, is known once it is committed; see <see cref="LogEntry"/>.
/// </remarks>
public sealed record WarningChange
{
    /// <summary>
    /// The id of the warning or of the place on the watch list, a colon and its revision: the same change never has two
    /// ids.
    /// </summary>
    public string Id => Warning is { } warning ? $"{warning.Id}:{warning.Revision}" : $"{Watch!.Id}:{Watch.Revision}";

    /// <summary>The warning after the change, without its history; null for a change of the watch list.</summary>
    public Warning? Warning { get; init; }

    /// <summary>
    /// The borrower's place on the watch list after the change, or the last it had; null for a change of a warning.
    /// </summary>
    public WatchlistEntry? Watch { get; init; }

    /// <summary>What happened.</summary>
    public required WarningChangeKind Kind { get; init; }

    /// <summary>The warning's level before; none for a change of the watch list.</summary>
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

    /// <summary>The borrower, from the id.</summary>
    public BorrowerId Borrower => BorrowerId.Parse(Id[..Id.IndexOf('/', StringComparison.Ordinal)]);
}

/// <summary>Where a borrower stands as a whole.</summary>
/// <param name="Level">Its level.</param>
/// <param name="OnWatchlist">True while it is on the watch list.</param>
/// <param name="Labels">Label values by label name.</param>
public sealed record BorrowerSituation(
    WarningLevel Level, bool OnWatchlist, IReadOnlyDictionary<string, string> Labels);
