using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Core.Warnings.WarningChangeKind;

namespace Tocsin.Core.Tests.Warnings;

public class WatchlistTests
{
    private readonly ReviewedBorrower _borrower = new();

    [Theory]
    [InlineData(10, false)]
    [InlineData(20, true)]
    [InlineData(30, true)]
    public void Run_BorrowerAtALevel_IsPutOnFromOrangeOn(double debt, bool isOn)
    {
        _borrower.Update(0, debt);

        Assert.Equal(isOn, _borrower.State.Watch is not null);
        Assert.Equal(
            isOn ? [Raised, Watchlisted] : [Raised], _borrower.Told.Select(change => change.Kind));
    }

    [Fact]
    public void Run_PutOn_TellsThePlaceAfterTheWarningThatLedThere()
    {
        _borrower.Update(0, 20);

        var change = _borrower.Told[1];
        Assert.Null(change.Warning);
        Assert.Matches("^b1/[0-9a-f]{12}:1$", change.Id);
        Assert.Equal("b1", change.Borrower.Value);
        Assert.Equal((false, true), (change.Before.OnWatchlist, change.After.OnWatchlist));
        Assert.Equal(
            (Day(0), Day(30), null, ""),
            (change.Watch!.Since, change.Watch.ReviewAt, change.Watch.CalmSince, change.Watch.Actor));
        Assert.Equal(change.Watch, _borrower.State.Watch);
    }

    // Back at none, it stays on: only a person takes a borrower off.
    [Fact]
    public void Run_BorrowerIsCalmAgain_StaysOnAndNotesSinceWhen()
    {
        _borrower.Update(0, 20);
        _borrower.Update(1, 5);
        _borrower.Update(12, 5);

        Assert.Equal(WarningLevel.None, _borrower.State.Level);
        Assert.Equal(Day(12), _borrower.State.Watch!.CalmSince);
        Assert.True(_borrower.State.IsOfConcern);
        Assert.False(_borrower.State.HasOpenWarnings);
    }

    [Fact]
    public void Run_LevelRisesAgain_StartsTheCalmAnew()
    {
        _borrower.Update(0, 20);
        _borrower.Update(1, 5);
        _borrower.Update(12, 5);
        _borrower.Update(20, 20);

        Assert.Null(_borrower.State.Watch!.CalmSince);
        Assert.DoesNotContain(_borrower.Told, change => change.Warning is null);
    }

    [Fact]
    public void Run_ReviewDayComes_IsToldOnce()
    {
        _borrower.Update(0, 20);
        _borrower.Update(19, 20);

        Assert.Equal(Day(30), _borrower.State.DueAt);
        _borrower.Review(29.9);
        Assert.Empty(_borrower.Told);
        _borrower.Review(30);
        var change = Assert.Single(_borrower.Told);
        Assert.Equal((WatchlistReviewDue, 2L, true), (change.Kind, change.Watch!.Revision, change.Watch.IsReviewDue));
        _borrower.Review(31);
        Assert.Empty(_borrower.Told);
    }

    // Whoever watches a branch sees the borrower leave its list.
    [Fact]
    public void Run_LabelsChange_TellThePlaceAgain()
    {
        _borrower.Update(0, 20, ("branch", "north"));
        _borrower.Update(1, 20, ("branch", "south"));

        Assert.Equal([Relabelled, Relabelled], _borrower.Told.Select(change => change.Kind));
        var change = _borrower.Told[1];
        Assert.Equal((null, 2L), (change.Warning, change.Watch!.Revision));
        Assert.Equal(
            ("north", "south"), (change.Before.Labels["firm.branch"], change.After.Labels["firm.branch"]));
    }

    [Theory]
    [InlineData(101.9, false)]
    [InlineData(102, true)]
    public void Apply_TakeOff_TakesAPersonAndNinetyDaysAtYellowOrLess(double day, bool isOff)
    {
        _borrower.Update(0, 20);
        _borrower.Update(1, 5);
        _borrower.Update(12, 5);

        var result = _borrower.Watch(WatchlistStep.TakeOff, day);

        Assert.Equal(isOff ? WatchlistOutcome.Reached : WatchlistOutcome.NotCalm, result.Outcome);
        Assert.Equal(isOff, _borrower.State.Watch is null);
        Assert.Equal(isOff ? null : Day(102), result.CalmFrom);
        if (!isOff) return;
        var change = Assert.Single(_borrower.Told);
        Assert.Equal((Unwatchlisted, "li", "seen"), (change.Kind, change.Watch!.Actor, change.Watch.Reason));
        Assert.Equal((true, false), (change.Before.OnWatchlist, change.After.OnWatchlist));
    }

    [Fact]
    public void Apply_TakeOffAboveYellow_IsRefusedWithoutADate()
    {
        _borrower.Update(0, 20);

        var result = _borrower.Watch(WatchlistStep.TakeOff, 500);

        Assert.Equal((WatchlistOutcome.NotCalm, null), (result.Outcome, result.CalmFrom));
    }

    [Fact]
    public void Apply_PutOnByAPerson_IsCalmFromThatDay()
    {
        _borrower.Update(0, 5);

        var result = _borrower.Watch(WatchlistStep.PutOn(Day(10)), 1);

        Assert.Equal((Day(1), Day(10), Day(1)), (result.Entry!.Since, result.Entry.ReviewAt, result.Entry.CalmSince));
        Assert.Equal((Watchlisted, 1L), (_borrower.Told.Single().Kind, result.Entry.Revision));
        Assert.Equal(Day(10), _borrower.State.DueAt);
        Assert.Equal(WatchlistOutcome.Reached, _borrower.Watch(WatchlistStep.PutOn(Day(10)), 2).Outcome);
        Assert.Equal(1, _borrower.State.Watch!.Revision);
    }

    [Fact]
    public void Apply_Review_SetsTheNextDayAndQuietsTheMissedOne()
    {
        _borrower.Update(0, 20);
        _borrower.Update(19, 20);
        _borrower.Review(30);

        var result = _borrower.Watch(WatchlistStep.Review(null), 31);

        Assert.Equal((Day(61), false), (result.Entry!.ReviewAt, result.Entry.IsReviewDue));
        Assert.Equal(WatchlistReviewed, _borrower.Told.Single().Kind);
    }

    [Fact]
    public void Apply_OffTheList_CanBeTakenOffAgainAndNotReviewed()
    {
        _borrower.Update(0, 5);

        Assert.Equal(WatchlistOutcome.Reached, _borrower.Watch(WatchlistStep.TakeOff, 1).Outcome);
        Assert.Equal(WatchlistOutcome.NotListed, _borrower.Watch(WatchlistStep.Review(null), 1).Outcome);
    }

    [Fact]
    public void Close_OnTheList_GoesOffWithTheBorrower()
    {
        _borrower.Update(0, 20);
        _borrower.Close(1);

        Assert.Equal([Retired, Unwatchlisted], _borrower.Told.Select(change => change.Kind));
        Assert.Null(_borrower.State.Watch);
        Assert.False(_borrower.State.IsOfConcern);
    }

    [Fact]
    public void Run_TimesOfTheRules_AreTheOnesThatCount()
    {
        _borrower.Rules = SmallIndicators.RulesWith(
            """ "watchlist":{"review":"7d","calm":"2d"}, """, 7, SmallIndicators.Debt);
        _borrower.Update(0, 5);

        Assert.Equal(Day(7), _borrower.Watch(WatchlistStep.PutOn(null), 0).Entry!.ReviewAt);
        Assert.Equal(WatchlistOutcome.NotCalm, _borrower.Watch(WatchlistStep.TakeOff, 1.9).Outcome);
        Assert.Equal(WatchlistOutcome.Reached, _borrower.Watch(WatchlistStep.TakeOff, 2).Outcome);
    }

    private static DateTimeOffset Day(double day) => SmallIndicators.Noon.AddDays(day);
}
