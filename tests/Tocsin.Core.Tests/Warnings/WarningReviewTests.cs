using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Warnings;

public class WarningReviewTests
{
    private readonly ReviewedBorrower _borrower = new();

    [Fact]
    public void Run_LevelHit_RaisesAWarning()
    {
        var change = Assert.Single(_borrower.Update(0, 20, ("branch", "north")));

        Assert.Equal(WarningChangeKind.Raised, change.Kind);
        Assert.Equal((WarningLevel.None, WarningLevel.Orange), (change.LevelBefore, change.Warning!.Level));
        Assert.Equal((WarningLevel.None, WarningLevel.Orange), (change.Before.Level, change.After.Level));
        Assert.Equal((false, true), (change.Before.OnWatchlist, change.After.OnWatchlist));
        Assert.Equal("north", change.After.Labels["firm.branch"]);
        Assert.Equal((7, "Debt"), (change.Activation, change.Title.En));
        Assert.Equal(SmallIndicators.Both.Set.Digest, change.RuleSetDigest);
        Assert.Matches("^b1/[0-9a-f]{12}$", change.Warning!.Id);
        Assert.Equal($"{change.Warning!.Id}:1", change.Id);
        Assert.Equal(SmallIndicators.Borrower, change.Borrower);
        Assert.Equal(["A01"], change.Warning!.Actions);
        Assert.Empty(change.Warning!.History);
        var warning = _borrower.Only;
        Assert.Equal((1, WarningState.Raised, WarningLevel.Orange), (warning.Revision, warning.State, warning.Peak));
        Assert.Equal(SmallIndicators.Noon, warning.FirstRaisedAt);
        Assert.Single(warning.History);
        Assert.Equal(SmallIndicators.Noon.AddDays(20).AddMicroseconds(1), _borrower.State.DueAt);
    }

    [Fact]
    public void Run_HigherLevelHit_LevelsUpAndAsksForANewAcknowledgement()
    {
        _borrower.Update(0, 10);
        _borrower.Treat(WarningStep.Acknowledge, 1);

        var change = Assert.Single(_borrower.Update(2, 30));

        Assert.Equal(WarningChangeKind.LevelUp, change.Kind);
        Assert.Equal((WarningLevel.Yellow, WarningLevel.Red), (change.LevelBefore, change.Warning!.Level));
        Assert.Equal((3, WarningState.Raised), (_borrower.Only.Revision, _borrower.Only.State));
    }

    [Fact]
    public void Run_LevelFallsAfterItsDwell_LevelsDownAndStaysAcknowledged()
    {
        _borrower.Update(0, 40);
        _borrower.Treat(WarningStep.Acknowledge, 1);
        Assert.Empty(_borrower.Update(2, 14));
        Assert.Equal(SmallIndicators.Noon.AddDays(12), _borrower.State.DueAt);

        var change = Assert.Single(_borrower.Review(12));

        Assert.Equal(WarningChangeKind.LevelDown, change.Kind);
        Assert.Equal((WarningLevel.Red, WarningLevel.Yellow), (change.LevelBefore, change.Warning!.Level));
        Assert.Equal((WarningState.Acknowledged, WarningLevel.Red), (_borrower.Only.State, _borrower.Only.Peak));
        Assert.Equal(SmallIndicators.Noon.AddDays(22).AddMicroseconds(1), _borrower.State.DueAt);
    }

    [Fact]
    public void Run_EveryLevelClears_ClosesTheWarning()
    {
        _borrower.Update(0, 10);
        _borrower.Update(1, 0);

        Assert.Empty(_borrower.Review(10.999));
        var change = Assert.Single(_borrower.Review(11));

        Assert.Equal(WarningChangeKind.Cleared, change.Kind);
        Assert.Equal((WarningState.Cleared, WarningLevel.None), (_borrower.Only.State, _borrower.Only.Level));
        Assert.Equal(WarningLevel.None, _borrower.State.Level);
        Assert.False(_borrower.State.HasOpenWarnings);
    }

    [Theory]
    [InlineData(41, true)]
    [InlineData(41.001, false)]
    public void Run_RaisedAgain_ReopensTheOldWarningForThirtyDays(double day, bool isReopened)
    {
        Clear();
        var old = _borrower.Only;

        var change = Assert.Single(_borrower.Update(day, 20));

        Assert.Equal(isReopened ? WarningChangeKind.Reopened : WarningChangeKind.Raised, change.Kind);
        Assert.Equal(WarningLevel.None, change.LevelBefore);
        Assert.Equal(isReopened, change.Warning!.Id == old.Id);
        Assert.Equal(isReopened ? old.Revision + 1 : 1, change.Warning!.Revision);
        Assert.Equal(SmallIndicators.Noon.AddDays(isReopened ? 0 : day), change.Warning!.FirstRaisedAt);
        Assert.Equal(isReopened ? 1 : 2, _borrower.State.Warnings.Count);
        Assert.Single(_borrower.State.Warnings, warning => warning.IsOpen);
    }

    [Fact]
    public void Run_ResolvedAndStillHit_RestsUntilItClearedOnce()
    {
        _borrower.Update(0, 20);
        _borrower.Treat(WarningStep.Resolve, 1);
        Assert.Equal(WarningLevel.None, _borrower.State.Level);

        Assert.Empty(_borrower.Update(2, 25));
        Assert.Empty(_borrower.Update(3, 0));
        Assert.Empty(_borrower.Review(13));
        Assert.Empty(_borrower.Only.ActiveLevels);

        Assert.Equal(WarningChangeKind.Reopened, Assert.Single(_borrower.Update(14, 10)).Kind);
    }

    [Fact]
    public void Run_ResolvedAndRises_Reopens()
    {
        _borrower.Update(0, 20);
        _borrower.Treat(WarningStep.Resolve, 1);

        var change = Assert.Single(_borrower.Update(60, 30));

        Assert.Equal(WarningChangeKind.Reopened, change.Kind);
        Assert.Equal((WarningLevel.None, WarningLevel.Red), (change.LevelBefore, change.Warning!.Level));
    }

    [Fact]
    public void Run_ResolvedThenFellThenRises_Reopens()
    {
        _borrower.Update(0, 30);
        _borrower.Treat(WarningStep.Resolve, 1);
        _borrower.Update(2, 14);
        Assert.Empty(_borrower.Update(12, 14));
        Assert.Equal([WarningLevel.Yellow], _borrower.Only.ActiveLevels.Select(level => level.Level));

        var change = Assert.Single(_borrower.Update(13, 30));

        Assert.Equal((WarningChangeKind.Reopened, WarningLevel.Red), (change.Kind, change.Warning!.Level));
    }

    [Fact]
    public void Run_LabelsChanged_TellsWhoWatchesEitherBranch()
    {
        _borrower.Update(0, 20, ("branch", "north"));

        var change = Assert.Single(_borrower.Update(1, 20, ("branch", "south")));

        Assert.Equal(WarningChangeKind.Relabelled, change.Kind);
        Assert.Equal(("north", "south"), (change.Before.Labels["firm.branch"], change.After.Labels["firm.branch"]));
        Assert.Equal(change.Warning!.Evidence, _borrower.Only.Evidence);
        Assert.NotEmpty(change.Warning!.Evidence);
    }

    [Fact]
    public void Run_Evidence_SaysValueAndThresholdAndMasksPersonalOnes()
    {
        var change = Assert.Single(_borrower.Update(0, 0, ("cases", "2"), ("owner_cases", "1")));

        Assert.Equal(
            new WarningEvidence("firm.cases", "2", "present", "", SmallIndicators.Noon,
                "firm.cases > 0 and firm.owner_cases > 0", false),
            change.Warning!.Evidence[0]);
        Assert.Equal(("", true), (change.Warning!.Evidence[1].Value, change.Warning!.Evidence[1].Masked));
        Assert.True(change.Warning!.IsHard);
        Assert.Equal(WarningLevel.Red, change.After.Level);
    }

    [Fact]
    public void Run_TwoFamilies_GivesOneCommitWithBothAndTheSameSituations()
    {
        var changes = _borrower.Update(0, 10, ("cases", "2"), ("owner_cases", "1"));

        Assert.Equal(["debt", "court"], changes.Select(change => change.Warning!.Indicator));
        Assert.All(changes, change => Assert.Equal(WarningLevel.Red, change.After.Level));
        Assert.Equal(2, changes.Select(change => change.Warning!.Id).Distinct().Count());
    }

    [Fact]
    public void Run_SameInputs_GivesTheSameIds()
    {
        var other = new ReviewedBorrower();

        Assert.Equal(other.Update(0, 20)[0].Id, _borrower.Update(0, 20)[0].Id);
    }

    [Fact]
    public void Run_BorrowerErasedAndKnownAgain_GivesNewIds()
    {
        var again = new ReviewedBorrower();

        Assert.NotEqual(_borrower.Update(0, 20)[0].Id, again.Update(1, 20)[0].Id);
    }

    [Fact]
    public void Run_FeedGoesStale_KeepsTheWarningSaysSoOnceAndItsDueTimeGoes()
    {
        _borrower.Update(0, 10);
        _borrower.Update(1, 0);
        Assert.False(_borrower.Only.HasStaleEvidence);

        var change = Assert.Single(_borrower.Review(21.001));

        Assert.Equal((WarningChangeKind.EvidenceStale, WarningLevel.Yellow), (change.Kind, change.LevelBefore));
        Assert.Equal("stale", Assert.Single(change.Warning!.Evidence).Status);
        Assert.Equal((WarningLevel.Yellow, true), (_borrower.Only.Level, _borrower.Only.HasStaleEvidence));
        Assert.Null(_borrower.State.DueAt);
        Assert.Empty(_borrower.Review(22));
    }

    [Fact]
    public void Run_StaleFeedComesBack_EvidenceIsFreshWithoutAChange()
    {
        _borrower.Update(0, 10);
        _borrower.Review(21);

        Assert.Empty(_borrower.Update(22, 10));

        Assert.False(_borrower.Only.HasStaleEvidence);
    }

    [Fact]
    public void Run_FeedGoesStaleWithinTheDwell_IsDueThenSoThatTheDwellBreaks()
    {
        _borrower.Rules = SmallIndicators.Rules(
            7, SmallIndicators.Debt.Replace("10d", "30d", StringComparison.Ordinal));
        _borrower.Update(0, 10);
        _borrower.Update(1, 0);
        var due = SmallIndicators.Noon.AddDays(21).AddMicroseconds(1);
        Assert.Equal(due, _borrower.State.DueAt);

        _borrower.Review((due - SmallIndicators.Noon).TotalDays);
        Assert.Null(Assert.Single(_borrower.Only.ActiveLevels).ClearSince);
        Assert.Null(_borrower.State.DueAt);

        _borrower.Update(25, 0);
        Assert.Empty(_borrower.Update(31, 0));
        Assert.Empty(_borrower.Update(45, 0));
        Assert.Equal(WarningChangeKind.Cleared, Assert.Single(_borrower.Review(55)).Kind);
    }

    private void Clear()
    {
        _borrower.Update(0, 10);
        _borrower.Update(1, 0);
        _borrower.Review(11);
    }
}
