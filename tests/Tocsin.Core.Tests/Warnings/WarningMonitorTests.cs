using Microsoft.Extensions.Time.Testing;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Warnings;

public sealed class WarningMonitorTests : IAsyncDisposable
{
    private static readonly WarningCause _person = new(WarningCauseKind.Operator, "", "li", "seen");

    private readonly OneBorrowerStore _store = new() { Stored = SmallIndicators.Stored(20) };
    private readonly ActiveRuleSet _active = new();
    private readonly FakeTimeProvider _time = new(SmallIndicators.Noon);
    private readonly WarningMonitor _monitor;

    public WarningMonitorTests()
    {
        _active.Activate(SmallIndicators.Both);
        _monitor = new WarningMonitor(_store, _active, _time);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReviewAsync_NewFeatures_CommitsOnceAndThenChangesNothing()
    {
        Assert.Equal(ReviewOutcome.Changed, await Review());
        Assert.Equal(ReviewOutcome.Unchanged, await Review());

        Assert.Equal((1, WarningLevel.Orange), (_store.State.Revision, _store.State.Level));
        Assert.Equal((1, 7), (_store.State.FeaturesRevision, _store.State.Activation));
        Assert.Equal(new WarningCause(WarningCauseKind.FeatureUpdate, "1"), _store.State.Warnings[0].History[0].Cause);
    }

    [Fact]
    public async Task ReviewAsync_UnknownBorrower_CommitsNothing()
    {
        _store.Stored = null;

        Assert.Equal(ReviewOutcome.Unchanged, await Review());
        Assert.Empty(_store.Outcomes);
    }

    [Fact]
    public async Task ReviewAsync_NoRuleSet_LeavesTheMark()
    {
        var monitor = new WarningMonitor(_store, new ActiveRuleSet(), _time);

        Assert.Equal(ReviewOutcome.Left, await monitor.ReviewAsync(
            SmallIndicators.Borrower, WarningCauseKind.FeatureUpdate, Cancellation));
        Assert.Empty(_store.Outcomes);
    }

    [Fact]
    public async Task ReviewAsync_ActivationLagsBehind_LeavesTheMark()
    {
        _store.State = _store.State with { Activation = 8 };

        Assert.Equal(ReviewOutcome.Left, await Review());
        Assert.Empty(_store.Outcomes);
    }

    [Fact]
    public async Task ReviewAsync_BorrowerCameAfterASwapHadPassed_LeavesTheMark()
    {
        // The activation was read before the swap, the features after it and after its look at every borrower.
        _store.BeforeFeatures = () => _store.Activation = new Activation(8, "", SmallIndicators.Noon);

        Assert.Equal(ReviewOutcome.Left, await Review());
        Assert.Empty(_store.Outcomes);
    }

    [Fact]
    public async Task ReviewAsync_SomebodyElseCommitted_ReadsAgainAndMakesNoSecondWarning()
    {
        OnceBeforeCommit(() =>
        {
            var other = new ReviewedBorrower();
            other.Update(0, 20);
            _store.State = other.State;
        });

        Assert.Equal(ReviewOutcome.Unchanged, await Review());

        Assert.Equal([CommitOutcome.RevisionDiffers, CommitOutcome.Committed], _store.Outcomes);
        Assert.Single(_store.State.Warnings);
    }

    [Fact]
    public async Task ReviewAsync_NewerFeaturesWereReviewed_ReadsThemToo()
    {
        OnceBeforeCommit(() =>
        {
            _store.Stored = SmallIndicators.Stored(0, revision: 2);
            _store.State = _store.State with { FeaturesRevision = 2 };
        });

        Assert.Equal(ReviewOutcome.Unchanged, await Review());

        Assert.Equal([CommitOutcome.Superseded, CommitOutcome.Committed], _store.Outcomes);
        Assert.Equal(2, _store.State.FeaturesRevision);
        Assert.Empty(_store.State.Warnings);
    }

    [Fact]
    public async Task ReviewAsync_NewerActivationReviewedMeanwhile_LeavesIt()
    {
        OnceBeforeCommit(() => _store.State = _store.State with { Activation = 8 });

        Assert.Equal(ReviewOutcome.Left, await Review());
        Assert.Equal([CommitOutcome.Superseded], _store.Outcomes);
    }

    [Fact]
    public async Task ReviewAsync_OthersNeverStop_GivesUp()
    {
        _store.BeforeCommit = () => _store.State = _store.State with { Revision = _store.State.Revision + 1 };

        Assert.Equal(ReviewOutcome.Left, await Review());
        Assert.Equal(WarningMonitor.MaximumTries, _store.Outcomes.Count);
    }

    [Fact]
    public async Task ReviewAsync_ClockSteppedBack_JudgesJustAfterTheStateAndCommits()
    {
        _store.State = _store.State with { AsOf = SmallIndicators.Noon.AddHours(1) };
        var next = _store.State.AsOf.AddMicroseconds(1);

        Assert.Equal(ReviewOutcome.Changed, await Review());
        Assert.Equal(next, _store.State.AsOf);
        Assert.Equal(next, _store.State.Warnings[0].FirstRaisedAt);
    }

    [Fact]
    public async Task ReviewAsync_ClockFinerThanMicroseconds_CutsTheRest()
    {
        _time.Advance(TimeSpan.FromTicks(19));

        await Review();

        Assert.Equal(SmallIndicators.Noon.AddTicks(10), _store.State.AsOf);
    }

    [Fact]
    public async Task ReviewAsync_ClosedMeanwhileWithoutAWarning_LeavesItClosed()
    {
        _store.Stored = SmallIndicators.Stored(0);
        await Review();
        _store.Stored = SmallIndicators.Stored(20, revision: 2);
        var other = new WarningMonitor(_store, _active, _time);
        ValueTask<int?> closing = default;
        OnceBeforeCommit(() => closing = other.CloseAsync(
            SmallIndicators.Borrower, false, _person, SmallIndicators.Both, Cancellation));

        Assert.Equal(ReviewOutcome.Unchanged, await Review());

        Assert.Equal(0, await closing);
        Assert.Equal((true, 0), (_store.State.Closed, _store.State.Revision));
    }

    [Fact]
    public async Task TreatAsync_SomebodyElseCommitted_ReadsAgain()
    {
        await Review();
        OnceBeforeCommit(() => _store.State = _store.State with { Revision = 5 });

        var result = await Treat(0, WarningStep.Acknowledge);

        Assert.Equal(TreatmentOutcome.Reached, result.Outcome);
        Assert.Equal(6, _store.State.Revision);
        Assert.Equal(WarningState.Acknowledged, _store.State.Warnings[0].State);
    }

    [Fact]
    public async Task TreatAsync_SomebodyElseTookTheSameStep_IsReachedWithoutASecondChange()
    {
        await Review();
        OnceBeforeCommit(() => _store.State = _store.State with
        {
            Revision = 2,
            Warnings = [_store.State.Warnings[0] with { State = WarningState.Acknowledged, Revision = 2 }],
        });

        var result = await Treat(1, WarningStep.Acknowledge);

        Assert.Equal(TreatmentOutcome.Reached, result.Outcome);
        Assert.Null(result.Commit);
        Assert.Equal(2, _store.State.Revision);
    }

    [Fact]
    public async Task TreatAsync_OthersNeverStop_SaysContended()
    {
        await Review();
        _store.BeforeCommit = () => _store.State = _store.State with { Revision = _store.State.Revision + 1 };

        Assert.Equal(TreatmentOutcome.Contended, (await Treat(0, WarningStep.Resolve)).Outcome);
    }

    [Fact]
    public async Task CloseAsync_OpenWarning_RetiresItOnce()
    {
        await Review();

        Assert.Equal(1, await Close());
        Assert.Equal(0, await Close());
        Assert.Equal((true, 2), (_store.State.Closed, _store.State.Revision));
        Assert.Equal(ReviewOutcome.Unchanged, await Review());
        Assert.True(_store.State.Closed);
    }

    [Fact]
    public async Task CloseAsync_UnknownBorrower_SaysSo()
    {
        _store.Stored = null;

        Assert.Null(await Close());
    }

    [Fact]
    public async Task CloseAsync_OthersNeverStop_SaysSo()
    {
        _store.BeforeCommit = () => _store.State = _store.State with { Revision = _store.State.Revision + 1 };

        Assert.Equal(-1, await Close());
    }

    private ValueTask<ReviewOutcome> Review() =>
        _monitor.ReviewAsync(SmallIndicators.Borrower, WarningCauseKind.FeatureUpdate, Cancellation);

    private ValueTask<TreatmentResult> Treat(long expected, WarningStep step) => _monitor.TreatAsync(
        SmallIndicators.Borrower, _store.State.Warnings[0].Id, expected, step, _person, SmallIndicators.Both,
        Cancellation);

    private ValueTask<int?> Close() =>
        _monitor.CloseAsync(SmallIndicators.Borrower, false, _person, SmallIndicators.Both, Cancellation);

    private void OnceBeforeCommit(Action interference) => _store.BeforeCommit = () =>
    {
        _store.BeforeCommit = null;
        interference();
    };
}
