using Google.Protobuf.WellKnownTypes;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Holds warnings to their deadlines: each is what the calendar says, each that passes escalates the warning once and
/// never before its time. Counts what was kept and missed.
/// </summary>
internal sealed class BranchDeadlines(BranchCalendar calendar)
{
    private const string Acknowledge = "acknowledge";
    private const string Treat = "treat";
    private const string Action = "do the action";

    private readonly Dictionary<(string Month, string What, bool IsKept), int> _counts = [];
    private readonly HashSet<(string Warning, string What, Timestamp By)> _missed = [];
    private readonly List<string> _faults = [];

    /// <summary>What was wrong.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>How many were kept and missed, by month.</summary>
    public IReadOnlyDictionary<(string Month, string What, bool IsKept), int> Counts() =>
        new Dictionary<(string, string, bool), int>(_counts);

    /// <summary>Takes a change of a warning.</summary>
    public void Take(WarningChange change, Warning? before, Warning after)
    {
        if (change.Kind is WarningChangeKind.Raised or WarningChangeKind.LevelUp or WarningChangeKind.Reopened
            or WarningChangeKind.SuppressionEnded)
        {
            HoldToCalendar(change, before, after);
        }

        if (before is null) return;
        // A deadline that passed is told with whatever else the same look found, under its cause.
        if (change.Kind == WarningChangeKind.Escalated && change.Cause.Kind != WarningCauseKind.Operator)
            TakeEscalation(change, before, after);
        else
            TakeKept(change, before, after);
    }

    /// <summary>What has passed by a moment must have been told.</summary>
    public void HoldAgainst(DateTimeOffset now, IEnumerable<Warning> open)
    {
        foreach (var warning in open)
        {
            Hold(Acknowledge, warning.AcknowledgeBy,
                warning.State == WarningState.Raised && !warning.AcknowledgeMissed);
            Hold(Treat, warning.TreatBy, warning.State != WarningState.Treating && !warning.TreatMissed);
            Hold(Action, warning.Treatment?.DueAt,
                warning.State == WarningState.Treating && !warning.TreatmentMissed);

            void Hold(string what, Timestamp? by, bool isRunning)
            {
                if (isRunning && by?.ToDateTimeOffset() <= now)
                    _faults.Add($"{warning.Id}: to {what} by {by}, and nobody was told");
            }
        }
    }

    private void HoldToCalendar(WarningChange change, Warning? before, Warning after)
    {
        var begin = change.OccurredAt.ToDateTimeOffset();
        if (calendar.Deadline(after.Level, Acknowledge, begin) != after.AcknowledgeBy?.ToDateTimeOffset())
            _faults.Add($"{change.ChangeId}: to acknowledge by {after.AcknowledgeBy}, which the calendar does not say");
        // A rise never gives longer than there was, unless what there was to do had been done.
        var treat = calendar.Deadline(after.Level, Treat, begin);
        var isRunning = before?.State is WarningState.Raised or WarningState.Acknowledged;
        var by = after.TreatBy?.ToDateTimeOffset();
        if (isRunning ? (treat is null) != (by is null) || treat < by : treat != by)
            _faults.Add($"{change.ChangeId}: to treat by {after.TreatBy}, the calendar says {treat}");
    }

    private void TakeEscalation(WarningChange change, Warning before, Warning after)
    {
        (string What, Timestamp? By, bool IsNew)[] passed =
        [
            (Acknowledge, after.AcknowledgeBy, after.AcknowledgeMissed && !before.AcknowledgeMissed),
            (Treat, after.TreatBy, after.TreatMissed && !before.TreatMissed),
            (Action, after.Treatment?.DueAt, after.TreatmentMissed && !before.TreatmentMissed),
        ];
        if (!passed.Any(one => one.IsNew)) _faults.Add($"{change.ChangeId} escalates though nothing passed");
        foreach (var (what, by, _) in passed.Where(one => one.IsNew))
        {
            if (by is null || by > change.OccurredAt)
                _faults.Add($"{change.ChangeId}: to {what} by {by}, escalated at {change.OccurredAt}");
            else if (!_missed.Add((after.Id, what, by)))
                _faults.Add($"{change.ChangeId}: to {what} by {by}, escalated twice");
            Count(change, what, isKept: false);
        }
    }

    private void TakeKept(WarningChange change, Warning before, Warning after)
    {
        var isByHand = change.Cause.Kind == WarningCauseKind.Operator;
        if (before is { State: WarningState.Raised, AcknowledgeBy: not null, AcknowledgeMissed: false }
            && after.State != WarningState.Raised && isByHand)
        {
            Keep(change, Acknowledge, before.AcknowledgeBy);
        }

        if (before is { State: not WarningState.Treating, TreatBy: not null, TreatMissed: false }
            && after.State is WarningState.Treating or WarningState.Resolved)
        {
            Keep(change, Treat, before.TreatBy);
        }

        if (before is { State: WarningState.Treating, Treatment.DueAt: not null, TreatmentMissed: false }
            && after.State is WarningState.Resolved or WarningState.Cleared)
        {
            Keep(change, Action, before.Treatment.DueAt);
        }
    }

    private void Keep(WarningChange change, string what, Timestamp by)
    {
        Count(change, what, isKept: true);
        if (by < change.OccurredAt) _faults.Add($"{change.ChangeId}: to {what} by {by}, taken for kept after it");
    }

    private void Count(WarningChange change, string what, bool isKept)
    {
        var key = (BranchLedger.Month(change.OccurredAt.ToDateTimeOffset()), what, isKept);
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
    }
}
