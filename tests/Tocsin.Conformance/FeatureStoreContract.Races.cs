using Tocsin.Core.Features;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Core.Features.FeatureViewOutcome;

namespace Tocsin.Conformance;

/// <summary>Updates at the same time, in any order, and given up.</summary>
public abstract partial class FeatureStoreContract
{
    [Fact]
    public async Task ApplyAsync_EightSendersAtOnce_RevisionCountsTheAppliedUpdates()
    {
        var store = await OpenStoreAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
        {
            var mine = new List<FeatureUpdateResult>();
            for (var i = 0; i < 25; i++)
                mine.Add(await ApplyAsync(store.Features, Debt(Wang, sender, Morning.AddSeconds((i * 8) + sender))));
            return mine;
        })));

        var applied = results.SelectMany(each => each).Where(result => result.Changed).ToList();
        Assert.Equal(
            Enumerable.Range(1, applied.Count).Select(number => (long)number),
            applied.Select(result => result.Revision).Order());
        var profile = await ReadAsync(store.Features, Wang);
        Assert.Equal(applied.Count, profile.Revision);
        Assert.Equal(Morning.AddSeconds(199), profile.Views["bureau"].ObservedAt);
    }

    [Fact]
    public async Task ApplyAsync_EightSendersOfTheirOwnViews_LoseNothing()
    {
        var store = await OpenStoreAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                var view = View($"view{sender}", Morning.AddSeconds(i), ("i", FeatureValue.OfInteger(i)));
                await ApplyAsync(store.Features, new FeatureUpdate(Wang, [view]));
            }
        })));

        var profile = await ReadAsync(store.Features, Wang);
        Assert.Equal(80, profile.Revision);
        Assert.Equal(8, profile.Views.Values.Count(view => view.Values["i"] == "9"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20260302)]
    [InlineData(987654321)]
    public async Task ApplyAsync_TheSameUpdatesInAnyOrder_ConvergeToTheNewest(int seed)
    {
        var store = await OpenStoreAsync();
        var random = new Random(seed);
        var updates = Enumerable.Range(0, 12).Select(i => (Debt: i, At: Morning.AddMinutes(i))).ToArray();

        foreach (var borrower in InPartition(0, Partitions, 10))
        {
            random.Shuffle(updates);
            var sent = updates.Select(update => Debt(borrower, update.Debt, update.At)).ToList();
            var results = await store.Features.ApplyAsync(sent, Cancellation);

            var profile = await ReadAsync(store.Features, borrower);
            Assert.Equal(Morning.AddMinutes(11), profile.Views["bureau"].ObservedAt);
            Assert.Equal("11", profile.Views["bureau"].Values["debt_cny"]);
            Assert.Equal(results.Count(result => result.Changed), profile.Revision);
            Assert.All(results, result => Assert.True(result.Views[0] is Applied or IgnoredOlder));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task ApplyAsync_MadeFromAnotherRevision_AppliesNothingAndMarksNobody(long expected)
    {
        var store = await OpenStoreAsync();
        await ApplyAsync(store.Features, Debt(Wang, 1));
        await ApplyAsync(store.Features, Debt(Wang, 2, Morning.AddDays(1)));
        await store.Warnings.CommitAsync(SampleWarnings.Review(Wang).From(features: 2), Cancellation);

        var result = await ApplyAsync(
            store.Features, Debt(Wang, 3, Morning.AddDays(2)) with { ExpectedRevision = expected });

        Assert.Equal((2, true, false), (result.Revision, result.RevisionDiffers, result.Changed));
        Assert.Equal("2", (await ReadAsync(store.Features, Wang)).Views["bureau"].Values["debt_cny"]);
        Assert.Empty(await store.Warnings.ReadMarkedAsync(Wang.Partition(Partitions), 10, Cancellation));
    }

    [Fact]
    public async Task ApplyAsync_MadeFromTheStoredRevision_IsAppliedOnce()
    {
        var store = await OpenStoreAsync();
        var first = await ApplyAsync(store.Features, Debt(Wang, 1) with { ExpectedRevision = 0 });
        var update = Debt(Wang, 2, Morning.AddDays(1)) with { ExpectedRevision = first.Revision };

        var second = await ApplyAsync(store.Features, update);
        var again = await ApplyAsync(store.Features, update);

        Assert.Equal((1, 2, 2), (first.Revision, second.Revision, again.Revision));
        Assert.Equal((true, true), (second.Changed, again.RevisionDiffers));
    }

    // What was made from the values of a borrower that is erased meanwhile must not bring it back.
    [Fact]
    public async Task ApplyAsync_MadeFromAnErasedBorrower_DoesNotBringItBack()
    {
        var store = await OpenStoreAsync();
        var read = await ApplyAsync(store.Features, Debt(Wang, 1));
        await store.Warnings.CommitAsync(
            SampleWarnings.Review(Wang).From(features: 1) with { Erases = true }, Cancellation);

        var result = await ApplyAsync(
            store.Features, Debt(Wang, 2, Morning.AddDays(1)) with { ExpectedRevision = read.Revision });

        Assert.True(result.RevisionDiffers);
        Assert.Null(await store.Features.ReadAsync(Wang, Cancellation));
    }

    [Fact]
    public async Task ApplyAsync_CancelledBefore_AppliesNothing()
    {
        var store = await OpenStoreAsync();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.Features.ApplyAsync([Debt(Wang, 1)], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.Features.ReadAsync(Wang, cancelled));

        Assert.Null(await store.Features.ReadAsync(Wang, Cancellation));
    }
}
