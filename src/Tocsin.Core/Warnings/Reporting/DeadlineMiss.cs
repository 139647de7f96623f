namespace Tocsin.Core.Warnings.Reporting;

/// <summary>One look that found deadlines of a warning passed, as its history tells it. Immutable.</summary>
/// <param name="At">When that was found, in UTC.</param>
/// <param name="Level">The level it had.</param>
/// <param name="Kinds">Which deadlines had passed since the look before.</param>
internal sealed record DeadlineMiss(DateTimeOffset At, WarningLevel Level, MissedDeadlines Kinds)
{
    /// <summary>Every such look, in order.</summary>
    /// <remarks>
    /// A line says that a deadline passed, not which. The latest is told by what the warning still says of itself.
    /// Earlier ones are told by where it stood: under treatment it was the action's, once acknowledged it was the one
    /// to treat it, and before that first the one to acknowledge it, then the one to treat it.
    /// </remarks>
    public static IEnumerable<DeadlineMiss> Of(Warning warning)
    {
        var latest = warning.History.ToList().FindLastIndex(line => Restarts(line) || IsMiss(line));
        var told = MissedDeadlines.None;
        foreach (var (index, line) in warning.History.Index())
        {
            if (Restarts(line)) told &= line.Kind == WarningChangeKind.Treating
                ? ~MissedDeadlines.Treatment : MissedDeadlines.None;
            if (!IsMiss(line)) continue;
            var kinds = index == latest ? warning.Missed & ~told : MissedDeadlines.None;
            if (kinds == MissedDeadlines.None) kinds = Likely(line.State, told);
            told |= kinds;
            yield return new DeadlineMiss(line.At, line.Level, kinds);
        }
    }

    // A person's step tells of no deadline, though it goes by the same name.
    private static bool IsMiss(WarningHistoryLine line) =>
        line.Kind == WarningChangeKind.Escalated && line.Cause.Kind != WarningCauseKind.Operator;

    // Where deadlines begin anew or end, so that what was missed before is not told again.
    private static bool Restarts(WarningHistoryLine line) => line.Kind is WarningChangeKind.Raised
        or WarningChangeKind.LevelUp or WarningChangeKind.Reopened or WarningChangeKind.Suppressed
        or WarningChangeKind.SuppressionEnded or WarningChangeKind.Treating
        || !StateStay.OpenStates.Contains(line.State);

    private static MissedDeadlines Likely(WarningState state, MissedDeadlines told) => state switch
    {
        WarningState.Treating => MissedDeadlines.Treatment,
        WarningState.Acknowledged => MissedDeadlines.Treat,
        _ => told.HasFlag(MissedDeadlines.Acknowledge) ? MissedDeadlines.Treat : MissedDeadlines.Acknowledge,
    };
}
