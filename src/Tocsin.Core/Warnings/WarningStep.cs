using Tocsin.Core.Rules;

namespace Tocsin.Core.Warnings;

/// <summary>What a person does to a warning. Immutable.</summary>
public sealed record WarningStep
{
    /// <summary>The longest time for which a warning may be silenced.</summary>
    public static readonly TimeSpan MaximumSuppression = TimeSpan.FromDays(180);

    private WarningStep(WarningChangeKind kind) => Kind = kind;

    /// <summary>Takes it up.</summary>
    public static WarningStep Acknowledge { get; } = new(WarningChangeKind.Acknowledged);

    /// <summary>Closes it.</summary>
    public static WarningStep Resolve { get; } = new(WarningChangeKind.Resolved);

    /// <summary>Opens it again, when a person closed it and its condition still holds.</summary>
    public static WarningStep Reopen { get; } = new(WarningChangeKind.Reopened);

    /// <summary>The change it makes.</summary>
    public WarningChangeKind Kind { get; }

    /// <summary>The code of the action that begins; empty where none does.</summary>
    public string Action { get; private init; } = "";

    /// <summary>
    /// When the action must be done, or until when the warning is silenced, in UTC; null when that is not said.
    /// </summary>
    public DateTimeOffset? Until { get; private init; }

    /// <summary>Whom it is given or handed up to; empty where it stays where it is.</summary>
    public string Person { get; private init; } = "";

    /// <summary>What came of it; null where that is not said.</summary>
    public WarningOutcome? Outcome { get; private init; }

    /// <summary>Begins an action, or changes what was begun.</summary>
    public static WarningStep Treat(string action, DateTimeOffset? dueAt) =>
        new(WarningChangeKind.Treating) { Action = action, Until = dueAt };

    /// <summary>Gives it to a person.</summary>
    public static WarningStep AssignTo(string person) => new(WarningChangeKind.Assigned) { Person = person };

    /// <summary>Hands it up to a person.</summary>
    public static WarningStep EscalateTo(string person) => new(WarningChangeKind.Escalated) { Person = person };

    /// <summary>Silences it until a moment, which the caller has checked to lie ahead and within the maximum.</summary>
    public static WarningStep Suppress(DateTimeOffset until) => new(WarningChangeKind.Suppressed) { Until = until };

    /// <summary>Says whether what it warned of came true.</summary>
    public static WarningStep Record(WarningOutcome outcome) =>
        new(WarningChangeKind.OutcomeRecorded) { Outcome = outcome };

    /// <summary>True when the step was taken before, so that repeating it changes nothing.</summary>
    /// <remarks>Who treats a warning has taken it up.</remarks>
    public bool IsTaken(Warning warning)
    {
        ArgumentNullException.ThrowIfNull(warning);
        return Kind switch
        {
            WarningChangeKind.Resolved => warning.State == WarningState.Resolved,
            WarningChangeKind.Treating => warning.State == WarningState.Treating
                && (warning.Treatment, warning.TreatmentDueAt) == (Action, Until),
            WarningChangeKind.Assigned => warning.IsOpen && warning.Assignee == Person,
            WarningChangeKind.Escalated => warning.IsOpen && warning.EscalatedTo == Person,
            WarningChangeKind.Suppressed =>
                warning.State == WarningState.Suppressed && warning.SuppressedUntil == Until,
            WarningChangeKind.Reopened => warning.IsOpen,
            WarningChangeKind.OutcomeRecorded => warning.Outcome == Outcome,
            _ => warning.State is WarningState.Acknowledged or WarningState.Treating,
        };
    }

    /// <summary>
    /// True when it may be taken where the warning stands: on an open one; opening again on one that a person closed
    /// and whose condition still holds; the outcome always.
    /// </summary>
    public bool IsOpenTo(Warning warning)
    {
        ArgumentNullException.ThrowIfNull(warning);
        return Kind switch
        {
            WarningChangeKind.OutcomeRecorded => true,
            WarningChangeKind.Reopened =>
                warning.State == WarningState.Resolved && warning.ActiveLevels.Count > 0,
            _ => warning.IsOpen,
        };
    }

    /// <summary>The warning after the step, which must be open to it; its level may have changed.</summary>
    internal Warning Take(Warning warning, RuleSet set, DateTimeOffset now)
    {
        if (Kind == WarningChangeKind.OutcomeRecorded) return warning with { Outcome = Outcome };
        if (Kind == WarningChangeKind.Reopened) return Reopened(warning, set, now);
        if (Kind == WarningChangeKind.Assigned) return warning with { Assignee = Person };
        if (Kind == WarningChangeKind.Escalated) return warning with { EscalatedTo = Person };
        if (Kind == WarningChangeKind.Suppressed)
            return WarningDeadlines.End(warning) with { State = WarningState.Suppressed, SuppressedUntil = Until };
        if (Kind == WarningChangeKind.Resolved)
            return WarningDeadlines.End(warning) with { State = WarningState.Resolved, HasStaleEvidence = false };
        // Who takes up a silenced warning has the time that a new one would have.
        var awake = warning.State == WarningState.Suppressed
            ? WarningDeadlines.Begin(warning with { SuppressedUntil = null }, warning.Level, set, now) : warning;
        if (Kind == WarningChangeKind.Acknowledged)
            return awake with { State = WarningState.Acknowledged, AcknowledgeBy = null };
        return awake with
        {
            State = WarningState.Treating,
            Treatment = Action,
            Begun = [.. warning.Begun.Append(Action).Distinct(StringComparer.Ordinal)],
            TreatmentDueAt = Until,
            AcknowledgeBy = null,
            Missed = warning.Missed & ~MissedDeadlines.Treatment,
        };
    }

    private static Warning Reopened(Warning warning, RuleSet set, DateTimeOffset now)
    {
        var level = LevelMachine.LevelOf(warning.ActiveLevels);
        var opened = warning.Anew() with
        {
            State = WarningState.Raised,
            Level = level,
            Peak = level,
        };
        return WarningDeadlines.Begin(opened, level, set, now);
    }
}
