using Tocsin.Cli.Journaling;
using Tocsin.Core.Decisions;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Journaling;

public sealed class RealisedOutcomeTests
{
    private static readonly DateTimeOffset _booked = new(2026, 4, 10, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Defaulted_HorizonHasNotPassed_IsUnknown()
    {
        var decision = Booked();

        Assert.Null(RealisedOutcome.Defaulted(decision, null, _booked.AddMonths(12).AddTicks(-1)));
        Assert.False(RealisedOutcome.Defaulted(decision, null, _booked.AddMonths(12)));
    }

    [Fact]
    public void Defaulted_WithinTheHorizonFromBooking_IsTrue()
    {
        var last = Booked(SampleJournal.Became(DecisionResult.Defaulted, _booked.AddMonths(12).AddTicks(-10)));
        var later = Booked(SampleJournal.Became(DecisionResult.Defaulted, _booked.AddMonths(12)));

        Assert.True(RealisedOutcome.Defaulted(last, null, _booked.AddYears(5)));
        Assert.False(RealisedOutcome.Defaulted(later, null, _booked.AddYears(5)));
    }

    [Theory]
    [InlineData(DecisionResult.Accepted)]
    [InlineData(DecisionResult.Withdrawn)]
    [InlineData(DecisionResult.ReviewRequested)]
    public void Defaulted_NeverOnTheBooks_IsUnknown(DecisionResult result)
    {
        var decision = SampleJournal.Scored(1, 3, SampleJournal.Became(result, _booked));

        Assert.Null(RealisedOutcome.Defaulted(decision, null, _booked.AddYears(50)));
    }

    [Fact]
    public void Defaulted_BookingWasNotRecorded_CountsFromTheDecision()
    {
        var decision = SampleJournal.Scored(
            1, 3, SampleJournal.Became(DecisionResult.Defaulted, SampleJournal.At.AddMonths(11)));

        Assert.True(RealisedOutcome.Defaulted(decision, null, _booked.AddYears(5)));
    }

    [Fact]
    public void Defaulted_LifeOfTheLoan_TakesTheTerm()
    {
        var decision = Booked();
        decision.Answer.Score.HorizonMonths = 0;
        Assert.Null(RealisedOutcome.Defaulted(decision, null, _booked.AddYears(50)));

        decision.TermMonths = 24;
        Assert.Null(RealisedOutcome.Defaulted(decision, null, _booked.AddMonths(23)));
        Assert.False(RealisedOutcome.Defaulted(decision, null, _booked.AddMonths(24)));
    }

    [Fact]
    public void Defaulted_GivenHorizon_TakesThePlaceOfTheScores()
    {
        Assert.False(RealisedOutcome.Defaulted(Booked(), 6, _booked.AddMonths(6)));
    }

    [Fact]
    public void Final_SeveralOverrides_TheLastHolds()
    {
        var decision = Booked(
            SampleJournal.Overridden(Outcome.Decline), SampleJournal.Overridden(Outcome.ApproveWithConditions));

        Assert.Equal(DecisionOutcome.ApproveWithConditions, RealisedOutcome.Final(decision));
        Assert.Equal(DecisionOutcome.Approve, RealisedOutcome.Final(Booked()));
    }

    [Fact]
    public void Read_OutcomeOfANewerServer_IsAPersonsToDecide()
    {
        Assert.Equal(DecisionOutcome.Refer, RealisedOutcome.Read((Outcome)99));
        Assert.Equal(DecisionOutcome.Refer, RealisedOutcome.Read(Outcome.Unspecified));
    }

    private static JournaledDecision Booked(params RecordedOutcome[] more) =>
        SampleJournal.Scored(1, 3, [SampleJournal.Became(DecisionResult.Booked, _booked), .. more]);
}
