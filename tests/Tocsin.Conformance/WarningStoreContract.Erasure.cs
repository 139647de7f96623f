using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Conformance.SampleWarnings;
using static Tocsin.Core.Warnings.CommitOutcome;

namespace Tocsin.Conformance;

/// <summary>Erasing a borrower.</summary>
public abstract partial class WarningStoreContract
{
    [Fact]
    public async Task CommitAsync_Erases_LeavesNothingOfTheBorrowerButTheLog()
    {
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync([Debt(Wang, 1)], Cancellation);
        await store.Warnings.CommitAsync(
            Raise(Wang).DueAt(Noon) with { SettlesMark = false }, Cancellation);

        var result = await store.Warnings.CommitAsync(Erasure(Wang, 1), Cancellation);

        Assert.Equal(new CommitResult(Committed, 2), result);
        Assert.Null(await store.Features.ReadAsync(Wang, Cancellation));
        var state = await store.Warnings.ReadAsync(Wang, Cancellation);
        Assert.Equal((0, 0, 0), (state.Revision, state.FeaturesRevision, state.Warnings.Count));
        Assert.Empty(await MarkedAsync(store));
        Assert.Empty(await store.Warnings.ReadDueAsync(_wangPartition, Noon.AddYears(1), 10, Cancellation));
        Assert.Empty(await store.Warnings.ListAsync(_wangPartition, null, 10, openOnly: false, Cancellation));
        Assert.Empty(await store.Warnings.ListAsync(_wangPartition, null, 10, openOnly: true, Cancellation));
        Assert.Empty(await store.Features.ListAsync(_wangPartition, null, 10, Cancellation));
        var entry = (await store.Warnings.ReadLogAsync(_wangPartition, 1, 10, Cancellation)).Single();
        Assert.Equal((Wang, 0), (entry.Borrower, entry.Changes.Count));
    }

    [Fact]
    public async Task CommitAsync_ErasesWithOpenWarnings_LogsTheirRetirement()
    {
        var store = await OpenStoreAsync();
        await store.Warnings.CommitAsync(Raise(Wang), Cancellation);
        var retired = Change(Warning(Wang, WarningLevel.None, WarningState.Retired)) with
        {
            Kind = WarningChangeKind.Retired,
        };

        await store.Warnings.CommitAsync(Erasure(Wang, 1) with { Changes = [retired] }, Cancellation);

        var entry = (await store.Warnings.ReadLogAsync(_wangPartition, 1, 10, Cancellation)).Single();
        Assert.Equal(WarningChangeKind.Retired, Assert.Single(entry.Changes).Kind);
        Assert.Equal(0, (await store.Warnings.ReadAsync(Wang, Cancellation)).Revision);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CommitAsync_ErasesABorrowerThatWasNeverLogged_LogsNothing(bool reviewed)
    {
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync([Debt(Wang, 1)], Cancellation);
        if (reviewed) await store.Warnings.CommitAsync(Review(Wang).DueAt(Noon), Cancellation);

        var result = await store.Warnings.CommitAsync(Erasure(Wang, 0), Cancellation);

        Assert.Equal(new CommitResult(Committed, 0), result);
        Assert.Null(await store.Features.ReadAsync(Wang, Cancellation));
        Assert.Empty(await MarkedAsync(store));
        Assert.Empty(await store.Warnings.ReadDueAsync(_wangPartition, Noon, 10, Cancellation));
        Assert.Equal(0, (await store.Warnings.ReadAsync(Wang, Cancellation)).FeaturesRevision);
        Assert.Empty(await store.Warnings.ReadLogAsync(_wangPartition, 0, 10, Cancellation));
    }

    [Theory]
    [InlineData(0, 9, RevisionDiffers)]
    [InlineData(2, 9, RevisionDiffers)]
    [InlineData(1, 0, Superseded)]
    public async Task CommitAsync_ErasesFromAnotherState_ErasesNothing(
        long expected, long features, CommitOutcome outcome)
    {
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync([Debt(Wang, 1)], Cancellation);
        await store.Warnings.CommitAsync(Raise(Wang).From(features: 1), Cancellation);

        var result = await store.Warnings.CommitAsync(
            Erasure(Wang, expected).From(features: features), Cancellation);

        Assert.Equal(new CommitResult(outcome, 0), result);
        Assert.NotNull(await store.Features.ReadAsync(Wang, Cancellation));
        Assert.Equal(1, (await store.Warnings.ReadAsync(Wang, Cancellation)).Revision);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CommitAsync_ReviewOfFeaturesThatWereErased_BringsNothingBack(bool cameBack)
    {
        // Erased before anything was logged, so that no revision tells the review what happened.
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync(Debts(Wang, 2), Cancellation);
        await store.Warnings.CommitAsync(Erasure(Wang, 0).From(features: 2), Cancellation);
        if (cameBack) await store.Features.ApplyAsync([Debt(Wang, 1)], Cancellation);

        var late = await store.Warnings.CommitAsync(Raise(Wang).From(features: 2), Cancellation);

        Assert.Equal(new CommitResult(Superseded, 0), late);
        Assert.Equal(0, (await store.Warnings.ReadAsync(Wang, Cancellation)).Activation);
        Assert.Empty(await store.Warnings.ListAsync(_wangPartition, null, 10, openOnly: false, Cancellation));
        Assert.Equal(cameBack ? [Wang] : [], await MarkedAsync(store));
    }

    [Fact]
    public async Task CommitAsync_AfterAnErasure_StartsAnewAndNothingOldComesBack()
    {
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync(
            [Debt(Wang, 1), Debt(Wang, 2, Morning.AddDays(1))], Cancellation);
        await store.Warnings.CommitAsync(Raise(Wang).From(features: 2, activation: 9), Cancellation);
        await store.Warnings.CommitAsync(Erasure(Wang, 1).From(features: 2, activation: 9), Cancellation);

        var stale = await store.Warnings.CommitAsync(Raise(Wang, 1).From(features: 2), Cancellation);
        var again = await store.Features.ApplyAsync([Debt(Wang, 3, Morning.AddDays(-9))], Cancellation);
        var anew = await store.Warnings.CommitAsync(Raise(Wang, 0, WarningLevel.Blue), Cancellation);

        Assert.Equal(RevisionDiffers, stale.Outcome);
        Assert.Equal((3, true), (again[0].Revision, again[0].Changed));
        Assert.Equal(new CommitResult(Committed, 3), anew);
        var profile = await store.Features.ReadAsync(Wang, Cancellation);
        Assert.Equal("3", profile!.Views["bureau"].Values["debt_cny"]);
        var state = await store.Warnings.ReadAsync(Wang, Cancellation);
        Assert.Equal((3, WarningLevel.Blue), (state.Revision, state.Level));
    }

    [Fact]
    public async Task CommitAsync_OfFeaturesThatWereErasedMeanwhile_DoesNotPassForTheNextOnes()
    {
        // Neither time there is a state, and each time there is one update: only the features' revision tells.
        var store = await OpenStoreAsync();
        var read = (await store.Features.ApplyAsync([Debt(Wang, 1)], Cancellation))[0].Revision;
        await store.Warnings.CommitAsync(Erasure(Wang, 0).From(features: read), Cancellation);
        await store.Features.ApplyAsync([Debt(Wang, 2)], Cancellation);

        var late = await store.Warnings.CommitAsync(Raise(Wang).From(features: read), Cancellation);

        Assert.Equal(new CommitResult(Superseded, 0), late);
        Assert.Equal([Wang], await MarkedAsync(store));
    }

    [Fact]
    public async Task CommitAsync_Erases_LeavesNeighboursAlone()
    {
        var store = await OpenStoreAsync();
        var both = InPartition(0, Partitions, 2);
        await store.Features.ApplyAsync([.. both.Select(each => Debt(each, 1))], Cancellation);
        foreach (var each in both)
            await store.Warnings.CommitAsync(Raise(each).DueAt(Noon) with { SettlesMark = false }, Cancellation);

        await store.Warnings.CommitAsync(Erasure(both[0], 1), Cancellation);

        Assert.NotNull(await store.Features.ReadAsync(both[1], Cancellation));
        Assert.Equal([both[1]], await store.Warnings.ReadMarkedAsync(0, 10, Cancellation));
        Assert.Equal([both[1]], await store.Warnings.ReadDueAsync(0, Noon, 10, Cancellation));
        Assert.Equal(2, (await store.Warnings.ReadAsync(both[1], Cancellation)).Revision);
    }
}
