namespace Tocsin.Core.Warnings.Reporting;

/// <summary>
/// One time that a warning was open, from being raised or reopened until it closed, as its history tells it. Immutable.
/// </summary>
/// <param name="RaisedAt">When it was raised or reopened, in UTC.</param>
/// <param name="IsByHand">True when a person did, or when nobody knows any more who did.</param>
/// <param name="Peak">
/// The highest level it had; none when the lines that tell it are gone. Where the history is cut it may have been
/// higher.
/// </param>
/// <param name="ClosedAt">When it closed, in UTC; null while it is open.</param>
internal sealed record WarningEpisode(
    DateTimeOffset RaisedAt, bool IsByHand, WarningLevel Peak, DateTimeOffset? ClosedAt)
{
    /// <summary>Every such time that began before a moment, in order, as it stood at that moment.</summary>
    /// <remarks>
    /// Where the history no longer holds its first line, the first time is still known by when the warning was first
    /// raised; reopenings before the lines that are left are not.
    /// </remarks>
    public static IReadOnlyList<WarningEpisode> Of(Warning warning, DateTimeOffset until)
    {
        var episodes = new List<WarningEpisode>();
        if (IsCut(warning) && warning.FirstRaisedAt < until)
            episodes.Add(new WarningEpisode(warning.FirstRaisedAt, true, WarningLevel.None, null));
        foreach (var line in warning.History.TakeWhile(line => line.At < until))
        {
            if (line.Kind is WarningChangeKind.Raised or WarningChangeKind.Reopened)
            {
                // How it closed before may be gone with the lines that told it.
                if (episodes is [.., { ClosedAt: null } lost]) episodes[^1] = lost with { ClosedAt = line.At };
                var isByHand = line.Cause.Kind == WarningCauseKind.Operator;
                episodes.Add(new WarningEpisode(line.At, isByHand, line.Level, null));
            }
            else if (episodes is [.., { ClosedAt: null } open])
            {
                episodes[^1] = StateStay.OpenStates.Contains(line.State)
                    ? open with { Peak = line.Level > open.Peak ? line.Level : open.Peak }
                    : open with { ClosedAt = line.At };
            }
        }

        return episodes;
    }

    /// <summary>True when a warning's history no longer holds its first line.</summary>
    public static bool IsCut(Warning warning) => warning.History is [] or [{ Revision: > 1 }, ..];

    /// <summary>
    /// True when it was raised in time for what happened on a day: before it, or on it by the rules. What a person
    /// raises on the day itself is told because it happened.
    /// </summary>
    public bool IsInTime(DateOnly day, ReportPeriod period)
    {
        var raised = period.DayOf(RaisedAt);
        return raised < day || (raised == day && !IsByHand);
    }

    /// <summary>True when it was raised in time and not closed longer than the horizon before the day.</summary>
    public bool Foresees(DateOnly day, ReportPeriod period) => IsInTime(day, period)
        && (ClosedAt is not { } closed || day.DayNumber - period.DayOf(closed).DayNumber <= period.HorizonDays);
}
