using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tocsin.Core.Warnings;

/// <summary>
/// An indicator raised for a borrower, or for one exposure of it, from its first raise until it is forgotten.
/// </summary>
/// <remarks>
/// Immutable. A closed warning stays in its borrower's state for a while, so that it can reopen with its age.
/// </remarks>
public sealed record Warning
{
    /// <summary>The id: the borrower's id, a slash, and twelve hexadecimal characters.</summary>
    public required string Id { get; init; }

    /// <summary>Grows by one with every change of this warning; 1 when it is raised.</summary>
    public required long Revision { get; init; }

    /// <summary>The indicator's name.</summary>
    public required string Indicator { get; init; }

    /// <summary>The exposure the warning is about; empty when it is about the borrower.</summary>
    public string Exposure { get; init; } = "";

    /// <summary>The indicator's family.</summary>
    public required string Family { get; init; }

    /// <summary>True when the indicator is hard: at red it makes the borrower red by itself.</summary>
    public bool IsHard { get; init; }

    /// <summary>The present level; <see cref="WarningLevel.None"/> once cleared or retired.</summary>
    public required WarningLevel Level { get; init; }

    /// <summary>The highest level since it was last raised or reopened.</summary>
    public required WarningLevel Peak { get; init; }

    /// <summary>Where it stands.</summary>
    public required WarningState State { get; init; }

    /// <summary>When it was first raised, in UTC; kept when it reopens.</summary>
    public required DateTimeOffset FirstRaisedAt { get; init; }

    /// <summary>When it last changed, in UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>
    /// The levels raised and not yet cleared, lowest first, each with the moment since which its clear condition has
    /// held without a break.
    /// </summary>
    public IReadOnlyList<ActiveLevel> ActiveLevels { get; init; } = [];

    /// <summary>
    /// True while a value behind the level has gone stale: the level stands, and nobody knows whether it still holds.
    /// </summary>
    public bool HasStaleEvidence { get; init; }

    /// <summary>The values behind the last change of level.</summary>
    public IReadOnlyList<WarningEvidence> Evidence { get; init; } = [];

    /// <summary>When somebody must have taken it up, in UTC; null when there is no deadline.</summary>
    public DateTimeOffset? AcknowledgeBy { get; init; }

    /// <summary>When it must be under treatment or closed, in UTC; null when there is no deadline.</summary>
    public DateTimeOffset? TreatBy { get; init; }

    /// <summary>Whom it was given to; empty when nobody.</summary>
    public string Assignee { get; init; } = "";

    /// <summary>The code of the action that was last begun; empty when none was.</summary>
    public string Treatment { get; init; } = "";

    /// <summary>
    /// The codes of every action begun since it was last raised or opened again: each stays in force until it closes.
    /// </summary>
    public IReadOnlyList<string> Begun { get; init; } = [];

    /// <summary>When that action must be done, in UTC; null when that is not said.</summary>
    public DateTimeOffset? TreatmentDueAt { get; init; }

    /// <summary>Whom it was handed up to; empty when nobody.</summary>
    public string EscalatedTo { get; init; } = "";

    /// <summary>Until when it is silenced, in UTC; null while it is not.</summary>
    public DateTimeOffset? SuppressedUntil { get; init; }

    /// <summary>Whether what it warned of came true; null while nobody has said.</summary>
    public WarningOutcome? Outcome { get; init; }

    /// <summary>When it was closed, in UTC; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The deadlines that passed, each of which was told as an escalation.</summary>
    public MissedDeadlines Missed { get; init; }

    /// <summary>Codes of the actions the indicator calls for.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>Its latest changes, oldest first, at most <see cref="MaximumHistory"/>.</summary>
    public IReadOnlyList<WarningHistoryLine> History { get; init; } = [];

    /// <summary>The most lines of history a warning keeps; the oldest go first.</summary>
    public const int MaximumHistory = 32;

    /// <summary>True while it counts: not resolved, cleared or retired.</summary>
    public bool IsOpen => State is WarningState.Raised or WarningState.Acknowledged or WarningState.Treating
        or WarningState.Suppressed;

    /// <summary>
    /// The id of a warning that is raised now. The same look gives the same id. Revision and moment tell one raise of
    /// an indicator from the next, also after the borrower was erased, when revisions begin again.
    /// </summary>
    internal static string NewId(BorrowerWarnings before, string indicator, string exposure, DateTimeOffset at)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{before.Borrower}|{indicator}|{exposure}|{before.Revision}|{at.UtcTicks}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return $"{before.Borrower}/{Convert.ToHexStringLower(hash.AsSpan(0, 6))}";
    }

    /// <summary>This warning without what people did before it closed: it opens again.</summary>
    internal Warning Anew() => this with { EscalatedTo = "", Treatment = "", Begun = [] };

    /// <summary>This warning closed because nothing looks at it any more.</summary>
    internal Warning Retired() => WarningDeadlines.End(this with
    {
        State = WarningState.Retired,
        ActiveLevels = [],
        HasStaleEvidence = false,
    });

    /// <summary>This warning one revision on, with a line of history.</summary>
    internal Warning Changed(
        WarningChangeKind kind, WarningLevel level, DateTimeOffset at, WarningCause cause, long activation)
    {
        var line = new WarningHistoryLine(Revision + 1, kind, level, State, at, cause, activation);
        return this with
        {
            Revision = Revision + 1,
            Level = level,
            Peak = level > Peak ? level : Peak,
            ChangedAt = at,
            ClosedAt = IsOpen ? null : ClosedAt ?? (kind == WarningChangeKind.OutcomeRecorded ? ChangedAt : at),
            History = [.. History.TakeLast(MaximumHistory - 1), line],
        };
    }
}

/// <summary>A level of an indicator that is raised and not yet cleared.</summary>
/// <param name="Level">The level.</param>
/// <param name="ClearSince">Since when its clear condition has held; null while it does not.</param>
/// <param name="FreshUntil">
/// The first moment at which one of the values that the clear condition read at the latest look is stale: a dwell that
/// reaches past it without another look before is broken. Null when no dwell runs, or when none of them goes stale.
/// </param>
public sealed record ActiveLevel(
    WarningLevel Level, DateTimeOffset? ClearSince = null, DateTimeOffset? FreshUntil = null);

/// <summary>One line of a warning's history.</summary>
/// <param name="Revision">The warning's revision after it.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Level">The level after it.</param>
/// <param name="State">The state after it.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Cause">Why.</param>
/// <param name="Activation">The activation number in force.</param>
public sealed record WarningHistoryLine(
    long Revision, WarningChangeKind Kind, WarningLevel Level, WarningState State, DateTimeOffset At,
    WarningCause Cause, long Activation);
