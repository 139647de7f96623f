using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Warnings;

/// <summary>The warning state of one borrower: what the store keeps, what a review starts from.</summary>
/// <remarks>Immutable. A borrower the store does not know has the state <see cref="Empty"/>.</remarks>
public sealed record BorrowerWarnings
{
    // After so long those who are linked to a borrower are told anew when that was cut short.
    private static readonly TimeSpan _tellAgainAfter = TimeSpan.FromMinutes(1);

    /// <summary>The borrower.</summary>
    public required BorrowerId Borrower { get; init; }

    /// <summary>
    /// The sequence, in the log of the borrower's partition, of the entry that wrote this state; 0 when none did. It
    /// is the expected revision of the next commit.
    /// </summary>
    public long Revision { get; init; }

    /// <summary>The features revision of the latest review; 0 when it was never reviewed.</summary>
    public long FeaturesRevision { get; init; }

    /// <summary>The activation number of the latest review.</summary>
    public long Activation { get; init; }

    /// <summary>
    /// The moment as of which the latest review judged freshness and dwell, or at which the borrower was closed, in
    /// UTC. Each is later than the one before.
    /// </summary>
    public DateTimeOffset AsOf { get; init; }

    /// <summary>The borrower's level: what its open warnings amount to together.</summary>
    public WarningLevel Level { get; init; }

    /// <summary>
    /// The level, without what comes from its own connected parties, that those linked to the borrower were last told.
    /// </summary>
    public WarningLevel Told { get; init; }

    /// <summary>True while they are being told: what they know then is not certain.</summary>
    public bool IsTelling { get; init; }

    /// <summary>The borrower's place on the watch list; null while it is not on it.</summary>
    public WatchlistEntry? Watch { get; init; }

    /// <summary>
    /// True once the borrower was closed (its loans are repaid); the next feature update opens it again.
    /// </summary>
    public bool Closed { get; init; }

    /// <summary>Label values (branch, product, officer) by label name, as of the latest review.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = NoLabels;

    /// <summary>Open warnings, and closed ones that are still remembered, in ordinal order of id.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>When time alone may change something (a dwell ends); null when it cannot.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>True when at least one warning is open.</summary>
    public bool HasOpenWarnings => Warnings.Any(warning => warning.IsOpen);

    /// <summary>True while somebody may have to look: a warning is open, or it is on the watch list.</summary>
    public bool IsOfConcern => HasOpenWarnings || Watch is not null;

    /// <summary>
    /// True for a closed borrower of which nothing new was stored since: it waits for that. What its parties came to
    /// is nothing new of it.
    /// </summary>
    public bool IsResting(StoredProfile? stored) => Closed
        && ((stored?.Revision ?? 0) <= FeaturesRevision || ConnectedView.IsAllSince(stored, FeaturesRevision));

    private static IReadOnlyDictionary<string, string> NoLabels { get; } = new Dictionary<string, string>();

    /// <summary>The state of a borrower without one.</summary>
    public static BorrowerWarnings Empty(BorrowerId borrower) => new() { Borrower = borrower };

    /// <summary>Where the borrower stands as a whole.</summary>
    public BorrowerSituation Situation => new(Level, Watch is not null, Labels);

    /// <summary>
    /// This while those who are linked to it are told: whatever the next look finds is news then, even the level that
    /// was told last. It falls due anew, should the telling be cut short.
    /// </summary>
    internal BorrowerWarnings BeginTelling()
    {
        var again = AsOf + _tellAgainAfter;
        return this with { IsTelling = true, DueAt = DueAt < again ? DueAt : again };
    }

    /// <summary>This once they were told a level, or nobody is linked to it.</summary>
    internal BorrowerWarnings EndTelling(WarningLevel level) => this with { Told = level, IsTelling = false };

    /// <summary>The commit that makes this state of the one before.</summary>
    internal WarningCommit CommitAfter(
        BorrowerWarnings before, IReadOnlyList<PendingChange> changes, WarningCause cause, ActivatedRuleSet rules,
        DateTimeOffset at)
    {
        var situationBefore = before.Situation;
        var situationAfter = Situation;
        return new WarningCommit
        {
            ExpectedRevision = before.Revision,
            ExpectedAsOf = before.AsOf,
            State = this,
            CommittedAt = at,
            Changes = [.. changes.Select(change => new WarningChange
            {
                Warning = change.Warning is { } warning ? warning with { History = [] } : null,
                Watch = change.Watch,
                Kind = change.Kind,
                LevelBefore = change.LevelBefore,
                Before = situationBefore,
                After = situationAfter,
                Cause = cause,
                Title = change.Warning is { } of ? rules.TitleOf(of.Indicator) : BilingualText.Empty,
                Activation = rules.Number,
                RuleSetDigest = rules.Set.Digest,
                OccurredAt = at,
            })],
        };
    }
}
