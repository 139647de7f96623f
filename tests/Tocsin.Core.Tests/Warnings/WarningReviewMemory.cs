using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Warnings;

/// <summary>What a review remembers and forgets, and what other rule sets and closed borrowers make of it.</summary>
public class WarningReviewMemory
{
    private readonly ReviewedBorrower _borrower = new();

    [Fact]
    public void Run_IndicatorLeftTheRules_RetiresTheWarning()
    {
        _borrower.Update(0, 20);
        _borrower.Rules = SmallIndicators.Rules(8, SmallIndicators.Court);

        var change = Assert.Single(_borrower.Review(1));

        Assert.Equal(WarningChangeKind.Retired, change.Kind);
        Assert.Equal((WarningState.Retired, WarningLevel.None), (change.Warning!.State, change.Warning!.Level));
        Assert.Equal(WarningLevel.None, _borrower.State.Level);
        Assert.Empty(_borrower.Review(2));
    }

    [Fact]
    public void Run_IndicatorReplacesAnother_TakesItsWarningOver()
    {
        _borrower.Update(0, 20);
        var before = _borrower.Only;
        _borrower.Rules = SmallIndicators.Rules(8, SmallIndicators.Debt
            .Replace("\"debt\"", "\"debt_two\"", StringComparison.Ordinal)
            .Replace("\"family\":\"fin\"", "\"family\":\"jud\",\"replaces\":\"debt\"", StringComparison.Ordinal));

        Assert.Empty(_borrower.Review(1));

        Assert.Equal((before.Id, before.Revision), (_borrower.Only.Id, _borrower.Only.Revision));
        Assert.Equal(("debt_two", "jud"), (_borrower.Only.Indicator, _borrower.Only.Family));
        Assert.Equal(8, _borrower.State.Activation);
    }

    [Fact]
    public void Run_ReplacedIndicatorStillInTheRules_KeepsOneWarningForEachId()
    {
        _borrower.Update(0, 20);
        _borrower.Rules = SmallIndicators.Rules(8, SmallIndicators.Debt, SmallIndicators.Debt
            .Replace("\"debt\"", "\"debt_two\"", StringComparison.Ordinal)
            .Replace("\"family\":\"fin\"", "\"family\":\"jud\",\"replaces\":\"debt\"", StringComparison.Ordinal));

        _borrower.Review(1);

        Assert.Equal(
            _borrower.State.Warnings.Count, _borrower.State.Warnings.Select(warning => warning.Id).Distinct().Count());
        Assert.Equal(["debt", "debt_two"], _borrower.State.Warnings.Select(warning => warning.Indicator).Order());
    }

    [Fact]
    public void Run_ReplacedIndicatorLeavesWithBothOpen_RetiresItsWarningAndGoesOnWithTheOther()
    {
        var two = SmallIndicators.Debt
            .Replace("\"debt\"", "\"debt_two\"", StringComparison.Ordinal)
            .Replace("\"family\":\"fin\"", "\"family\":\"jud\",\"replaces\":\"debt\"", StringComparison.Ordinal);
        _borrower.Rules = SmallIndicators.Rules(8, two, SmallIndicators.Debt);
        _borrower.Update(0, 10);
        var own = _borrower.State.Warnings.Single(warning => warning.Indicator == "debt_two");
        // Of the two, the one that leaves is the one that changed last.
        _borrower.Treat(_borrower.State.Warnings.Single(warning => warning.Indicator == "debt").Id, 1);
        _borrower.Rules = SmallIndicators.Rules(9, two);

        var change = Assert.Single(_borrower.Review(2));

        Assert.Equal((WarningChangeKind.Retired, "debt"), (change.Kind, change.Warning!.Indicator));
        Assert.Equal(own.Id, Assert.Single(_borrower.State.Warnings, warning => warning.IsOpen).Id);
    }

    [Fact]
    public void Run_ClosedBorrower_RestsUntilTheNextFeatureUpdate()
    {
        _borrower.Update(0, 20);
        _borrower.Close(1);
        Assert.Equal(WarningState.Retired, _borrower.Only.State);

        Assert.Empty(_borrower.Review(2));
        Assert.True(_borrower.State.Closed);

        var change = Assert.Single(_borrower.Update(3, 20));
        Assert.Equal(WarningChangeKind.Reopened, change.Kind);
        Assert.False(_borrower.State.Closed);
    }

    [Fact]
    public void Run_ClosedBorrowerWithARunningDwell_IsNeverDue()
    {
        _borrower.Update(0, 20);
        _borrower.Treat(WarningStep.Resolve, 1);
        _borrower.Update(2, 0);
        Assert.Equal(SmallIndicators.Noon.AddDays(12), _borrower.State.DueAt);
        _borrower.Close(3);
        Assert.Null(_borrower.State.DueAt);

        _borrower.Review(20);

        Assert.True(_borrower.State.Closed);
        Assert.Null(_borrower.State.DueAt);
    }

    [Fact]
    public void Run_ManyChangesOfOneWarning_KeepsTheLatestLines()
    {
        for (var round = 0; round < 20; round++)
        {
            _borrower.Update(round * 12, 10);
            _borrower.Update((round * 12) + 1, 0);
            _borrower.Review((round * 12) + 11);
        }

        var history = _borrower.Only.History;
        Assert.Equal(Warning.MaximumHistory, history.Count);
        Assert.Equal(Enumerable.Range(9, 32).Select(revision => (long)revision), history.Select(line => line.Revision));
        Assert.Equal(40, _borrower.Only.Revision);
    }

    [Fact]
    public void Run_ManyClosedWarnings_ForgetsTheOldestClosedOnes()
    {
        // Every round is past the window for reopening, so that each leaves a closed warning behind.
        for (var round = 0; round <= WarningReview.MaximumClosed; round++)
        {
            _borrower.Update(round * 50, 10);
            _borrower.Update((round * 50) + 1, 0);
            _borrower.Review((round * 50) + 11);
        }

        Assert.Equal(WarningReview.MaximumClosed, _borrower.State.Warnings.Count);
        Assert.Equal(
            SmallIndicators.Noon.AddDays(50), _borrower.State.Warnings.Min(warning => warning.FirstRaisedAt));
        Assert.Equal(
            _borrower.State.Warnings.Select(warning => warning.Id).Order(StringComparer.Ordinal),
            _borrower.State.Warnings.Select(warning => warning.Id));
    }
}
