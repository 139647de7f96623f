using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Core.Warnings.WarningChangeKind;

namespace Tocsin.Core.Tests.Warnings;

/// <summary>What people raise and silence, and what later reviews make of it.</summary>
public class WarningReviewByHand
{
    private const string Visit = """
        "by_hand":[{"name":"visit","family":"fin","actions":["A01"],"title":{"zh":"访","en":"Visit"}}],
        """;

    private readonly ReviewedBorrower _borrower = new()
    {
        Rules = SmallIndicators.RulesWith(Visit, 7, SmallIndicators.Debt),
    };

    [Fact]
    public void Raise_NewWarning_HasWhatTheIndicatorSays()
    {
        _borrower.Update(0, 5);

        var result = _borrower.Raise("visit", WarningLevel.Orange, 1);

        var change = _borrower.Told[0];
        Assert.Equal(
            (Raised, WarningLevel.None, WarningLevel.Orange), (change.Kind, change.LevelBefore, change.Warning!.Level));
        Assert.Equal(("fin", "Visit", "li"), (result.Warning!.Family, change.Title.En, change.Cause.Actor));
        Assert.Equal(["A01"], result.Warning.Actions);
        Assert.Equal([Raised, Watchlisted], _borrower.Told.Select(one => one.Kind));
        Assert.Equal(WarningLevel.Orange, _borrower.State.Level);
    }

    [Theory]
    [InlineData(WarningLevel.Red, LevelUp)]
    [InlineData(WarningLevel.Yellow, LevelDown)]
    public void Raise_OpenOneAtAnotherLevel_MovesIt(WarningLevel level, WarningChangeKind kind)
    {
        _borrower.Update(0, 5);
        var first = _borrower.Raise("visit", WarningLevel.Orange, 1).Warning!;

        var second = _borrower.Raise("visit", level, 2).Warning!;

        Assert.Equal((first.Id, 2, level), (second.Id, second.Revision, second.Level));
        Assert.Equal(kind, _borrower.Told[0].Kind);
    }

    [Fact]
    public void Raise_Twice_ChangesNothingMore()
    {
        _borrower.Update(0, 5);
        _borrower.Raise("visit", WarningLevel.Yellow, 1);

        var again = _borrower.Raise("visit", WarningLevel.Yellow, 2);

        Assert.Equal((TreatmentOutcome.Reached, null, 1L), (again.Outcome, again.Commit, again.Warning!.Revision));
    }

    [Theory]
    [InlineData(31, Reopened)]
    [InlineData(32.5, Raised)]
    public void Raise_AfterItWasResolved_OpensUnderItsIdWithinThirtyDays(double day, WarningChangeKind kind)
    {
        _borrower.Update(0, 5);
        var first = _borrower.Raise("visit", WarningLevel.Yellow, 1).Warning!;
        _borrower.Treat(WarningStep.Resolve, 2);

        var second = _borrower.Raise("visit", WarningLevel.Yellow, day).Warning!;

        Assert.Equal(kind, _borrower.Told[0].Kind);
        Assert.Equal(kind == Reopened, second.Id == first.Id);
    }

    // Resolved, raised anew after the window: the old one cannot open beside it.
    [Fact]
    public void Reopen_AnotherOfTheIndicatorIsOpen_IsRefusedAndNamesIt()
    {
        _borrower.Update(0, 5);
        var first = _borrower.Raise("visit", WarningLevel.Yellow, 1).Warning!;
        _borrower.Treat(WarningStep.Resolve, 2);
        var second = _borrower.Raise("visit", WarningLevel.Yellow, 33).Warning!;

        var result = WarningTreatment.Apply(
            _borrower.State, first.Id, 0, WarningStep.Reopen,
            new WarningCause(WarningCauseKind.Operator, "", "li", "once more"), _borrower.Rules, Day(34));

        Assert.Equal((TreatmentOutcome.OtherOpen, second.Id), (result.Outcome, result.Warning?.Id));
        Assert.Null(result.Commit);
    }

    // No value clears what a person saw.
    [Fact]
    public void Run_RaisedByHand_StaysUntilAPersonClosesIt()
    {
        _borrower.Update(0, 5);
        _borrower.Raise("visit", WarningLevel.Orange, 1);

        Assert.Empty(_borrower.Update(2, 3));
        Assert.Empty(_borrower.Update(40, 3));

        Assert.Equal((WarningState.Raised, WarningLevel.Orange), (_borrower.Only.State, _borrower.Only.Level));
        _borrower.Treat(WarningStep.Resolve, 41);
        Assert.Equal(WarningLevel.None, _borrower.State.Level);
        Assert.Empty(_borrower.Update(42, 3));
        Assert.Equal(WarningState.Resolved, _borrower.Only.State);
    }

    [Fact]
    public void Run_IndicatorLeavesTheRules_RetiresWhatWasRaised()
    {
        _borrower.Update(0, 5);
        _borrower.Raise("visit", WarningLevel.Orange, 1);
        _borrower.Rules = SmallIndicators.Rules(8, SmallIndicators.Debt);

        Assert.Equal(Retired, Assert.Single(_borrower.Review(2)).Kind);
    }

    [Fact]
    public void Run_OnAnExposureThatEnded_RetiresWhatWasRaised()
    {
        _borrower.Update(0, 5);
        _borrower.Raise("visit", WarningLevel.Yellow, 1, exposure: "L-1");

        Assert.Equal((Retired, "L-1"), Assert.Single(_borrower.Review(2)) is var change
            ? (change.Kind, change.Warning!.Exposure) : default);
    }

    // The older one is judged late: the one that a person closed rests all the same.
    [Fact]
    public void Run_OutcomeOfAnOlderWarning_LeavesTheResolvedOneAtRest()
    {
        _borrower.Update(0, 20);
        var first = _borrower.Only.Id;
        _borrower.Update(1, 5);
        _borrower.Update(12, 5);
        _borrower.Update(60, 20);
        var second = _borrower.State.Warnings.Single(warning => warning.IsOpen).Id;
        _borrower.Treat(second, WarningStep.Resolve, 61);

        _borrower.Treat(first, WarningStep.Record(new WarningOutcome(true, new DateOnly(2026, 7, 1))), 62);

        Assert.NotEqual(first, second);
        Assert.Empty(_borrower.Update(63, 20));
    }

    [Fact]
    public void Run_RulesCallForAnotherAction_ReachesOpenWarnings()
    {
        _borrower.Update(0, 20);
        _borrower.Rules = SmallIndicators.Rules(8, SmallIndicators.Debt.Replace("\"actions\":[\"A01\"],", ""));

        _borrower.Review(1);

        Assert.Empty(_borrower.Only.Actions);
    }

    [Fact]
    public void Run_SilencedUntilADay_WakesOnItWithNewDeadlines()
    {
        _borrower.Rules = SmallIndicators.RulesWith(
            """ "deadlines":{"orange":{"acknowledge":"2d","treat":"5d"}}, """, 7, SmallIndicators.Debt);
        _borrower.Update(0, 20);
        _borrower.Treat(WarningStep.Suppress(Day(8)), 1);

        Assert.Empty(_borrower.Review(7.9));
        Assert.Equal(Day(8), _borrower.State.DueAt);
        var change = Assert.Single(_borrower.Review(8));

        Assert.Equal((SuppressionEnded, WarningState.Raised), (change.Kind, change.Warning!.State));
        Assert.Equal((Day(10), Day(13)), (change.Warning.AcknowledgeBy, change.Warning.TreatBy));
        Assert.Null(change.Warning.SuppressedUntil);
    }

    [Fact]
    public void Run_SilencedAndRises_WakesAtOnce()
    {
        _borrower.Update(0, 20);
        _borrower.Treat(WarningStep.Suppress(Day(50)), 1);

        var change = Assert.Single(_borrower.Update(2, 30));

        Assert.Equal(
            (LevelUp, WarningState.Raised, null),
            (change.Kind, change.Warning!.State, change.Warning.SuppressedUntil));
    }

    [Fact]
    public void Run_SilencedAndFallsOrClears_SaysSoAndStaysSilent()
    {
        _borrower.Update(0, 20);
        _borrower.Treat(WarningStep.Suppress(Day(50)), 1);

        _borrower.Update(2, 12);
        var fallen = Assert.Single(_borrower.Update(13, 12));
        _borrower.Update(14, 5);
        var cleared = Assert.Single(_borrower.Update(25, 5));

        Assert.Equal((LevelDown, WarningState.Suppressed), (fallen.Kind, fallen.Warning!.State));
        Assert.Equal((Cleared, null), (cleared.Kind, cleared.Warning!.SuppressedUntil));
    }

    private static DateTimeOffset Day(double day) => SmallIndicators.Noon.AddDays(day);
}
