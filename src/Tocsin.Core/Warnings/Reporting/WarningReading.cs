namespace Tocsin.Core.Warnings.Reporting;

/// <summary>What a period holds of one warning. Immutable.</summary>
internal sealed class WarningReading
{
    private readonly ReportPeriod _period;
    private readonly IReadOnlyList<WarningEpisode> _episodes;

    /// <summary>Reads a warning.</summary>
    public WarningReading(Warning warning, ReportPeriod period)
    {
        _period = period;
        _episodes = WarningEpisode.Of(warning, period.To);
        Warning = warning;
        Raised = [.. _episodes.Where(episode => period.Contains(episode.RaisedAt))];
        Misses = [.. DeadlineMiss.Of(warning).Where(miss => period.Contains(miss.At))];
        // What ended before the period tells of another one.
        Stays = [.. StateStay.Of(warning, period.To).Where(stay => stay.Until is not { } end || end >= period.From)];
        Outcome = warning.Outcome is { } outcome && period.Contains(outcome.On) ? outcome : null;
    }

    /// <summary>The warning.</summary>
    public Warning Warning { get; }

    /// <summary>The times within the period at which it was raised or reopened.</summary>
    public IReadOnlyList<WarningEpisode> Raised { get; }

    /// <summary>The stays that ended within the period, and the one that went on at its end.</summary>
    public IReadOnlyList<StateStay> Stays { get; }

    /// <summary>The looks within the period that found deadlines passed.</summary>
    public IReadOnlyList<DeadlineMiss> Misses { get; }

    /// <summary>Its outcome; null when there is none, or when the day of it is outside the period.</summary>
    public WarningOutcome? Outcome { get; }

    /// <summary>True when it was raised in time for its outcome.</summary>
    public bool IsInTime =>
        Outcome is { } outcome && _episodes.Any(episode => episode.IsInTime(outcome.On, _period));

    /// <summary>How many lines of its history within the period say that something happened.</summary>
    public long Count(WarningChangeKind kind) =>
        Warning.History.Count(line => line.Kind == kind && _period.Contains(line.At));

    /// <summary>How often a person handed it up within the period.</summary>
    public long CountHandedUp() => Warning.History.Count(line => line.Kind == WarningChangeKind.Escalated
        && line.Cause.Kind == WarningCauseKind.Operator && _period.Contains(line.At));

    /// <summary>
    /// How many days before a day it was first raised, when it foresaw what happened then; else null.
    /// </summary>
    public int? LeadDays(DateOnly day) => _episodes.Any(episode => episode.Foresees(day, _period))
        ? day.DayNumber - _period.DayOf(Warning.FirstRaisedAt).DayNumber : null;
}
