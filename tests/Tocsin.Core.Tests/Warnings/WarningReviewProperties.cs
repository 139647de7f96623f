using CsCheck;
using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Warnings;

/// <summary>Over random sequences of updates, gaps, reviews and treatments.</summary>
public class WarningReviewProperties
{
    private static readonly TimeSpan _dwell = TimeSpan.FromDays(10);

    private static readonly Gen<Step> _step = Gen.Select(
        Gen.Int[0, 9], Gen.Double[0.1, 25], Gen.Int[0, 40],
        (kind, wait, debt) => new Step((StepKind)Math.Min(kind, (int)StepKind.Update), wait, debt));

    private enum StepKind
    {
        Review,
        Gap,
        Acknowledge,
        Resolve,
        Close,
        Update,
    }

    [Fact]
    public void Run_CommittedStateAgain_ChangesNothing() => Play((borrower, day, _) =>
    {
        var again = borrower.Run(day);

        Assert.Empty(again.Changes);
        Assert.Equal(WarningCodec.EncodeState(borrower.State), WarningCodec.EncodeState(again.State));
        Assert.Equal(borrower.State.DueAt, again.State.DueAt);
    });

    [Fact]
    public void Run_AnySteps_NeverLowersWithinTheDwellOfARise()
    {
        Play((borrower, day, changes) =>
        {
            foreach (var change in changes.Where(change => change.Kind
                is WarningChangeKind.Cleared or WarningChangeKind.LevelDown))
            {
                var rise = borrower.State.Warnings.Single(warning => warning.Id == change.Warning!.Id).History
                    .Last(line => line.Kind is WarningChangeKind.Raised or WarningChangeKind.LevelUp
                        or WarningChangeKind.Reopened);
                Assert.True(change.OccurredAt - rise.At >= _dwell, $"{rise.At} to {change.OccurredAt}");
            }
        });
    }

    [Fact]
    public void Run_AnySteps_LowersOnlyOnFreshValues() => Play((borrower, day, changes) =>
    {
        var observedAt = borrower.Stored!.Views["firm"].ObservedAt;
        var isFresh = SmallIndicators.Noon.AddDays(day) - observedAt <= TimeSpan.FromDays(20)
            && borrower.Stored.Views["firm"].Values.ContainsKey("debt");
        Assert.True(isFresh || !changes.Any(change => change.Kind
            is not (WarningChangeKind.Relabelled or WarningChangeKind.EvidenceStale)));
    });

    [Fact]
    public void Run_AnySteps_NumbersChangesWithoutGapsAndNeverLiesDueInThePast()
    {
        Play((borrower, day, changes) =>
        {
            foreach (var warning in borrower.State.Warnings)
            {
                Assert.Equal(warning.History[^1].Revision, warning.Revision);
                Assert.True(!warning.IsOpen || warning.Level > WarningLevel.None);
            }

            var raised = RaisedCounts.Of(RaisedLevel.Of(borrower.State.Warnings));
            Assert.Equal(BorrowerLevel.Of(raised), borrower.State.Level);
            Assert.True(borrower.State.DueAt is null || borrower.State.DueAt > SmallIndicators.Noon.AddDays(day));
            Assert.True(borrower.State.Warnings.Count(warning => warning.IsOpen) <= 1);
        });
    }

    private static void Play(Action<ReviewedBorrower, double, IReadOnlyList<WarningChange>> afterReview) =>
        _step.Array[1, 20].Sample(steps =>
        {
            var borrower = new ReviewedBorrower();
            afterReview(borrower, 0, borrower.Update(0, 0));
            var day = 0.0;
            foreach (var step in steps)
            {
                day += step.Wait;
                Treat(borrower, step, day);
                var changes = step.Kind switch
                {
                    StepKind.Update => borrower.Update(day, step.Debt),
                    StepKind.Gap => borrower.Update(day, null),
                    _ => borrower.Review(day),
                };
                afterReview(borrower, day, changes);
            }
        }, iter: 500);

    private static void Treat(ReviewedBorrower borrower, Step step, double day)
    {
        if (step.Kind == StepKind.Close) borrower.Close(day);
        var isTaken = step.Kind is StepKind.Acknowledge or StepKind.Resolve;
        if (!isTaken || borrower.State.Warnings.SingleOrDefault(warning => warning.IsOpen) is not { } open) return;
        var taken = step.Kind == StepKind.Acknowledge ? WarningStep.Acknowledge : WarningStep.Resolve;
        if (!taken.IsTaken(open) && borrower.State.Warnings.Count == 1) borrower.Treat(taken, day);
    }

    private sealed record Step(StepKind Kind, double Wait, int Debt);
}
