using Tocsin.Core.Features;
using Tocsin.Core.Warnings;
using Tocsin.Core.Warnings.Reporting;

namespace Tocsin.Core.Tests.Warnings.Reporting;

/// <summary>
/// A warning written line by line. Days count from 1 March 2026, midnight in Shanghai, at which <see cref="Month"/>
/// begins; it is one mean month long.
/// </summary>
internal sealed class ToldWarning(string indicator = "debt", string family = "fin")
{
    private readonly List<WarningHistoryLine> _lines = [];

    private string _id = "b1/000000000001";
    private MissedDeadlines _missed;
    private WarningOutcome? _outcome;
    private long _lost;

    public static ReportPeriod Month { get; } = new(
        At(0), At(ReportPeriod.DaysPerMonth), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), 365);

    public static DateTimeOffset At(double day) =>
        new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(8)).ToUniversalTime().AddDays(day);

    /// <summary>The civil day that a day begins.</summary>
    public static DateOnly On(int day) => new DateOnly(2026, 3, 1).AddDays(day);

    /// <summary>A borrower with some warnings.</summary>
    public static BorrowerWarnings Borrower(string id, params ToldWarning[] warnings) => new()
    {
        Borrower = BorrowerId.Parse(id),
        Activation = 1,
        Warnings = [.. warnings.Select(warning => warning.ToWarning())],
    };

    public ToldWarning Raised(double day, WarningLevel level = WarningLevel.Yellow, bool byHand = false) =>
        Line(WarningChangeKind.Raised, WarningState.Raised, day, level, byHand);

    public ToldWarning Reopened(double day, WarningLevel level = WarningLevel.Yellow) =>
        Line(WarningChangeKind.Reopened, WarningState.Raised, day, level);

    public ToldWarning Risen(double day, WarningLevel level) =>
        Line(WarningChangeKind.LevelUp, WarningState.Raised, day, level);

    public ToldWarning Acknowledged(double day) =>
        Line(WarningChangeKind.Acknowledged, WarningState.Acknowledged, day, null, true);

    public ToldWarning Treating(double day) =>
        Line(WarningChangeKind.Treating, WarningState.Treating, day, null, true);

    public ToldWarning Suppressed(double day) =>
        Line(WarningChangeKind.Suppressed, WarningState.Suppressed, day, null, true);

    public ToldWarning Awake(double day) =>
        Line(WarningChangeKind.SuppressionEnded, WarningState.Raised, day, null);

    /// <summary>A deadline passed, or a person handed it up.</summary>
    public ToldWarning Escalated(double day, bool byHand = false) =>
        Line(WarningChangeKind.Escalated, _lines[^1].State, day, null, byHand);

    public ToldWarning Assigned(double day) =>
        Line(WarningChangeKind.Assigned, _lines[^1].State, day, null, true);

    public ToldWarning Resolved(double day) =>
        Line(WarningChangeKind.Resolved, WarningState.Resolved, day, null, true);

    public ToldWarning Cleared(double day) =>
        Line(WarningChangeKind.Cleared, WarningState.Cleared, day, WarningLevel.None);

    public ToldWarning Missed(MissedDeadlines missed)
    {
        _missed = missed;
        return this;
    }

    public ToldWarning Outcome(bool cameTrue, int day)
    {
        _outcome = new WarningOutcome(cameTrue, On(day));
        return this;
    }

    /// <summary>The oldest lines are gone.</summary>
    public ToldWarning WithoutFirst(int lines)
    {
        _lost = lines;
        return this;
    }

    public ToldWarning WithId(string id)
    {
        _id = id;
        return this;
    }

    public Warning ToWarning() => new()
    {
        Id = _id,
        Revision = _lines[^1].Revision,
        Indicator = indicator,
        Family = family,
        Level = _lines[^1].Level,
        Peak = _lines.Max(line => line.Level),
        State = _lines[^1].State,
        FirstRaisedAt = _lines[0].At,
        ChangedAt = _lines[^1].At,
        Missed = _missed,
        Outcome = _outcome,
        History = [.. _lines.Skip((int)_lost)],
    };

    private ToldWarning Line(
        WarningChangeKind kind, WarningState state, double day, WarningLevel? level, bool byHand = false)
    {
        var cause = new WarningCause(byHand ? WarningCauseKind.Operator : WarningCauseKind.FeatureUpdate);
        _lines.Add(new WarningHistoryLine(
            _lines.Count + 1, kind, level ?? _lines[^1].Level, state, At(day), cause, 1));
        return this;
    }
}
