using Tocsin.Core.Rules;

namespace Tocsin.Core.Warnings;

/// <summary>Sets the deadlines of warnings, and finds those that were missed. Pure.</summary>
/// <remarks>
/// A missed deadline escalates the warning once, to people: its level stays. What was acknowledged, treated or closed
/// in time is never escalated for it.
/// </remarks>
internal static class WarningDeadlines
{
    /// <summary>
    /// A warning that was raised, rose or opened again, in the state it had before: the time of its level runs from now
    /// on.
    /// </summary>
    /// <remarks>A rise never gives them longer than they had, unless what they had to do was done.</remarks>
    public static Warning Begin(Warning warning, WarningLevel level, RuleSet set, DateTimeOffset now)
    {
        var given = set.Deadlines.GetValueOrDefault(level);
        var treatBy = By(given?.Treat, set, now);
        // What is under treatment has kept its deadline, which may lie behind.
        var isRunning = warning.State != WarningState.Treating && warning.Missed == MissedDeadlines.None
            && warning.TreatBy < treatBy;
        return warning with
        {
            AcknowledgeBy = By(given?.Acknowledge, set, now),
            TreatBy = isRunning ? warning.TreatBy : treatBy,
            Missed = MissedDeadlines.None,
        };
    }

    /// <summary>A warning that is closed or silenced, for which nobody has to do anything.</summary>
    public static Warning End(Warning warning) => warning with
    {
        SuppressedUntil = null,
        AcknowledgeBy = null,
        TreatBy = null,
        TreatmentDueAt = null,
        Missed = MissedDeadlines.None,
    };

    /// <summary>Every deadline that a warning has missed as of a moment.</summary>
    public static MissedDeadlines MissedBy(Warning warning, DateTimeOffset now)
    {
        if (!warning.IsOpen) return MissedDeadlines.None;
        var missed = warning.Missed;
        if (warning.State == WarningState.Raised && warning.AcknowledgeBy <= now)
            missed |= MissedDeadlines.Acknowledge;
        if (warning.State != WarningState.Treating && warning.TreatBy <= now) missed |= MissedDeadlines.Treat;
        if (warning.State == WarningState.Treating && warning.TreatmentDueAt <= now)
            missed |= MissedDeadlines.Treatment;
        return missed;
    }

    /// <summary>
    /// The deadlines of a warning that may yet be missed, and the end of the time for which it is silenced.
    /// </summary>
    public static IEnumerable<DateTimeOffset?> Running(Warning warning)
    {
        if (!warning.IsOpen) yield break;
        if (warning.State == WarningState.Suppressed) yield return warning.SuppressedUntil;
        if (warning.State == WarningState.Raised && !warning.Missed.HasFlag(MissedDeadlines.Acknowledge))
            yield return warning.AcknowledgeBy;
        if (warning.State != WarningState.Treating && !warning.Missed.HasFlag(MissedDeadlines.Treat))
            yield return warning.TreatBy;
        if (warning.State == WarningState.Treating && !warning.Missed.HasFlag(MissedDeadlines.Treatment))
            yield return warning.TreatmentDueAt;
    }

    private static DateTimeOffset? By(WorkingDuration? duration, RuleSet set, DateTimeOffset now) =>
        duration is { } given ? set.Calendar.Deadline(now, given) : null;
}
