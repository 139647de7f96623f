using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Core.Warnings.WarningChangeKind;

namespace Tocsin.Core.Tests.Warnings;

public class WarningDeadlinesTests
{
    private readonly ReviewedBorrower _borrower = new()
    {
        Rules = SmallIndicators.RulesWith(
            """
            "deadlines":{"red":{"acknowledge":"1d","treat":"2d"},"orange":{"acknowledge":"2d","treat":"5d"},
              "yellow":{"treat":"8d"}},
            """,
            7, SmallIndicators.Debt),
    };

    [Fact]
    public void Run_WarningRaised_HasTheTimeOfItsLevel()
    {
        _borrower.Update(0, 20);

        Assert.Equal((Day(2), Day(5)), (_borrower.Only.AcknowledgeBy, _borrower.Only.TreatBy));
        Assert.Equal(Day(2), _borrower.State.DueAt);
    }

    [Fact]
    public void Run_LevelWithoutADeadline_HasNone()
    {
        _borrower.Update(0, 10);

        Assert.Equal((null, Day(8)), (_borrower.Only.AcknowledgeBy, _borrower.Only.TreatBy));
    }

    [Fact]
    public void Run_NobodyActs_EscalatesOnceForEachDeadlineAndKeepsTheLevel()
    {
        _borrower.Update(0, 20);

        Assert.Empty(_borrower.Review(1.99));
        var first = Assert.Single(_borrower.Review(2));
        Assert.Empty(_borrower.Review(3));
        Assert.Equal(Day(5), _borrower.State.DueAt);
        var second = Assert.Single(_borrower.Review(5));
        Assert.Empty(_borrower.Review(6));

        Assert.Equal((Escalated, WarningLevel.Orange, WarningLevel.Orange),
            (first.Kind, first.LevelBefore, first.Warning!.Level));
        Assert.Equal(
            (MissedDeadlines.Acknowledge, MissedDeadlines.Acknowledge | MissedDeadlines.Treat),
            (first.Warning!.Missed, second.Warning!.Missed));
    }

    [Fact]
    public void Run_AcknowledgedInTime_EscalatesOnlyWhenNothingIsDone()
    {
        _borrower.Update(0, 20);
        _borrower.Treat(WarningStep.Acknowledge, 1);

        Assert.Empty(_borrower.Review(3));
        Assert.Equal((null, Day(5)), (_borrower.Only.AcknowledgeBy, _borrower.State.DueAt));
        Assert.Equal(MissedDeadlines.Treat, Assert.Single(_borrower.Review(5)).Warning!.Missed);
    }

    [Fact]
    public void Run_ActionIsBegunInTime_EscalatesOnlyWhenItIsNotDone()
    {
        _borrower.Update(0, 20);
        _borrower.Treat(WarningStep.Treat("A01", Day(9)), 1);

        Assert.Empty(_borrower.Review(8));
        Assert.Equal(Day(9), _borrower.State.DueAt);
        Assert.Equal(MissedDeadlines.Treatment, Assert.Single(_borrower.Review(9)).Warning!.Missed);
        _borrower.Treat(WarningStep.Treat("A01", Day(12)), 10);
        Assert.Equal(MissedDeadlines.Treatment, Assert.Single(_borrower.Review(12)).Warning!.Missed);
    }

    [Fact]
    public void Run_ResolvedInTime_HasNoDeadlineAnyMore()
    {
        _borrower.Update(0, 20);
        _borrower.Treat(WarningStep.Resolve, 1);

        Assert.Empty(_borrower.Review(9));
        Assert.Equal((null, null), (_borrower.Only.AcknowledgeBy, _borrower.Only.TreatBy));
    }

    [Fact]
    public void Run_ClearedInTime_HasNoDeadlineAnyMore()
    {
        _borrower.Update(0, 10);
        _borrower.Update(1, 0);
        _borrower.Treat(WarningStep.Acknowledge, 2);

        Assert.Equal([Escalated], _borrower.Review(8).Select(change => change.Kind));
        Assert.Equal([Cleared], _borrower.Review(11).Select(change => change.Kind));

        Assert.Equal((null, MissedDeadlines.None), (_borrower.Only.TreatBy, _borrower.Only.Missed));
    }

    [Fact]
    public void Run_Rise_AsksForANewAcknowledgementAndGivesNoLongerThanBefore()
    {
        _borrower.Update(0, 20);
        _borrower.Treat(WarningStep.Acknowledge, 1);

        _borrower.Update(4, 30);

        // Two days from the rise would be the sixth.
        Assert.Equal((Day(5), Day(5)), (_borrower.Only.AcknowledgeBy, _borrower.Only.TreatBy));
    }

    [Fact]
    public void Run_RiseUnderTreatment_IsNotEscalatedForWhatWasDoneInTime()
    {
        _borrower.Update(0, 20);
        _borrower.Treat(WarningStep.Treat("A01", Day(20)), 1);

        var changes = _borrower.Update(7, 30);

        Assert.Equal([LevelUp], changes.Select(change => change.Kind));
        Assert.Equal((Day(8), Day(9)), (_borrower.Only.AcknowledgeBy, _borrower.Only.TreatBy));
    }

    [Fact]
    public void Run_RiseAfterAMissedDeadline_BeginsAnew()
    {
        _borrower.Update(0, 20);
        _borrower.Review(5);

        _borrower.Update(6, 30);

        Assert.Equal(
            (Day(7), Day(8), MissedDeadlines.None),
            (_borrower.Only.AcknowledgeBy, _borrower.Only.TreatBy, _borrower.Only.Missed));
    }

    [Fact]
    public void Run_DeadlinePassesWhereTheLevelFalls_BothAreTold()
    {
        _borrower.Update(0, 30);
        _borrower.Treat(WarningStep.Acknowledge, 0.5);
        _borrower.Update(1, 12);

        var changes = _borrower.Review(11);

        Assert.Equal([LevelDown, Escalated], changes.Select(change => change.Kind));
        Assert.Equal([1, 1], changes.Zip(changes.Skip(1)).Select(pair =>
            (int)(pair.Second.Warning!.Revision - pair.First.Warning!.Revision)).Append(1));
    }

    [Fact]
    public void Run_BorrowerClosed_IsNeverEscalated()
    {
        _borrower.Update(0, 20);
        _borrower.Close(1);

        Assert.Empty(_borrower.Review(9));
        Assert.Null(_borrower.State.DueAt);
    }

    private static DateTimeOffset Day(double day) => SmallIndicators.Noon.AddDays(day);
}
