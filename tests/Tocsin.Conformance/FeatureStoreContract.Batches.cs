using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Core.Features.FeatureViewOutcome;

namespace Tocsin.Conformance;

/// <summary>Batches, review marks, pages and bounds.</summary>
public abstract partial class FeatureStoreContract
{
    [Fact]
    public async Task ApplyAsync_OneBorrowerThriceInABatch_AppliesInOrder()
    {
        var store = await OpenStoreAsync();

        var results = await store.Features.ApplyAsync(
            [Debt(Wang, 1), Debt(Wang, 2, Morning.AddDays(1)), Debt(Wang, 3, Morning.AddHours(1))], Cancellation);

        Assert.Equal([1, 2, 2], results.Select(result => result.Revision));
        Assert.Equal([Applied, Applied, IgnoredOlder], results.Select(result => result.Views[0]));
        Assert.Equal("2", await ReadDebtAsync(store.Features, Wang));
    }

    [Fact]
    public async Task ApplyAsync_OneUpdateOfABatchConflicts_TheOthersAreApplied()
    {
        var store = await OpenStoreAsync();
        await ApplyAsync(store.Features, Debt(Wang, 1));

        var results = await store.Features.ApplyAsync([Debt(Li, 5), Debt(Wang, 2), Debt(Odd, 7)], Cancellation);

        Assert.Equal([Applied, Conflict, Applied], results.Select(result => result.Views[0]));
        Assert.Equal("1", await ReadDebtAsync(store.Features, Wang));
        Assert.Equal("5", await ReadDebtAsync(store.Features, Li));
        Assert.Equal("7", await ReadDebtAsync(store.Features, Odd));
    }

    [Fact]
    public async Task ApplyAsync_ConflictForABorrowerOfTheSameBatch_LeavesItsFirstUpdate()
    {
        var store = await OpenStoreAsync();

        var results = await store.Features.ApplyAsync([Debt(Wang, 1), Debt(Wang, 2)], Cancellation);

        Assert.Equal([(1L, Applied), (1L, Conflict)], results.Select(result => (result.Revision, result.Views[0])));
        Assert.Equal("1", await ReadDebtAsync(store.Features, Wang));
    }

    [Fact]
    public async Task ApplyAsync_NoUpdates_AnswersNothing()
    {
        var store = await OpenStoreAsync();

        Assert.Empty(await store.Features.ApplyAsync([], Cancellation));
    }

    [Fact]
    public async Task ApplyAsync_AFullBatch_IsAppliedWhole()
    {
        var store = await OpenStoreAsync();
        var borrowers = InPartition(1, Partitions, StoreLimits.MaximumBatch);

        var results = await store.Features.ApplyAsync([.. borrowers.Select(each => Debt(each, 1))], Cancellation);

        Assert.Equal(1_000, results.Count(result => result is { Revision: 1, Changed: true }));
        Assert.Equal(borrowers, await store.Features.ListAsync(1, null, 1_000, Cancellation));
    }

    [Fact]
    public async Task ApplyAsync_MoreThanABatchOrNoBorrower_IsRefusedWhole()
    {
        var store = await OpenStoreAsync();
        var tooMany = Enumerable.Repeat(Debt(Wang, 1), StoreLimits.MaximumBatch + 1).ToList();

        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await store.Features.ApplyAsync(tooMany, Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await store.Features.ApplyAsync([Debt(Wang, 1), Debt(default, 1)], Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await store.Features.ReadAsync(default, Cancellation));

        Assert.Null(await store.Features.ReadAsync(Wang, Cancellation));
    }

    [Fact]
    public async Task ApplyAsync_SomethingApplied_MarksTheBorrowerOnce()
    {
        var store = await OpenStoreAsync();
        var partition = Wang.Partition(Partitions);

        await ApplyAsync(store.Features, Debt(Wang, 1));
        await ApplyAsync(store.Features, Debt(Wang, 2, Morning.AddDays(1)));

        Assert.Equal([Wang], await store.Warnings.ReadMarkedAsync(partition, 10, Cancellation));
    }

    [Fact]
    public async Task ApplyAsync_NothingApplied_DoesNotMark()
    {
        var store = await OpenStoreAsync();
        await ApplyAsync(store.Features, Debt(Wang, 1));
        await store.Warnings.CommitAsync(SampleWarnings.Review(Wang).From(features: 1), Cancellation);

        await ApplyAsync(store.Features, Debt(Wang, 1));
        await ApplyAsync(store.Features, Debt(Wang, 2));
        await ApplyAsync(store.Features, Debt(Wang, 3, Morning.AddDays(-1)));

        Assert.Empty(await store.Warnings.ReadMarkedAsync(Wang.Partition(Partitions), 10, Cancellation));
    }

    [Fact]
    public async Task ListAsync_PageByPage_GivesEachBorrowerOfThePartitionOnceInOrder()
    {
        var store = await OpenStoreAsync();
        var borrowers = InPartition(2, Partitions, 5);
        await store.Features.ApplyAsync([.. borrowers.Reverse().Select(each => Debt(each, 1))], Cancellation);
        await store.Features.ApplyAsync([Debt(InPartition(3, Partitions, 1)[0], 1)], Cancellation);

        Assert.Equal(borrowers, await store.Features.ListAsync(2, null, 1_000, Cancellation));
        Assert.Equal(borrowers.Take(2), await store.Features.ListAsync(2, null, 2, Cancellation));
        Assert.Equal(borrowers.Skip(2).Take(2), await store.Features.ListAsync(2, borrowers[1], 2, Cancellation));
        Assert.Equal(borrowers.Skip(4), await store.Features.ListAsync(2, borrowers[3], 2, Cancellation));
        Assert.Empty(await store.Features.ListAsync(2, borrowers[4], 2, Cancellation));
        Assert.Empty(await store.Features.ListAsync(0, null, 2, Cancellation));
    }

    [Fact]
    public async Task ListAsync_CapitalsAndSigns_AreOrderedOrdinally()
    {
        var store = await OpenStoreAsync(partitions: 1);
        string[] ids = ["-a", ".a", "0", "9:", "A", "Aa", "Z", "_", "a", "a-", "a:", "aa", "b"];
        await store.Features.ApplyAsync(
            [.. ids.Reverse().Select(id => Debt(BorrowerId.Parse(id), 1))], Cancellation);

        var listed = await store.Features.ListAsync(0, null, 100, Cancellation);
        var afterA = await store.Features.ListAsync(0, BorrowerId.Parse("A-not-stored"), 3, Cancellation);

        Assert.Equal(ids, listed.Select(id => id.Value));
        Assert.Equal(["Aa", "Z", "_"], afterA.Select(id => id.Value));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1_001)]
    [InlineData(-1, 10)]
    [InlineData(Partitions, 10)]
    public async Task ListAsync_OutOfBounds_Throws(int partition, int limit)
    {
        var store = await OpenStoreAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await store.Features.ListAsync(partition, null, limit, Cancellation));
    }
}
