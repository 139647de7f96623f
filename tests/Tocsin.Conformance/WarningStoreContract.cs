using System.Text;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Conformance.SampleWarnings;
using static Tocsin.Core.Warnings.CommitOutcome;

namespace Tocsin.Conformance;

/// <summary>What every warning store does with commits: what it compares, what it writes.</summary>
public abstract partial class WarningStoreContract : StoreContract
{
    private static readonly int _wangPartition = Wang.Partition(Partitions);

    [Fact]
    public async Task ReadAsync_UnknownBorrower_AnswersTheEmptyState()
    {
        var store = await OpenStoreAsync();

        var state = await store.Warnings.ReadAsync(Wang, Cancellation);

        Assert.Equal((Wang, 0, 0, 0), (state.Borrower, state.Revision, state.FeaturesRevision, state.Activation));
        Assert.Empty(state.Warnings);
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await store.Warnings.ReadAsync(default, Cancellation));
    }

    [Fact]
    public async Task CommitAsync_FirstChange_KeepsTheWholeState()
    {
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync(Debts(Odd, 7), Cancellation);
        var commit = Raise(Odd).From(features: 7, activation: 3, asOf: Noon.AddMinutes(1)).DueAt(Noon.AddDays(30));

        var result = await store.Warnings.CommitAsync(commit, Cancellation);

        Assert.Equal(new CommitResult(Committed, 1), result);
        var state = await store.Warnings.ReadAsync(Odd, Cancellation);
        Assert.Equal((Odd, 1, 7, 3), (state.Borrower, state.Revision, state.FeaturesRevision, state.Activation));
        Assert.Equal((Noon.AddMinutes(1), Noon.AddDays(30)), (state.AsOf, state.DueAt));
        Assert.Equal(Written(commit.State), Written(state));
        Assert.Equal("张三", state.Warnings[0].History[0].Cause.Actor);
        Assert.Equal("杭州西湖支行", state.Labels["branch"]);
    }

    [Fact]
    public async Task CommitAsync_SeveralBorrowers_EachPartitionCountsItsOwnLog()
    {
        var store = await OpenStoreAsync();
        var here = InPartition(0, Partitions, 2);
        var there = InPartition(1, Partitions, 1)[0];

        Assert.Equal(1, (await store.Warnings.CommitAsync(Raise(here[0]), Cancellation)).Sequence);
        Assert.Equal(2, (await store.Warnings.CommitAsync(Raise(here[1]), Cancellation)).Sequence);
        Assert.Equal(1, (await store.Warnings.CommitAsync(Raise(there), Cancellation)).Sequence);
        Assert.Equal(3, (await store.Warnings.CommitAsync(Raise(here[0], 1), Cancellation)).Sequence);

        Assert.Equal(3, (await store.Warnings.ReadAsync(here[0], Cancellation)).Revision);
        Assert.Equal(2, (await store.Warnings.ReadAsync(here[1], Cancellation)).Revision);
        Assert.Equal(1, (await store.Warnings.ReadAsync(there, Cancellation)).Revision);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task CommitAsync_AnotherRevisionExpected_ChangesNothing(long expected)
    {
        var store = await OpenStoreAsync();
        await store.Warnings.CommitAsync(Raise(Wang), Cancellation);

        var result = await store.Warnings.CommitAsync(
            Raise(Wang, expected, WarningLevel.Red).DueAt(Noon), Cancellation);

        Assert.Equal(new CommitResult(RevisionDiffers, 0), result);
        var state = await store.Warnings.ReadAsync(Wang, Cancellation);
        Assert.Equal((1, WarningLevel.Orange, null), (state.Revision, state.Level, state.DueAt));
        Assert.Equal(1, (await store.Warnings.ReadExtentAsync(_wangPartition, Cancellation)).Head.Sequence);
        Assert.Empty(await store.Warnings.ReadDueAsync(_wangPartition, Noon, 10, Cancellation));
    }

    [Fact]
    public async Task CommitAsync_AnotherAsOfExpected_Differs()
    {
        // Two commits without changes leave the revision as it is: the second must have seen the first.
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync(Debts(Wang, 2), Cancellation);
        var nothing = Review(Wang).From(features: 2) with { ExpectedAsOf = default(DateTimeOffset) };
        var next = nothing.From(asOf: Noon.AddHours(1));

        Assert.Equal(RevisionDiffers, (await store.Warnings.CommitAsync(
            nothing with { ExpectedAsOf = Noon }, Cancellation)).Outcome);
        Assert.Equal(Committed, (await store.Warnings.CommitAsync(nothing, Cancellation)).Outcome);
        Assert.Equal(RevisionDiffers, (await store.Warnings.CommitAsync(next, Cancellation)).Outcome);
        Assert.Equal(Committed, (await store.Warnings.CommitAsync(
            next with { ExpectedAsOf = Noon.AddTicks(9) }, Cancellation)).Outcome);
    }

    [Fact]
    public async Task CommitAsync_UnknownBorrowerButARevisionExpected_Differs()
    {
        var store = await OpenStoreAsync();

        var result = await store.Warnings.CommitAsync(Raise(Wang, 1), Cancellation);

        Assert.Equal(new CommitResult(RevisionDiffers, 0), result);
    }

    [Theory]
    [InlineData(4, 5, 0, Superseded)]
    [InlineData(5, 4, 0, Superseded)]
    [InlineData(5, 5, -10, Superseded)]
    [InlineData(9, 9, -10, Superseded)]
    [InlineData(4, 9, 10, Superseded)]
    [InlineData(5, 5, 0, Committed)]
    [InlineData(5, 5, -3, Committed)]
    [InlineData(6, 5, 0, Committed)]
    [InlineData(5, 6, 0, Committed)]
    [InlineData(5, 5, 10, Committed)]
    public async Task CommitAsync_ComputedFrom_IsSupersededWhenAnyOfThemIsLower(
        long features, long activation, long asOfTicks, CommitOutcome expected)
    {
        // Ten ticks are a microsecond; the stored as-of has a finer part, which no comparison sees.
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync(Debts(Wang, 9), Cancellation);
        var first = Raise(Wang).From(features: 5, activation: 5, asOf: Noon.AddTicks(5));
        await store.Warnings.CommitAsync(first, Cancellation);

        var next = Raise(Wang, 1, WarningLevel.Red).From(features, activation, Noon.AddTicks(5 + asOfTicks));
        var result = await store.Warnings.CommitAsync(next, Cancellation);

        var state = await store.Warnings.ReadAsync(Wang, Cancellation);
        if (expected == Committed)
        {
            Assert.Equal(new CommitResult(Committed, 2), result);
            Assert.Equal(
                (2, features, activation, WarningLevel.Red),
                (state.Revision, state.FeaturesRevision, state.Activation, state.Level));
        }
        else
        {
            Assert.Equal(new CommitResult(Superseded, 0), result);
            Assert.Equal(
                (1, 5, 5, WarningLevel.Orange),
                (state.Revision, state.FeaturesRevision, state.Activation, state.Level));
        }
    }

    [Fact]
    public async Task CommitAsync_RevisionDiffersAndLower_SaysThatTheRevisionDiffers()
    {
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync(Debts(Wang, 5), Cancellation);
        await store.Warnings.CommitAsync(Raise(Wang).From(features: 5), Cancellation);

        var result = await store.Warnings.CommitAsync(Raise(Wang, 3).From(features: 4), Cancellation);

        Assert.Equal(RevisionDiffers, result.Outcome);
    }

    [Fact]
    public async Task CommitAsync_WithoutChanges_StoresTheStateButNeitherEntryNorRevision()
    {
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync(Debts(Wang, 2), Cancellation);
        await store.Warnings.CommitAsync(Raise(Wang), Cancellation);
        var warning = Warning(Wang, WarningLevel.Yellow);
        var review = Review(Wang, 1, warning).From(features: 2, asOf: Noon.AddHours(1)).DueAt(Noon.AddDays(1));

        var result = await store.Warnings.CommitAsync(review, Cancellation);

        Assert.Equal(new CommitResult(Committed, 0), result);
        var state = await store.Warnings.ReadAsync(Wang, Cancellation);
        Assert.Equal((1, 2, Noon.AddHours(1)), (state.Revision, state.FeaturesRevision, state.AsOf));
        Assert.Equal((WarningLevel.Yellow, Noon.AddDays(1)), (state.Level, state.DueAt));
        Assert.Equal(1, (await store.Warnings.ReadExtentAsync(_wangPartition, Cancellation)).Head.Sequence);
    }

    [Fact]
    public async Task CommitAsync_FirstReviewWithoutChanges_IsComparedLater()
    {
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync(Debts(Wang, 2), Cancellation);

        var first = await store.Warnings.CommitAsync(Review(Wang).From(features: 2), Cancellation);
        var late = await store.Warnings.CommitAsync(Raise(Wang).From(features: 1), Cancellation);

        Assert.Equal((Committed, Superseded), (first.Outcome, late.Outcome));
        var state = await store.Warnings.ReadAsync(Wang, Cancellation);
        Assert.Equal((0, 2), (state.Revision, state.FeaturesRevision));
        Assert.Equal(
            new LogExtent(LogPosition.Start, 0), await store.Warnings.ReadExtentAsync(_wangPartition, Cancellation));
    }

    [Fact]
    public async Task CommitAsync_CancelledBefore_CommitsNothing()
    {
        var store = await OpenStoreAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await store.Warnings.CommitAsync(Raise(Wang), new CancellationToken(canceled: true)));

        Assert.Equal(0, (await store.Warnings.ReadAsync(Wang, Cancellation)).Revision);
    }

    private static string Written(BorrowerWarnings state) => Encoding.UTF8.GetString(WarningCodec.EncodeState(state));

    private static string Written(IReadOnlyList<WarningChange> changes) =>
        Encoding.UTF8.GetString(WarningCodec.EncodeChanges(changes));

    private static async Task<IReadOnlyList<BorrowerId>> MarkedAsync(IStore store) =>
        await store.Warnings.ReadMarkedAsync(_wangPartition, 10, Cancellation);
}
