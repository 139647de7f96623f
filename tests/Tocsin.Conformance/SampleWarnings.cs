using Tocsin.Core;
using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Conformance;

/// <summary>Warnings, changes and commits for tests.</summary>
public static class SampleWarnings
{
    /// <summary>When most samples happened.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The digest of the rule set that the samples name.</summary>
    public static string RuleSetDigest { get; } = new('d', 64);

    /// <summary>Labels as a catalogue of a Chinese lender has them.</summary>
    public static IReadOnlyDictionary<string, string> Labels { get; } =
        new Dictionary<string, string> { ["branch"] = "杭州西湖支行", ["officer"] = "o:7.1" };

    /// <summary>A commit that raises one warning; without features, activation 1, as of noon.</summary>
    public static WarningCommit Raise(
        BorrowerId borrower, long expectedRevision = 0, WarningLevel level = WarningLevel.Orange)
    {
        var warning = Warning(borrower, level);
        return new WarningCommit
        {
            ExpectedRevision = expectedRevision,
            State = State(borrower, warning),
            Changes = [Change(warning)],
            CommittedAt = Noon,
        };
    }

    /// <summary>A commit of a review that changed nothing, for a borrower with the given warnings.</summary>
    public static WarningCommit Review(
        BorrowerId borrower, long expectedRevision = 0, params Warning[] warnings) => new()
        {
            ExpectedRevision = expectedRevision,
            State = State(borrower, warnings),
            CommittedAt = Noon,
        };

    /// <summary>A commit that erases a borrower.</summary>
    public static WarningCommit Erasure(BorrowerId borrower, long expectedRevision) =>
        Review(borrower, expectedRevision) with { Erases = true };

    /// <summary>The same commit, computed from something else; what is not given stays.</summary>
    public static WarningCommit From(
        this WarningCommit commit, long? features = null, long? activation = null, DateTimeOffset? asOf = null)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var state = commit.State;
        return commit with
        {
            State = state with
            {
                FeaturesRevision = features ?? state.FeaturesRevision,
                Activation = activation ?? state.Activation,
                AsOf = asOf ?? state.AsOf,
            },
        };
    }

    /// <summary>The same commit with another due time.</summary>
    public static WarningCommit DueAt(this WarningCommit commit, DateTimeOffset? due)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return commit with { State = commit.State with { DueAt = due } };
    }

    /// <summary>A state of a borrower without features from activation 1 as of noon.</summary>
    public static BorrowerWarnings State(BorrowerId borrower, params Warning[] warnings) => new()
    {
        Borrower = borrower,
        Activation = 1,
        AsOf = Noon,
        Level = warnings.Select(warning => warning.Level).DefaultIfEmpty().Max(),
        Watch = warnings.Any(warning => warning.IsOpen) ? Entry(borrower) : null,
        Labels = Labels,
        Warnings = warnings,
    };

    /// <summary>A place on the watch list with every part that a codec could lose.</summary>
    public static WatchlistEntry Entry(BorrowerId borrower) => new()
    {
        Id = $"{borrower}/ba9876543210",
        Revision = 2,
        Since = Noon,
        ReviewAt = Noon.AddDays(30),
        IsReviewDue = true,
        CalmSince = Noon.AddDays(1),
        Actor = "李娜",
        Reason = "存货 \"虚高\"",
    };

    /// <summary>A warning with every part that a codec could lose.</summary>
    public static Warning Warning(
        BorrowerId borrower, WarningLevel level = WarningLevel.Orange,
        WarningState state = WarningState.Raised) => new()
        {
            Id = $"{borrower}/0123456789ab",
            Revision = 1,
            Indicator = "ltv",
            Exposure = "loan:7.1",
            Family = "col",
            Level = level,
            Peak = level,
            State = state,
            FirstRaisedAt = Noon,
            ChangedAt = Noon,
            ActiveLevels = [new ActiveLevel(level, Noon.AddHours(-1)), new ActiveLevel(WarningLevel.Red)],
            Evidence =
            [
                new WarningEvidence(
                    "collateral.ltv_ratio", "0.82", "present", "比率", Noon.AddDays(-1), "ltv_ratio > 0.7", false),
            ],
            HasStaleEvidence = true,
            AcknowledgeBy = Noon.AddHours(4),
            TreatBy = Noon.AddDays(3),
            Assignee = "李娜",
            EscalatedTo = "团队长",
            SuppressedUntil = Noon.AddDays(8),
            Outcome = new WarningOutcome(true, new DateOnly(2026, 7, 1)),
            ClosedAt = Noon.AddDays(2),
            Treatment = "A05",
            TreatmentDueAt = Noon.AddDays(9),
            Missed = MissedDeadlines.Acknowledge | MissedDeadlines.Treat,
            Actions = ["A05"],
            History =
            [
                new WarningHistoryLine(
                    1, WarningChangeKind.Raised, level, state, Noon,
                    new WarningCause(WarningCauseKind.Operator, "1", "张三", "抵押率过高 \"估值\"\n🏠"), 1),
            ],
        };

    /// <summary>The change that raised a warning.</summary>
    public static WarningChange Change(Warning warning)
    {
        ArgumentNullException.ThrowIfNull(warning);
        return new WarningChange
        {
            Warning = warning with { History = [] },
            Kind = WarningChangeKind.Raised,
            LevelBefore = WarningLevel.None,
            Before = new BorrowerSituation(WarningLevel.None, false, Labels),
            After = new BorrowerSituation(warning.Level, true, Labels),
            Cause = new WarningCause(WarningCauseKind.FeatureUpdate, "1"),
            Title = new BilingualText("抵押率", "LTV"),
            Activation = 1,
            RuleSetDigest = RuleSetDigest,
            OccurredAt = Noon,
        };
    }
}
