using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Tocsin.V1;

namespace Tocsin.Cli.Tests;

/// <summary>A preview as a server answers it: of four borrowers, three that would differ.</summary>
internal static class SamplePreview
{
    /// <summary>A borrower's id that a spreadsheet would compute, and that a page must escape.</summary>
    public const string Nasty = "=HYPERLINK(\"x\"),<b>&";

    /// <summary>The digest of the candidate.</summary>
    public static readonly string Digest = new('c', 64);

    /// <summary>The whole answer.</summary>
    public static PreviewRuleSetResponse[] Answer() =>
    [
        Progress(PreviewPhase.ReadingRules, 0, 0), Progress(PreviewPhase.Borrowers, 3, 4),
        .. Borrowers().Select(borrower => new PreviewRuleSetResponse { Borrower = borrower }),
        new PreviewRuleSetResponse { Report = Report() },
    ];

    /// <summary>How far a preview is.</summary>
    public static PreviewRuleSetResponse Progress(PreviewPhase phase, long done, long total) =>
        new() { Progress = new PreviewProgress { Phase = phase, Done = done, Total = total } };

    /// <summary>The borrowers that differ.</summary>
    public static IReadOnlyList<PreviewedBorrower> Borrowers() =>
    [
        new PreviewedBorrower
        {
            BorrowerId = Nasty,
            Labels = { ["lender.branch"] = "hz, west" },
            LevelBefore = WarningLevel.None,
            LevelAfter = WarningLevel.Red,
            OnWatchlistAfter = true,
            Changes = { Raised(), Watchlisted() },
            MoreChanges = 2,
        },
        new PreviewedBorrower
        {
            BorrowerId = "li",
            LevelBefore = WarningLevel.Orange,
            LevelAfter = WarningLevel.None,
            OnWatchlistBefore = true,
            OnWatchlistAfter = true,
            Changes = { Cleared() },
        },
        new PreviewedBorrower
        {
            BorrowerId = "wang",
            LevelBefore = WarningLevel.Blue,
            LevelAfter = WarningLevel.Blue,
            Decisions = { Declined() },
        },
    ];

    /// <summary>What it came to.</summary>
    public static PreviewReport Report() => new()
    {
        Live = new RuleSetReference { Activation = 7, Digest = new string('a', 64), Variant = "live" },
        Candidate = new RuleSetReference { Digest = Digest, Variant = "candidate" },
        Name = "lender",
        Revision = "2026-11",
        StartedAt = new Timestamp { Seconds = 1_772_294_400 },
        Borrowers = 4,
        Differing = 3,
        Warnings = Warnings(),
        Decisions = { Decisions() },
        Labels =
        {
            new LabelPreview
            {
                Label = "lender.branch",
                Values =
                {
                    new LabelValuePreview
                    {
                        Value = "hz, west", Borrowers = 3, Differing = 2, Rising = 1, Decisions = 3, ApprovedBefore = 2,
                        ApprovedAfter = 1,
                    },
                    new LabelValuePreview { Borrowers = 1, Differing = 1, Falling = 1 },
                },
                Other = new LabelValuePreview(),
            },
        },
        Gaps = { new PreviewGap { Reason = PreviewGapReason.NotBooked, Count = 1 } },
        Times = new PreviewTimes
        {
            Rules = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(42)),
            Reading = Duration.FromTimeSpan(TimeSpan.FromSeconds(1.5)),
            Evaluating = Duration.FromTimeSpan(TimeSpan.FromSeconds(3)),
            Whole = Duration.FromTimeSpan(TimeSpan.FromSeconds(131)),
        },
    };

    private static WarningsPreview Warnings() => new()
    {
        Borrowers = 2,
        Changes = 3,
        DueAnyway = 1,
        Counts =
        {
            Count("", WarningChangeKind.Watchlisted, WarningLevel.None, WarningLevel.None, 0),
            Count("debt", WarningChangeKind.Raised, WarningLevel.None, WarningLevel.Red, 0),
            Count("sales", WarningChangeKind.Cleared, WarningLevel.Orange, WarningLevel.None, 1),
        },
        Levels =
        {
            new LevelTransition { Before = WarningLevel.None, After = WarningLevel.None, Borrowers = 1 },
            new LevelTransition { Before = WarningLevel.None, After = WarningLevel.Red, Borrowers = 1 },
            new LevelTransition { Before = WarningLevel.Blue, After = WarningLevel.Blue, Borrowers = 1 },
            new LevelTransition { Before = WarningLevel.Orange, After = WarningLevel.None, Borrowers = 1 },
        },
        Watchlisted = 1,
    };

    private static WarningChangeCount Count(
        string indicator, WarningChangeKind kind, WarningLevel before, WarningLevel after, long due) => new()
        {
            Indicator = indicator,
            Family = indicator.Length > 0 ? "fin" : "",
            Kind = kind,
            LevelBefore = before,
            LevelAfter = after,
            Count = 1,
            DueAnyway = due,
        };

    private static DecisionsPreview Decisions() => new()
    {
        Product = "loan",
        Asked = 3,
        Changed = 1,
        Parts = new PartCounts { Outcome = 1, Grade = 1, Limit = 1, Rate = 1, Reasons = 1, Points = 1 },
        Outcomes =
        {
            new OutcomeTransition { Before = Outcome.Approve, After = Outcome.Approve, Decisions = 1 },
            new OutcomeTransition { Before = Outcome.Approve, After = Outcome.Decline, Decisions = 1 },
            new OutcomeTransition { Before = Outcome.Decline, After = Outcome.Decline, Decisions = 1 },
        },
        Grades =
        {
            new GradeTransition { Before = "A", After = "A", Decisions = 1 },
            new GradeTransition { Before = "A", After = "C", Decisions = 1 },
            new GradeTransition { Before = "B", After = "B", Decisions = 1 },
        },
        Score = new ScorePreview
        {
            Before = 3,
            After = 3,
            MeanBefore = 21,
            MeanAfter = 19.25,
            Psi = 0.3142,
            Bins =
            {
                new ScoreBinPreview { Bin = "below 20", Before = 1, After = 2 },
                new ScoreBinPreview { Bin = "from 20", Before = 2, After = 1 },
            },
        },
        Before = new DecisionTotals { Approved = 2, Limits = Yuan(300_000), MeanRate = 0.085 },
        After = new DecisionTotals { Approved = 1, Limits = Yuan(100_000) },
        Reasons = { new ReasonCount { Code = "K01", Added = 1 } },
        Differences = { new DifferenceCount { Step = DecisionStep.KnockOut, Rule = "cases", Decisions = 1 } },
    };

    private static PreviewedChange Raised() => new()
    {
        Kind = WarningChangeKind.Raised,
        Indicator = "debt",
        Family = "fin",
        ExposureId = "L-1",
        LevelBefore = WarningLevel.None,
        LevelAfter = WarningLevel.Red,
        Evidence =
        {
            new Evidence
            {
                Feature = "firm.debt_ratio",
                Value = new FeatureValue { Number = 0.75 },
                Threshold = "firm.debt_ratio > 0.7",
            },
        },
    };

    private static PreviewedChange Watchlisted() => new()
    {
        Kind = WarningChangeKind.Watchlisted,
        LevelBefore = WarningLevel.None,
        LevelAfter = WarningLevel.None,
        Connected = true,
    };

    private static PreviewedChange Cleared() => new()
    {
        Kind = WarningChangeKind.Cleared,
        Indicator = "sales",
        Family = "fin",
        LevelBefore = WarningLevel.Orange,
        LevelAfter = WarningLevel.None,
        DueAnyway = true,
    };

    private static PreviewedDecision Declined() => new()
    {
        Product = "loan",
        ExposureId = "L-2",
        Before = new PreviewedAnswer
        {
            Outcome = Outcome.Approve,
            Points = 24,
            Grade = "A",
            Limit = Yuan(200_000),
            AnnualRate = 0.085,
        },
        After = new PreviewedAnswer { Outcome = Outcome.Decline, Points = -3, Grade = "C", Reasons = { "K01" } },
        Difference = new PreviewedDifference
        {
            Step = DecisionStep.KnockOut,
            Rule = "cases",
            Before = "miss",
            After = "hit",
        },
        Differences = 2,
    };

    private static Money Yuan(long units) => new() { CurrencyCode = "CNY", Units = units };
}
