using System.Collections.Concurrent;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Conformance;

/// <summary>What every store tells of what is written.</summary>
public abstract class WriteFeedContract : StoreContract
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Written_FeaturesApplied_IsToldBeforeTheAnswer()
    {
        var store = await OpenStoreAsync();
        var told = Listen(store);

        await store.Features.ApplyAsync([Debt(Wang, 100), Debt(Li, 5)], Cancellation);

        Assert.Contains(new BorrowerWrite(Wang) { FeaturesRevision = 1 }, told);
        Assert.Contains(new BorrowerWrite(Li) { FeaturesRevision = 1 }, told);
    }

    [Fact]
    public async Task Written_Commit_IsToldBeforeTheAnswer()
    {
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync([Debt(Wang, 100)], Cancellation);
        var before = await store.Warnings.ReadAsync(Wang, Cancellation);
        var told = Listen(store);

        await store.Warnings.CommitAsync(Raise(Wang), Cancellation);

        // What was read before does not hold it, whichever way it is told.
        Assert.NotEmpty(told);
        Assert.All(told, write => Assert.Equal(Wang, write.Borrower));
        Assert.All(told, write => Assert.False(write.IsIn(null, before)));
    }

    [Fact]
    public async Task Written_ToAnother_IsToldBeforeItsConfirmationComes()
    {
        var stores = await OpenInstancesAsync();
        var told = Listen(stores[^1]);

        await stores[0].Features.ApplyAsync([Debt(Wang, 100)], Cancellation);
        await stores[0].Warnings.CommitAsync(Raise(Wang), Cancellation);
        await ConfirmAsync(stores[^1], Wang);

        var state = await stores[0].Warnings.ReadAsync(Wang, Cancellation);
        Assert.Contains(new BorrowerWrite(Wang) { FeaturesRevision = 1 }, told);
        Assert.Contains(new BorrowerWrite(Wang) { Warnings = WarningStamp.Of(state) }, told);
    }

    [Fact]
    public async Task Written_CommitWithoutChanges_IsToldWithItsStamp()
    {
        var stores = await OpenInstancesAsync();
        await stores[0].Features.ApplyAsync([Debt(Wang, 100)], Cancellation);
        var told = Listen(stores[^1]);

        await stores[0].Warnings.CommitAsync(Review(Wang), Cancellation);
        await ConfirmAsync(stores[^1], Wang);

        var state = await stores[0].Warnings.ReadAsync(Wang, Cancellation);
        Assert.Equal(0, state.Revision);
        Assert.Contains(new BorrowerWrite(Wang) { Warnings = WarningStamp.Of(state) }, told);
    }

    [Fact]
    public async Task Written_Erasure_IsInNothingThatWasRead()
    {
        var stores = await OpenInstancesAsync();
        await stores[0].Features.ApplyAsync([Debt(Wang, 100)], Cancellation);
        await stores[0].Warnings.CommitAsync(Raise(Wang), Cancellation);
        var stored = await stores[0].Features.ReadAsync(Wang, Cancellation);
        var state = await stores[0].Warnings.ReadAsync(Wang, Cancellation);
        await ConfirmAsync(stores[^1], Wang);
        var told = Listen(stores[^1]);

        await stores[0].Warnings.CommitAsync(Erasure(Wang, state.Revision).From(features: 1), Cancellation);
        await ConfirmAsync(stores[^1], Wang);

        Assert.Null(await stores[0].Features.ReadAsync(Wang, Cancellation));
        Assert.Contains(told, write => !write.IsIn(stored, state));
    }

    [Fact]
    public async Task Written_NothingApplied_IsNotToldToOthers()
    {
        var stores = await OpenInstancesAsync();
        await stores[0].Features.ApplyAsync([Debt(Wang, 100)], Cancellation);
        await ConfirmAsync(stores[^1], Wang);
        var stored = await stores[0].Features.ReadAsync(Wang, Cancellation);
        var told = Listen(stores[^1]);

        await stores[0].Features.ApplyAsync([Debt(Wang, 100)], Cancellation);
        await ConfirmAsync(stores[^1], Wang);

        Assert.All(told, write => Assert.True(write.IsIn(stored, null)));
    }

    [Fact]
    public async Task ConfirmAsync_EveryPartition_Completes()
    {
        var store = await OpenStoreAsync();

        for (var partition = 0; partition < Partitions; partition++)
            await store.Writes.ConfirmAsync(partition, Cancellation).AsTask().WaitAsync(_patience, Cancellation);
    }

    private static ConcurrentQueue<BorrowerWrite> Listen(IStore store)
    {
        var told = new ConcurrentQueue<BorrowerWrite>();
        store.Writes.Written += told.Enqueue;
        return told;
    }

    private static Task ConfirmAsync(IStore store, BorrowerId borrower) =>
        store.Writes.ConfirmAsync(borrower.Partition(Partitions), Cancellation).AsTask()
            .WaitAsync(_patience, Cancellation);
}
