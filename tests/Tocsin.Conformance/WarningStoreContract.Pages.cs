using Tocsin.Core.Features;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Conformance;

/// <summary>Pages of states, and the bounds of every read.</summary>
public abstract partial class WarningStoreContract
{
    [Fact]
    public async Task ListAsync_PageByPage_GivesEachStateOnceInOrder()
    {
        var store = await OpenStoreAsync();
        var borrowers = InPartition(2, Partitions, 5);
        foreach (var borrower in borrowers.Reverse())
            await store.Warnings.CommitAsync(Raise(borrower).DueAt(Noon), Cancellation);

        var all = await store.Warnings.ListAsync(2, null, 1_000, openOnly: false, Cancellation);
        var page = await store.Warnings.ListAsync(2, borrowers[1], 2, openOnly: false, Cancellation);
        var last = await store.Warnings.ListAsync(2, borrowers[3], 2, openOnly: true, Cancellation);

        Assert.Equal(borrowers, all.Select(state => state.Borrower));
        Assert.Equal([5, 4, 3, 2, 1], all.Select(state => state.Revision));
        Assert.Equal(borrowers.Skip(2).Take(2), page.Select(state => state.Borrower));
        Assert.Equal(borrowers.Skip(4), last.Select(state => state.Borrower));
        Assert.All(all, state => Assert.Equal((0, 1, Noon), (state.FeaturesRevision, state.Activation, state.AsOf)));
        Assert.All(all, state => Assert.Equal(Noon, state.DueAt));
        Assert.Equal(Written(State(borrowers[0], Warning(borrowers[0]))), Written(all[0]));
        Assert.Empty(await store.Warnings.ListAsync(1, null, 10, openOnly: false, Cancellation));
    }

    [Fact]
    public async Task ListAsync_OpenOnly_FollowsWhetherABorrowerIsOfConcern()
    {
        var store = await OpenStoreAsync();
        var borrowers = InPartition(2, Partitions, 4);
        await store.Warnings.CommitAsync(Raise(borrowers[0]), Cancellation);
        await store.Warnings.CommitAsync(Review(borrowers[1]), Cancellation);
        var resolved = Warning(borrowers[2], WarningLevel.Red, WarningState.Resolved);
        await store.Warnings.CommitAsync(Review(borrowers[2], 0, resolved), Cancellation);
        var treating = Warning(borrowers[3], WarningLevel.Red, WarningState.Treating);
        await store.Warnings.CommitAsync(Review(borrowers[3], 0, treating), Cancellation);

        Assert.Equal([borrowers[0], borrowers[3]], await OpenAsync(store.Warnings));
        Assert.Equal(4, (await store.Warnings.ListAsync(2, null, 10, openOnly: false, Cancellation)).Count);

        await store.Warnings.CommitAsync(Review(borrowers[0], 1), Cancellation);
        await store.Warnings.CommitAsync(Raise(borrowers[1]), Cancellation);

        Assert.Equal([borrowers[1], borrowers[3]], await OpenAsync(store.Warnings));

        // Nothing is open any more, and it is on the watch list all the same.
        var watched = Review(borrowers[0], 1);
        watched = watched with { State = watched.State with { Watch = Entry(borrowers[0]) } };
        await store.Warnings.CommitAsync(watched, Cancellation);

        Assert.Equal([borrowers[0], borrowers[1], borrowers[3]], await OpenAsync(store.Warnings));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1_001)]
    [InlineData(-1, 10)]
    [InlineData(Partitions, 10)]
    public async Task EveryRead_OutOfBounds_Throws(int partition, int limit)
    {
        var warnings = (await OpenStoreAsync()).Warnings;

        await ThrowsAsync(async () => await warnings.ListAsync(partition, null, limit, openOnly: true, Cancellation));
        await ThrowsAsync(async () => await warnings.ReadLogAsync(partition, 0, limit, Cancellation));
        await ThrowsAsync(async () => await warnings.ReadMarkedAsync(partition, limit, Cancellation));
        await ThrowsAsync(async () => await warnings.ReadDueAsync(partition, Noon, limit, Cancellation));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Partitions)]
    public async Task EveryLogCall_OfAPartitionThatIsNone_Throws(int partition)
    {
        var warnings = (await OpenStoreAsync()).Warnings;

        await ThrowsAsync(async () => await warnings.ReadExtentAsync(partition, Cancellation));
        await ThrowsAsync(async () => await warnings.ReadCheckAsync(partition, 1, Cancellation));
        await ThrowsAsync(async () => await warnings.TrimLogAsync(partition, 1, Noon, Cancellation));
    }

    private static async Task ThrowsAsync(Func<Task> call) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(call);

    private static async Task<IEnumerable<BorrowerId>> OpenAsync(IWarningStore store) =>
        (await store.ListAsync(2, null, 10, openOnly: true, Cancellation)).Select(state => state.Borrower);
}
