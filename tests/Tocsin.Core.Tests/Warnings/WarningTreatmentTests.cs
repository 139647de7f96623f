using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Warnings;

public class WarningTreatmentTests
{
    private static readonly WarningCause _cause = new(WarningCauseKind.Operator, "", "li", "called the owner");

    private static readonly DateTimeOffset _later = SmallIndicators.Noon.AddDays(1);

    public static TheoryData<WarningState, WarningState, TreatmentOutcome, bool> Table => new()
    {
        { WarningState.Raised, WarningState.Acknowledged, TreatmentOutcome.Reached, true },
        { WarningState.Raised, WarningState.Resolved, TreatmentOutcome.Reached, true },
        { WarningState.Acknowledged, WarningState.Acknowledged, TreatmentOutcome.Reached, false },
        { WarningState.Acknowledged, WarningState.Resolved, TreatmentOutcome.Reached, true },
        { WarningState.Treating, WarningState.Resolved, TreatmentOutcome.Reached, true },
        { WarningState.Resolved, WarningState.Resolved, TreatmentOutcome.Reached, false },
        { WarningState.Resolved, WarningState.Acknowledged, TreatmentOutcome.Closed, false },
        { WarningState.Cleared, WarningState.Acknowledged, TreatmentOutcome.Closed, false },
        { WarningState.Cleared, WarningState.Resolved, TreatmentOutcome.Closed, false },
        { WarningState.Retired, WarningState.Resolved, TreatmentOutcome.Closed, false },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Apply_FromAState_ReachesTheTargetOrSaysWhyNot(
        WarningState state, WarningState target, TreatmentOutcome outcome, bool commits)
    {
        var before = State(state);

        var result = Apply(before, 0, target);

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(commits, result.Commit is not null);
        Assert.Equal(outcome == TreatmentOutcome.Reached ? target : state, result.Warning!.State);
        Assert.Equal(commits ? 2 : 1, result.Warning.Revision);
    }

    [Theory]
    [InlineData(0, TreatmentOutcome.Reached)]
    [InlineData(1, TreatmentOutcome.Reached)]
    [InlineData(2, TreatmentOutcome.RevisionDiffers)]
    public void Apply_ExpectedRevision_MustBeTheOneThatWasSeen(long expected, TreatmentOutcome outcome)
    {
        var result = Apply(State(WarningState.Raised), expected, WarningState.Acknowledged);

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(outcome == TreatmentOutcome.Reached, result.Commit is not null);
    }

    [Fact]
    public void Apply_StepTakenBefore_IsReachedWhateverRevisionWasSeen() =>
        Assert.Equal(
            TreatmentOutcome.Reached, Apply(State(WarningState.Resolved), 99, WarningState.Resolved).Outcome);

    [Fact]
    public void Apply_UnknownWarning_SaysSo()
    {
        var before = BorrowerWarnings.Empty(SmallIndicators.Borrower);

        var result = WarningTreatment.Apply(
            before, "b1/none", 0, WarningState.Resolved, _cause, SmallIndicators.Both, _later);

        Assert.Equal(new TreatmentResult(TreatmentOutcome.Unknown, null, null), result);
    }

    [Fact]
    public void Apply_Resolved_TakesTheBorrowerOffTheWatchlistAndKeepsTheMark()
    {
        var commit = Apply(State(WarningState.Raised), 0, WarningState.Resolved).Commit!;

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

    private static TreatmentResult Apply(BorrowerWarnings before, long expected, WarningState target) =>
        WarningTreatment.Apply(
            before, before.Warnings[0].Id, expected, target, _cause, SmallIndicators.Both, _later);

    private static BorrowerWarnings State(WarningState state)
    {
        var borrower = new ReviewedBorrower();
        borrower.Update(0, 20);
        var warning = borrower.Only with { State = state };
        return borrower.State with { Warnings = [warning] };
    }
}
