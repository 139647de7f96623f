namespace Tocsin.Core.Warnings;

/// <summary>What a person does to a warning. Immutable.</summary>
public sealed record WarningStep
{
    private WarningStep(WarningChangeKind kind) => Kind = kind;

    /// <summary>Takes it up.</summary>
    public static WarningStep Acknowledge { get; } = new(WarningChangeKind.Acknowledged);

    /// <summary>Closes it.</summary>
    public static WarningStep Resolve { get; } = new(WarningChangeKind.Resolved);

    /// <summary>The change it makes.</summary>
    public WarningChangeKind Kind { get; }

    /// <summary>The code of the action that begins; empty where none does.</summary>
    public string Action { get; private init; } = "";

    /// <summary>When the action must be done, in UTC; null when that is not said.</summary>
    public DateTimeOffset? ActionDueAt { get; private init; }

    /// <summary>Whom it is given to; empty where it is given to nobody.</summary>
    public string Assignee { get; private init; } = "";

    /// <summary>Begins an action, or changes what was begun.</summary>
    public static WarningStep Treat(string action, DateTimeOffset? dueAt) =>
        new(WarningChangeKind.Treating) { Action = action, ActionDueAt = dueAt };

    /// <summary>Gives it to a person.</summary>
    public static WarningStep AssignTo(string assignee) =>
        new(WarningChangeKind.Assigned) { Assignee = assignee };

    /// <summary>True when the step was taken before, so that repeating it changes nothing.</summary>
    /// <remarks>Who treats a warning has taken it up.</remarks>
    public bool IsTaken(Warning warning)
    {
        ArgumentNullException.ThrowIfNull(warning);
        return Kind switch
        {
            WarningChangeKind.Resolved => warning.State == WarningState.Resolved,
            WarningChangeKind.Treating => warning.State == WarningState.Treating
                && (warning.Treatment, warning.TreatmentDueAt) == (Action, ActionDueAt),
            WarningChangeKind.Assigned => warning.IsOpen && warning.Assignee == Assignee,
            _ => warning.State is WarningState.Acknowledged or WarningState.Treating,
        };
    }

    /// <summary>The warning after the step.</summary>
    internal Warning Take(Warning warning) => Kind switch
    {
        WarningChangeKind.Resolved => WarningDeadlines.End(
            warning with { State = WarningState.Resolved, HasStaleEvidence = false }),
        WarningChangeKind.Treating => warning with
        {
            State = WarningState.Treating,
            Treatment = Action,
            TreatmentDueAt = ActionDueAt,
            AcknowledgeBy = null,
            Missed = warning.Missed & ~MissedDeadlines.Treatment,
        },
        WarningChangeKind.Assigned => warning with { Assignee = Assignee },
        _ => warning with { State = WarningState.Acknowledged, AcknowledgeBy = null },
    };
}
