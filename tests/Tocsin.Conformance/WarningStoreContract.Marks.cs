using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Conformance;

/// <summary>Review marks and due times.</summary>
public abstract partial class WarningStoreContract
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CommitAsync_ReviewOfTheCurrentFeatures_RemovesTheMark(bool withChange)
    {
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync([Debt(Wang, 1)], Cancellation);
        Assert.Equal([Wang], await MarkedAsync(store));

        await store.Warnings.CommitAsync(
            (withChange ? Raise(Wang) : Review(Wang)).From(features: 1), Cancellation);

        Assert.Empty(await MarkedAsync(store));
    }

    [Fact]
    public async Task CommitAsync_FeaturesMovedOnSince_CommitsButKeepsTheMark()
    {
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync([Debt(Wang, 1), Debt(Wang, 2, Morning.AddDays(1))], Cancellation);

        var result = await store.Warnings.CommitAsync(Raise(Wang).From(features: 1), Cancellation);

        Assert.Equal(new CommitResult(CommitOutcome.Committed, 1), result);
        Assert.Equal([Wang], await MarkedAsync(store));
        await store.Warnings.CommitAsync(Review(Wang, 1).From(features: 2), Cancellation);
        Assert.Empty(await MarkedAsync(store));
    }

    [Fact]
    public async Task CommitAsync_KeepsTheDocument_MovesMomentsAndNumbersAlone()
    {
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync([Debt(Wang, 1), Debt(Wang, 2, Morning.AddDays(1))], Cancellation);
        await store.Warnings.CommitAsync(Raise(Wang).From(features: 1).DueAt(Noon), Cancellation);
        var before = await store.Warnings.ReadAsync(Wang, Cancellation);

        var later = Noon.AddHours(1);
        var kept = Review(Wang, 1, Warning(Wang)).From(features: 2, activation: 3, asOf: later).DueAt(later) with
        {
            KeepsDocument = true,
        };
        var result = await store.Warnings.CommitAsync(kept, Cancellation);
        var after = await store.Warnings.ReadAsync(Wang, Cancellation);

        Assert.Equal(new CommitResult(CommitOutcome.Committed, 0), result);
        Assert.Equal((1, 2, 3, later, later), (
            after.Revision, after.FeaturesRevision, after.Activation, after.AsOf, after.DueAt));
        Assert.Equal(WarningCodec.EncodeState(before), WarningCodec.EncodeState(after));
        Assert.Equal([Wang], (await store.Warnings.ListAsync(
            Wang.Partition(Partitions), null, 10, openOnly: true, Cancellation)).Select(state => state.Borrower));
        Assert.Empty(await MarkedAsync(store));
    }

    [Fact]
    public async Task CommitAsync_KeepsTheDocumentOfNoState_IsRefused()
    {
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync([Debt(Wang, 1)], Cancellation);

        var kept = Review(Wang).From(features: 1) with { KeepsDocument = true };

        Assert.Equal(
            new CommitResult(CommitOutcome.RevisionDiffers, 0), await store.Warnings.CommitAsync(kept, Cancellation));
    }

    [Fact]
    public async Task CommitAsync_OfAnOperator_KeepsTheMark()
    {
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync([Debt(Wang, 1)], Cancellation);

        await store.Warnings.CommitAsync(Raise(Wang) with { SettlesMark = false }, Cancellation);

        Assert.Equal([Wang], await MarkedAsync(store));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 2)]
    public async Task CommitAsync_Refused_KeepsTheMark(long expected, long features)
    {
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync(Debts(Wang, 3), Cancellation);
        await store.Warnings.CommitAsync(Review(Wang).From(features: 3), Cancellation);
        await store.Features.ApplyAsync([Debt(Wang, 4, Morning.AddDays(1))], Cancellation);

        var result = await store.Warnings.CommitAsync(Raise(Wang, expected).From(features: features), Cancellation);

        Assert.NotEqual(CommitOutcome.Committed, result.Outcome);
        Assert.Equal([Wang], await MarkedAsync(store));
    }

    [Fact]
    public async Task ReadMarkedAsync_ManyMarked_KeepsToPartitionAndLimit()
    {
        var store = await OpenStoreAsync();
        var borrowers = InPartition(1, Partitions, 5);
        await store.Features.ApplyAsync([.. borrowers.Select(each => Debt(each, 1))], Cancellation);

        var some = await store.Warnings.ReadMarkedAsync(1, 3, Cancellation);

        Assert.Equal(3, some.Distinct().Count());
        Assert.Subset(borrowers.ToHashSet(), some.ToHashSet());
        Assert.Equal(borrowers, (await store.Warnings.ReadMarkedAsync(1, 1_000, Cancellation)).Order());
        Assert.Empty(await store.Warnings.ReadMarkedAsync(2, 1_000, Cancellation));
    }

    [Fact]
    public async Task ReadDueAsync_SeveralDue_GivesTheLongestDueFirstUpToNow()
    {
        var store = await OpenStoreAsync();
        var borrowers = InPartition(1, Partitions, 5);
        int[] dueHours = [3, 1, 2, 4, 5];
        for (var i = 0; i < 4; i++)
            await store.Warnings.CommitAsync(Review(borrowers[i]).DueAt(Noon.AddHours(dueHours[i])), Cancellation);
        await store.Warnings.CommitAsync(Raise(borrowers[4]), Cancellation);

        Assert.Empty(await store.Warnings.ReadDueAsync(1, Noon, 10, Cancellation));
        Assert.Equal(
            [borrowers[1], borrowers[2], borrowers[0]],
            await store.Warnings.ReadDueAsync(1, Noon.AddHours(3), 10, Cancellation));
        Assert.Equal([borrowers[1]], await store.Warnings.ReadDueAsync(1, Noon.AddHours(9), 1, Cancellation));
        Assert.Empty(await store.Warnings.ReadDueAsync(2, Noon.AddHours(9), 10, Cancellation));
    }

    [Fact]
    public async Task ReadDueAsync_AMicrosecondBefore_IsNotYetDue()
    {
        var store = await OpenStoreAsync();
        await store.Warnings.CommitAsync(Review(Wang).DueAt(Noon), Cancellation);

        Assert.Empty(await store.Warnings.ReadDueAsync(_wangPartition, Noon - Microsecond, 10, Cancellation));
        Assert.Equal([Wang], await store.Warnings.ReadDueAsync(_wangPartition, Noon, 10, Cancellation));
    }

    [Fact]
    public async Task ReadDueAsync_DueTimeMovedOrRemoved_FollowsTheState()
    {
        var store = await OpenStoreAsync();
        await store.Warnings.CommitAsync(Review(Wang).DueAt(Noon), Cancellation);

        await store.Warnings.CommitAsync(Raise(Wang).DueAt(Noon.AddHours(2)), Cancellation);
        Assert.Empty(await store.Warnings.ReadDueAsync(_wangPartition, Noon.AddHours(1), 10, Cancellation));
        Assert.Equal([Wang], await store.Warnings.ReadDueAsync(_wangPartition, Noon.AddHours(2), 10, Cancellation));

        await store.Warnings.CommitAsync(Review(Wang, 1).DueAt(null), Cancellation);
        Assert.Empty(await store.Warnings.ReadDueAsync(_wangPartition, Noon.AddYears(9), 10, Cancellation));
        Assert.Null((await store.Warnings.ReadAsync(Wang, Cancellation)).DueAt);
    }
}
