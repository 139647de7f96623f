using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Warnings;

public class WarningTreatmentTests
{
    private static readonly WarningCause _cause = new(WarningCauseKind.Operator, "", "li", "called the owner");

    private static readonly DateTimeOffset _later = SmallIndicators.Noon.AddDays(1);

    private static readonly Dictionary<string, WarningStep> _steps = new()
    {
        ["acknowledge"] = WarningStep.Acknowledge,
        ["treat"] = WarningStep.Treat("A01", _later.AddDays(3)),
        ["assign"] = WarningStep.AssignTo("li.na"),
        ["suppress"] = WarningStep.Suppress(_later.AddDays(7)),
        ["escalate"] = WarningStep.EscalateTo("team lead"),
        ["resolve"] = WarningStep.Resolve,
        ["reopen"] = WarningStep.Reopen,
        ["record"] = WarningStep.Record(new WarningOutcome(true, new DateOnly(2026, 6, 30))),
    };

    // The table of the operator's guide: from a state, by a step, to a state; null where it is refused.
    public static TheoryData<WarningState, string, WarningState?> Table => new()
    {
        { WarningState.Raised, "acknowledge", WarningState.Acknowledged },
        { WarningState.Raised, "assign", WarningState.Raised },
        { WarningState.Raised, "treat", WarningState.Treating },
        { WarningState.Raised, "suppress", WarningState.Suppressed },
        { WarningState.Raised, "escalate", WarningState.Raised },
        { WarningState.Raised, "resolve", WarningState.Resolved },
        { WarningState.Raised, "reopen", WarningState.Raised },
        { WarningState.Raised, "record", WarningState.Raised },
        { WarningState.Acknowledged, "acknowledge", WarningState.Acknowledged },
        { WarningState.Acknowledged, "assign", WarningState.Acknowledged },
        { WarningState.Acknowledged, "treat", WarningState.Treating },
        { WarningState.Acknowledged, "suppress", WarningState.Suppressed },
        { WarningState.Acknowledged, "escalate", WarningState.Acknowledged },
        { WarningState.Acknowledged, "resolve", WarningState.Resolved },
        { WarningState.Acknowledged, "reopen", WarningState.Acknowledged },
        { WarningState.Acknowledged, "record", WarningState.Acknowledged },
        { WarningState.Treating, "acknowledge", WarningState.Treating },
        { WarningState.Treating, "assign", WarningState.Treating },
        { WarningState.Treating, "treat", WarningState.Treating },
        { WarningState.Treating, "suppress", WarningState.Suppressed },
        { WarningState.Treating, "escalate", WarningState.Treating },
        { WarningState.Treating, "resolve", WarningState.Resolved },
        { WarningState.Treating, "reopen", WarningState.Treating },
        { WarningState.Treating, "record", WarningState.Treating },
        { WarningState.Suppressed, "acknowledge", WarningState.Acknowledged },
        { WarningState.Suppressed, "assign", WarningState.Suppressed },
        { WarningState.Suppressed, "treat", WarningState.Treating },
        { WarningState.Suppressed, "suppress", WarningState.Suppressed },
        { WarningState.Suppressed, "escalate", WarningState.Suppressed },
        { WarningState.Suppressed, "resolve", WarningState.Resolved },
        { WarningState.Suppressed, "reopen", WarningState.Suppressed },
        { WarningState.Suppressed, "record", WarningState.Suppressed },
        { WarningState.Resolved, "acknowledge", null },
        { WarningState.Resolved, "assign", null },
        { WarningState.Resolved, "treat", null },
        { WarningState.Resolved, "suppress", null },
        { WarningState.Resolved, "escalate", null },
        { WarningState.Resolved, "resolve", WarningState.Resolved },
        { WarningState.Resolved, "reopen", WarningState.Raised },
        { WarningState.Resolved, "record", WarningState.Resolved },
        { WarningState.Cleared, "acknowledge", null },
        { WarningState.Cleared, "assign", null },
        { WarningState.Cleared, "treat", null },
        { WarningState.Cleared, "suppress", null },
        { WarningState.Cleared, "escalate", null },
        { WarningState.Cleared, "resolve", null },
        { WarningState.Cleared, "reopen", null },
        { WarningState.Cleared, "record", WarningState.Cleared },
        { WarningState.Retired, "acknowledge", null },
        { WarningState.Retired, "assign", null },
        { WarningState.Retired, "treat", null },
        { WarningState.Retired, "suppress", null },
        { WarningState.Retired, "escalate", null },
        { WarningState.Retired, "resolve", null },
        { WarningState.Retired, "reopen", null },
        { WarningState.Retired, "record", WarningState.Retired },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Apply_StepFromAState_LeadsWhereTheTableSays(WarningState state, string step, WarningState? after)
    {
        var result = Apply(State(state), 0, _steps[step]);

        Assert.Equal(after is null ? TreatmentOutcome.Closed : TreatmentOutcome.Reached, result.Outcome);
        Assert.Equal(after ?? state, result.Warning!.State);
        if (after is null) Assert.Null(result.Commit);
    }

    [Fact]
    public void Table_OfTheOperatorsGuide_IsThisOne()
    {
        var guide = File.ReadAllLines(Path.Combine(ShippedRules.Root(), "deploy", "README.md"));
        var rows = guide.SkipWhile(line => !line.StartsWith("| stands at |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|')).Select(Cells).ToList();
        string[] steps =
            ["acknowledge", "assign", "treat", "suppress", "escalate", "resolve", "reopen", "record"];

        var shown = rows.SelectMany(row => steps.Select((step, i) => (row[0], step, row[i + 1])));

        Assert.Equal(
            Table.Select(row => row.Data).Select(row => (
                row.Item1.ToString().ToLowerInvariant(), row.Item2,
                row.Item3?.ToString().ToLowerInvariant() ?? "refused")),
            shown);

        static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Apply_StepTwice_ChangesNothingMore(WarningState state, string step, WarningState? after)
    {
        if (after is null) return;
        var before = State(state);
        var once = Apply(before, 0, _steps[step]);
        var between = once.Commit?.State ?? before;

        var twice = Apply(between, 99, _steps[step]);

        Assert.Equal((TreatmentOutcome.Reached, null), (twice.Outcome, twice.Commit));
        Assert.Equal(once.Warning!.Revision, twice.Warning!.Revision);
    }

    [Fact]
    public void Apply_Treatment_KeepsTheActionAndIsDueWhenItIs()
    {
        var result = Apply(State(WarningState.Raised), 0, _steps["treat"]);

        var change = Assert.Single(result.Commit!.Changes);
        Assert.Equal((WarningChangeKind.Treating, "A01"), (change.Kind, change.Warning!.Treatment));
        Assert.Equal(_later.AddDays(3), change.Warning!.TreatmentDueAt);
        Assert.Equal(_later.AddDays(3), result.Commit.State.DueAt);
    }

    [Fact]
    public void Apply_Suppression_StopsTheDeadlinesAndStillCounts()
    {
        var before = State(WarningState.Raised);
        before = before with
        {
            Warnings = [before.Warnings[0] with { AcknowledgeBy = _later, TreatBy = _later.AddDays(1) }],
        };

        var result = Apply(before, 0, _steps["suppress"]);

        Assert.Equal((null, null), (result.Warning!.AcknowledgeBy, result.Warning.TreatBy));
        Assert.Equal(_later.AddDays(7), result.Commit!.State.DueAt);
        Assert.Equal(WarningLevel.Orange, result.Commit.State.Level);
    }

    [Fact]
    public void Apply_Outcome_IsKeptAndLeavesTheRest()
    {
        var closed = Apply(State(WarningState.Raised), 0, WarningStep.Resolve).Commit!.State;

        var result = Apply(closed, 0, _steps["record"]);

        Assert.Equal(new WarningOutcome(true, new DateOnly(2026, 6, 30)), result.Warning!.Outcome);
        Assert.Equal(
            (closed.Warnings[0].ClosedAt, WarningState.Resolved), (result.Warning.ClosedAt, result.Warning.State));
        Assert.Equal(WarningChangeKind.OutcomeRecorded, Assert.Single(result.Commit!.Changes).Kind);
    }

    [Fact]
    public void Apply_ReopenWhileTheConditionHolds_RaisesItAgainAtItsLevel()
    {
        var closed = Apply(State(WarningState.Raised), 0, WarningStep.Resolve).Commit!.State;

        var result = Apply(closed, 0, WarningStep.Reopen);

        var change = result.Commit!.Changes[0];
        Assert.Equal((WarningChangeKind.Reopened, WarningLevel.None), (change.Kind, change.LevelBefore));
        Assert.Equal((WarningState.Raised, WarningLevel.Orange), (result.Warning!.State, result.Warning.Level));
        Assert.Null(result.Warning.ClosedAt);
        Assert.Equal(WarningLevel.Orange, result.Commit.State.Level);
    }

    [Fact]
    public void Apply_ReopenOfAClosedBorrower_IsRefused()
    {
        var resolved = Apply(State(WarningState.Raised), 0, WarningStep.Resolve).Commit!.State;
        var closed = WarningTreatment.Close(resolved, false, 1, _cause, SmallIndicators.Both, _later).State;

        Assert.Equal(TreatmentOutcome.Closed, Apply(closed, 0, WarningStep.Reopen).Outcome);
    }

    // It cleared while it was resolved: there is nothing to open.
    [Fact]
    public void Apply_ReopenOnceTheConditionHasCleared_IsRefused()
    {
        var closed = Apply(State(WarningState.Raised), 0, WarningStep.Resolve).Commit!.State;
        closed = closed with { Warnings = [closed.Warnings[0] with { ActiveLevels = [] }] };

        Assert.Equal(TreatmentOutcome.Closed, Apply(closed, 0, WarningStep.Reopen).Outcome);
    }

    [Fact]
    public void Apply_AnotherAction_ReplacesTheFirst()
    {
        var first = Apply(State(WarningState.Raised), 0, _steps["treat"]).Commit!.State;

        var second = Apply(first, 0, WarningStep.Treat("A02", null));

        Assert.Equal(("A02", null), (second.Warning!.Treatment, second.Warning.TreatmentDueAt));
        Assert.NotNull(second.Commit);
    }

    [Fact]
    public void Apply_AssignmentOrEscalation_KeepsThePerson() => Assert.Equal(
        ("li.na", "team lead"),
        (Apply(State(WarningState.Raised), 0, _steps["assign"]).Warning!.Assignee,
            Apply(State(WarningState.Raised), 0, _steps["escalate"]).Warning!.EscalatedTo));

    [Theory]
    [InlineData(0, TreatmentOutcome.Reached)]
    [InlineData(1, TreatmentOutcome.Reached)]
    [InlineData(2, TreatmentOutcome.RevisionDiffers)]
    public void Apply_ExpectedRevision_MustBeTheOneThatWasSeen(long expected, TreatmentOutcome outcome)
    {
        var result = Apply(State(WarningState.Raised), expected, WarningStep.Acknowledge);

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(outcome == TreatmentOutcome.Reached, result.Commit is not null);
    }

    [Fact]
    public void Apply_StepTakenBefore_IsReachedWhateverRevisionWasSeen() =>
        Assert.Equal(
            TreatmentOutcome.Reached, Apply(State(WarningState.Resolved), 99, WarningStep.Resolve).Outcome);

    [Fact]
    public void Apply_UnknownWarning_SaysSo()
    {
        var result = WarningTreatment.Apply(
            BorrowerWarnings.Empty(SmallIndicators.Borrower), "b1/none", 0, WarningStep.Resolve, _cause, SmallIndicators.Both, _later);

        Assert.Equal(new TreatmentResult(TreatmentOutcome.Unknown, null, null), result);
    }

    [Fact]
    public void Apply_Resolved_LeavesTheBorrowerOnTheWatchlistAndKeepsTheMark()
    {
        var commit = Apply(State(WarningState.Raised), 0, WarningStep.Resolve).Commit!;

        var change = Assert.Single(commit.Changes);
        Assert.Equal(WarningChangeKind.Resolved, change.Kind);
        Assert.Equal((WarningLevel.Orange, WarningLevel.Orange), (change.LevelBefore, change.Warning!.Level));
        Assert.Equal((WarningLevel.None, true), (change.After.Level, change.After.OnWatchlist));
        Assert.Equal(_cause, change.Cause);
        Assert.Equal(_later, change.OccurredAt);
        Assert.False(commit.SettlesMark);
        Assert.False(commit.State.Closed);
        Assert.Equal(1, commit.ExpectedRevision);
    }

    [Fact]
    public void Close_OpenAndClosedWarnings_RetiresTheOpenOnesOnly()
    {
        var before = State(WarningState.Acknowledged);
        before = before with
        {
            Warnings = [.. before.Warnings, before.Warnings[0] with { Id = "b1/z", State = WarningState.Cleared }],
            DueAt = _later,
        };

        var commit = WarningTreatment.Close(before, false, 9, _cause, SmallIndicators.Both, _later);

        var change = commit.Changes[0];
        Assert.Equal((WarningChangeKind.Retired, WarningLevel.None), (change.Kind, change.Warning!.Level));
        Assert.Equal([WarningState.Retired, WarningState.Cleared], commit.State.Warnings.Select(one => one.State));
        Assert.True(commit.State.Closed);
        Assert.True(commit.SettlesMark);
        Assert.False(commit.Erases);
        Assert.Null(commit.State.DueAt);
        Assert.Equal((9, WarningLevel.None), (commit.State.FeaturesRevision, commit.State.Level));
    }

    [Fact]
    public void Close_WithErasure_SaysSo() => Assert.True(WarningTreatment.Close(
        State(WarningState.Raised), true, 1, _cause, SmallIndicators.Both, _later).Erases);

    private static TreatmentResult Apply(BorrowerWarnings before, long expected, WarningStep step) =>
        WarningTreatment.Apply(
            before, before.Warnings[0].Id, expected, step, _cause, SmallIndicators.Both, _later);

    private static BorrowerWarnings State(WarningState state)
    {
        var borrower = new ReviewedBorrower();
        borrower.Update(0, 20);
        var warning = borrower.Only with { State = state };
        return borrower.State with { Warnings = [warning] };
    }
}
