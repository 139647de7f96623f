using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleFeatures;

namespace Tocsin.Conformance;

/// <summary>What every store does when it is opened, closed and opened again.</summary>
public abstract class StoreOpeningContract : StoreContract
{
    [Fact]
    public async Task OpenAsync_FirstStart_DrawsAnEpochAndTakesThePartitionsAsked()
    {
        var store = await OpenStoreAsync(partitions: 7);

        var identity = await store.OpenAsync(Cancellation);

        Assert.Matches("^[0-9a-f]{32}$", identity.Epoch);
        Assert.Equal(7, identity.Partitions);
        Assert.NotEmpty(store.Description);
    }

    [Fact]
    public async Task OpenAsync_FirstStartWithoutAWish_HasSixteenPartitions()
    {
        var store = await OpenStoreAsync(partitions: null);

        Assert.Equal(16, (await store.OpenAsync(Cancellation)).Partitions);
    }

    [Fact]
    public async Task OpenAsync_OpenAlready_AnswersTheSame()
    {
        var store = await OpenStoreAsync();

        var first = await store.OpenAsync(Cancellation);
        var second = await store.OpenAsync(Cancellation);

        Assert.Equal((first.Epoch, first.Partitions), (second.Epoch, second.Partitions));
    }

    [Fact]
    public async Task OpenAsync_OtherPlaces_HaveOtherEpochs()
    {
        var one = await OpenStoreAsync("one");
        var two = await OpenStoreAsync("two");

        Assert.NotEqual(
            (await one.OpenAsync(Cancellation)).Epoch, (await two.OpenAsync(Cancellation)).Epoch);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(null)]
    public async Task OpenAsync_Reopened_KeepsEpochAndPartitions(int? wish)
    {
        var first = await OpenStoreAsync(partitions: 5);
        var before = await first.OpenAsync(Cancellation);
        await first.DisposeAsync();

        var after = await (await OpenStoreAsync(partitions: wish)).OpenAsync(Cancellation);

        Assert.Equal((before.Epoch, 5), (after.Epoch, after.Partitions));
    }

    [Fact]
    public async Task OpenAsync_OtherPartitionsAsked_IsRefusedNamingBothNumbers()
    {
        await (await OpenStoreAsync(partitions: 5)).DisposeAsync();

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(async () => await OpenStoreAsync(partitions: 9));

        Assert.Contains("Partitions", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("5", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("9", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_Reopened_KeepsEverything()
    {
        var first = await OpenStoreAsync();
        await first.Features.ApplyAsync([Debt(Wang, 100), Debt(Li, 7)], Cancellation);
        var raise = SampleWarnings.Raise(Wang).DueAt(SampleWarnings.Noon);
        await first.Warnings.CommitAsync(raise, Cancellation);
        var activation = await first.Activations.TryAdvanceAsync(
            new(1, new string('a', 64), Morning), Cancellation);
        await first.Activations.NoteReviewedAsync(new(1, "w"), Cancellation);
        var extent = await first.Warnings.ReadExtentAsync(Wang.Partition(Partitions), Cancellation);
        await first.DisposeAsync();

        var again = await OpenStoreAsync();

        var profile = await again.Features.ReadAsync(Wang, Cancellation);
        Assert.Equal((1, "100"), (profile!.Revision, profile.Views["bureau"].Values["debt_cny"]));
        Assert.Equal(1, (await again.Warnings.ReadAsync(Wang, Cancellation)).Revision);
        Assert.Equal(extent, await again.Warnings.ReadExtentAsync(Wang.Partition(Partitions), Cancellation));
        Assert.Equal(
            [Wang],
            await again.Warnings.ReadDueAsync(Wang.Partition(Partitions), SampleWarnings.Noon, 10, Cancellation));
        Assert.Contains(Li, await again.Warnings.ReadMarkedAsync(Li.Partition(Partitions), 10, Cancellation));
        Assert.Equal(activation, await again.Activations.ReadAsync(Cancellation));
        Assert.Equal(new(1, "w"), await again.Activations.ReadReviewedAsync(Cancellation));
        var next = await again.Warnings.CommitAsync(SampleWarnings.Raise(Wang, 1), Cancellation);
        Assert.Equal(new CommitResult(CommitOutcome.Committed, 2), next);
    }

    [Fact]
    public async Task PingAsync_OpenStore_Answers()
    {
        var store = await OpenStoreAsync();

        await store.PingAsync(Cancellation);
    }

    [Fact]
    public async Task EveryCall_BeforeTheFirstOpen_SaysThatTheStoreIsUnavailable()
    {
        await using var store = await CreateStoreAsync("main", Partitions);

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.PingAsync(Cancellation));
        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.Features.ReadAsync(Wang, Cancellation));
        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.Warnings.CommitAsync(SampleWarnings.Raise(Wang), Cancellation));
        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.Activations.ReadAsync(Cancellation));
        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.RuleSets.FindAsync("", Cancellation));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.Fleet.ListAsync(Cancellation));
    }

    [Fact]
    public async Task DisposeAsync_Twice_IsFine()
    {
        var store = await OpenStoreAsync();

        await store.DisposeAsync();
        await store.DisposeAsync();
    }
}
