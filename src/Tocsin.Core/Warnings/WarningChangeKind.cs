namespace Tocsin.Core.Warnings;

/// <summary>What happened to a warning, or to its borrower's place on the watch list.</summary>
public enum WarningChangeKind
{
    /// <summary>A new warning.</summary>
    Raised = 1,

    /// <summary>An open warning rose to a higher level.</summary>
    LevelUp = 2,

    /// <summary>An open warning fell to a lower level.</summary>
    LevelDown = 3,

    /// <summary>Every level cleared: the warning closed by itself.</summary>
    Cleared = 4,

    /// <summary>A person took it up.</summary>
    Acknowledged = 5,

    /// <summary>An action began.</summary>
    Treating = 6,

    /// <summary>A person closed it.</summary>
    Resolved = 7,

    /// <summary>A closed warning opened again, under its old id.</summary>
    Reopened = 8,

    /// <summary>A person silenced it until a time.</summary>
    Suppressed = 9,

    /// <summary>A deadline passed, or a person handed it up: it went to the next person.</summary>
    Escalated = 10,

    /// <summary>It was given to a person.</summary>
    Assigned = 11,

    /// <summary>Its indicator left the rule set, or its borrower was closed or erased.</summary>
    Retired = 12,

    /// <summary>The values behind it went stale; the level stays.</summary>
    EvidenceStale = 13,

    /// <summary>
    /// The borrower's labels changed while the warning was open, or while it was on the watch list, so that whoever
    /// watches a branch sees the borrower leave it and whoever watches the other sees it come.
    /// </summary>
    Relabelled = 14,

    /// <summary>
    /// Other rules of combination moved the borrower's level; the warning itself stands as it stood.
    /// </summary>
    Recombined = 15,

    /// <summary>The time came until which it was silenced; it waits for a person again.</summary>
    SuppressionEnded = 16,

    /// <summary>A person said whether what it warned of came true.</summary>
    OutcomeRecorded = 17,

    /// <summary>The borrower came on the watch list, by its level or by a person.</summary>
    Watchlisted = 18,

    /// <summary>The borrower went off the watch list.</summary>
    Unwatchlisted = 19,

    /// <summary>A person looked at the borrower's place on the watch list.</summary>
    WatchlistReviewed = 20,

    /// <summary>The day came on which a person must look at the borrower's place on the watch list.</summary>
    WatchlistReviewDue = 21,
}
