using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Conformance;

/// <summary>The log: what it holds, how it is read, checked and trimmed.</summary>
public abstract partial class WarningStoreContract
{
    [Fact]
    public async Task ReadLogAsync_OneCommit_GivesItsEntryWithTheCodecsCheck()
    {
        var store = await OpenStoreAsync();
        var commit = Raise(Odd) with { CommittedAt = Noon.AddMicroseconds(123_456) };
        commit = commit with { Changes = [commit.Changes[0], Change(Warning(Odd, WarningLevel.Red))] };
        await store.Warnings.CommitAsync(commit, Cancellation);
        var partition = Odd.Partition(Partitions);

        var entry = Assert.Single(await store.Warnings.ReadLogAsync(partition, 0, 10, Cancellation));

        var check = WarningCodec.Check(Odd, commit.CommittedAt, WarningCodec.EncodeChanges(commit.Changes));
        Assert.Equal(new LogPosition(1, check), entry.Position);
        Assert.Equal((Odd, commit.CommittedAt), (entry.Borrower, entry.CommittedAt));
        Assert.Equal(Written(commit.Changes), Written(entry.Changes));
        Assert.Equal("抵押率", entry.Changes[0].Title.Zh);
        Assert.Equal(check, await store.Warnings.ReadCheckAsync(partition, 1, Cancellation));
        Assert.Equal(
            new LogExtent(entry.Position, 1), await store.Warnings.ReadExtentAsync(partition, Cancellation));
    }

    [Fact]
    public async Task ReadCheckAsync_TwoEntriesOfOneBorrower_Differ()
    {
        var store = await OpenStoreAsync();
        await store.Warnings.CommitAsync(Raise(Wang), Cancellation);
        await store.Warnings.CommitAsync(Raise(Wang, 1) with { CommittedAt = Noon + Microsecond }, Cancellation);

        var first = await store.Warnings.ReadCheckAsync(_wangPartition, 1, Cancellation);
        var second = await store.Warnings.ReadCheckAsync(_wangPartition, 2, Cancellation);

        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.NotEqual(first, second);
        Assert.Null(await store.Warnings.ReadCheckAsync(_wangPartition, 3, Cancellation));
        Assert.Null(await store.Warnings.ReadCheckAsync(_wangPartition, 0, Cancellation));
    }

    [Fact]
    public async Task ReadLogAsync_CommittedBetweenMicroseconds_CheckAndTimeAgree()
    {
        var store = await OpenStoreAsync();
        await store.Warnings.CommitAsync(Raise(Wang) with { CommittedAt = Noon.AddTicks(7) }, Cancellation);

        var entry = Assert.Single(await store.Warnings.ReadLogAsync(_wangPartition, 0, 10, Cancellation));

        Assert.Equal(Noon, entry.CommittedAt);
        Assert.Equal(
            WarningCodec.Check(Wang, entry.CommittedAt, WarningCodec.EncodeChanges(entry.Changes)),
            entry.Position.Check);
    }

    [Fact]
    public async Task ReadLogAsync_PageByPage_GivesEachEntryOnceInOrder()
    {
        var store = await OpenStoreAsync();
        var borrowers = InPartition(0, Partitions, 5);
        await FillLogAsync(store.Warnings, 5);

        Assert.Equal([1, 2, 3, 4, 5], await SequencesAsync(store.Warnings, 0, 1_000));
        Assert.Equal([1, 2], await SequencesAsync(store.Warnings, 0, 2));
        Assert.Equal([3, 4], await SequencesAsync(store.Warnings, 2, 2));
        Assert.Equal([5], await SequencesAsync(store.Warnings, 4, 2));
        Assert.Empty(await SequencesAsync(store.Warnings, 5, 2));
        Assert.Empty(await SequencesAsync(store.Warnings, 99, 2));
        var entries = await store.Warnings.ReadLogAsync(0, 0, 5, Cancellation);
        Assert.Equal(borrowers, entries.Select(entry => entry.Borrower));
        Assert.Empty(await store.Warnings.ReadLogAsync(1, 0, 10, Cancellation));
    }

    [Fact]
    public async Task TrimLogAsync_MoreThanKept_DropsTheOldestAndTheSequenceGoesOn()
    {
        var store = await OpenStoreAsync();
        await FillLogAsync(store.Warnings, 5);
        var head = (await store.Warnings.ReadExtentAsync(0, Cancellation)).Head;

        Assert.Equal(3, await store.Warnings.TrimLogAsync(0, 2, DateTimeOffset.MinValue, Cancellation));

        Assert.Equal(new LogExtent(head, 4), await store.Warnings.ReadExtentAsync(0, Cancellation));
        Assert.Equal([4, 5], await SequencesAsync(store.Warnings, 0, 10));
        Assert.Null(await store.Warnings.ReadCheckAsync(0, 3, Cancellation));
        Assert.NotNull(await store.Warnings.ReadCheckAsync(0, 4, Cancellation));
        var next = await store.Warnings.CommitAsync(Raise(InPartition(0, Partitions, 6)[5]), Cancellation);
        Assert.Equal(6, next.Sequence);
        Assert.Equal(0, await store.Warnings.TrimLogAsync(0, 3, DateTimeOffset.MinValue, Cancellation));
    }

    [Fact]
    public async Task TrimLogAsync_CommittedBefore_DropsOnlyThose()
    {
        var store = await OpenStoreAsync();
        await FillLogAsync(store.Warnings, 5);

        Assert.Equal(2, await store.Warnings.TrimLogAsync(0, 1_000, Noon.AddMinutes(3), Cancellation));

        Assert.Equal([3, 4, 5], await SequencesAsync(store.Warnings, 0, 10));
    }

    [Fact]
    public async Task TrimLogAsync_EverythingIsOld_KeepsTheLastEntryAndTheSequenceGoesOn()
    {
        var store = await OpenStoreAsync();
        await FillLogAsync(store.Warnings, 5);

        Assert.Equal(4, await store.Warnings.TrimLogAsync(0, 1, Noon.AddYears(1), Cancellation));
        Assert.Equal(0, await store.Warnings.TrimLogAsync(0, 1, Noon.AddYears(1), Cancellation));

        Assert.Equal([5], await SequencesAsync(store.Warnings, 0, 10));
        var next = await store.Warnings.CommitAsync(Raise(InPartition(0, Partitions, 6)[5]), Cancellation);
        Assert.Equal(6, next.Sequence);
    }

    [Fact]
    public async Task TrimLogAsync_EmptyLogOrAnotherPartition_DropsNothing()
    {
        var store = await OpenStoreAsync();
        await FillLogAsync(store.Warnings, 2);

        Assert.Equal(0, await store.Warnings.TrimLogAsync(1, 1, Noon.AddYears(1), Cancellation));

        Assert.Equal([1, 2], await SequencesAsync(store.Warnings, 0, 10));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await store.Warnings.TrimLogAsync(0, 0, Noon, Cancellation));
    }

    [Fact]
    public async Task TrimLogAsync_StatesOfTrimmedEntries_StayAndCanBeCommittedTo()
    {
        var store = await OpenStoreAsync();
        await FillLogAsync(store.Warnings, 3);
        await store.Warnings.TrimLogAsync(0, 1, DateTimeOffset.MinValue, Cancellation);
        var first = InPartition(0, Partitions, 1)[0];

        Assert.Equal(1, (await store.Warnings.ReadAsync(first, Cancellation)).Revision);
        var next = await store.Warnings.CommitAsync(Raise(first, 1), Cancellation);
        Assert.Equal(new CommitResult(CommitOutcome.Committed, 4), next);
    }

    /// <summary>One entry for each of the first borrowers of partition 0, a minute apart from 12:01.</summary>
    private static async Task FillLogAsync(IWarningStore store, int entries)
    {
        var borrowers = InPartition(0, Partitions, entries);
        for (var i = 0; i < entries; i++)
            await store.CommitAsync(Raise(borrowers[i]) with { CommittedAt = Noon.AddMinutes(i + 1) }, Cancellation);
    }

    private static async Task<IEnumerable<long>> SequencesAsync(IWarningStore store, long after, int limit) =>
        (await store.ReadLogAsync(0, after, limit, Cancellation)).Select(entry => entry.Position.Sequence);
}
