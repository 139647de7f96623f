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
        ["resolve"] = WarningStep.Resolve,
    };

    // The table of the operator's guide: from a state, by a step, to a state; null where it is refused.
    public static TheoryData<WarningState, string, WarningState?> Table => new()
    {
        { WarningState.Raised, "acknowledge", WarningState.Acknowledged },
        { WarningState.Raised, "assign", WarningState.Raised },
        { WarningState.Raised, "treat", WarningState.Treating },
        { WarningState.Raised, "resolve", WarningState.Resolved },
        { WarningState.Acknowledged, "acknowledge", WarningState.Acknowledged },
        { WarningState.Acknowledged, "assign", WarningState.Acknowledged },
        { WarningState.Acknowledged, "treat", WarningState.Treating },
        { WarningState.Acknowledged, "resolve", WarningState.Resolved },
        { WarningState.Treating, "acknowledge", WarningState.Treating },
        { WarningState.Treating, "assign", WarningState.Treating },
        { WarningState.Treating, "treat", WarningState.Treating },
        { WarningState.Treating, "resolve", WarningState.Resolved },
        { WarningState.Resolved, "acknowledge", null },
        { WarningState.Resolved, "assign", null },
        { WarningState.Resolved, "treat", null },
        { WarningState.Resolved, "resolve", WarningState.Resolved },
        { WarningState.Cleared, "acknowledge", null },
        { WarningState.Cleared, "assign", null },
        { WarningState.Cleared, "treat", null },
        { WarningState.Cleared, "resolve", null },
        { WarningState.Retired, "acknowledge", null },
        { WarningState.Retired, "assign", null },
        { WarningState.Retired, "treat", null },
        { WarningState.Retired, "resolve", null },
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
        string[] steps = ["acknowledge", "assign", "treat", "resolve"];

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
        Assert.Equal((WarningChangeKind.Treating, "A01"), (change.Kind, change.Warning.Treatment));
        Assert.Equal(_later.AddDays(3), change.Warning.TreatmentDueAt);
        Assert.Equal(_later.AddDays(3), result.Commit.State.DueAt);
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
    public void Apply_Assignment_KeepsThePerson() =>
        Assert.Equal("li.na", Apply(State(WarningState.Raised), 0, _steps["assign"]).Warning!.Assignee);

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
        var before = BorrowerWarnings.Empty(SmallIndicators.Borrower);

        var result = WarningTreatment.Apply(
            before, "b1/none", 0, WarningStep.Resolve, _cause, SmallIndicators.Both, _later);

        Assert.Equal(new TreatmentResult(TreatmentOutcome.Unknown, null, null), result);
    }

    [Fact]
    public void Apply_Resolved_TakesTheBorrowerOffTheWatchlistAndKeepsTheMark()
    {
        var commit = Apply(State(WarningState.Raised), 0, WarningStep.Resolve).Commit!;

        var change = Assert.Single(commit.Changes);
        Assert.Equal(WarningChangeKind.Resolved, change.Kind);
        Assert.Equal((WarningLevel.Orange, WarningLevel.Orange), (change.LevelBefore, change.Warning.Level));
        Assert.Equal((true, false), (change.Before.OnWatchlist, change.After.OnWatchlist));
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

        var change = Assert.Single(commit.Changes);
        Assert.Equal((WarningChangeKind.Retired, WarningLevel.None), (change.Kind, change.Warning.Level));
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
