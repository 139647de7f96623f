namespace Tocsin.Core.Warnings;

/// <summary>Where a warning stands between being raised and being closed.</summary>
public enum WarningState
{
    /// <summary>Raised, and nobody has taken it up.</summary>
    Raised = 1,

    /// <summary>Somebody has taken it up.</summary>
    Acknowledged = 2,

    /// <summary>An action is under way.</summary>
    Treating = 3,

    /// <summary>Closed by a person with a reason, though the condition may still hold.</summary>
    Resolved = 4,

    /// <summary>Closed because every level's clear condition held for its dwell.</summary>
    Cleared = 5,

    /// <summary>Closed because the indicator left the rule set, or the borrower was closed.</summary>
    Retired = 6,

    /// <summary>
    /// Open, and silenced by a person until a time: nobody has to do anything about it till then. It still counts for
    /// the borrower's level.
    /// </summary>
    Suppressed = 7,
}
