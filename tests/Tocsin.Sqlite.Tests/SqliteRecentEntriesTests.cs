using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Sqlite.Tests;

/// <summary>The end of a log as it is remembered; that it is what the disk has is shown with the states.</summary>
public sealed class SqliteRecentEntriesTests : OnePartition
{
    private SqliteRecentEntries Entries => Store.Session.Entries;

    [Fact]
    public async Task TrimLogAsync_SomeGo_OnlyTheRestIsRead()
    {
        await CommitAsync(Raise(Wang));
        await CommitAsync(Raise(Li));
        await CommitAsync(Raise(Odd));
        await Store.Warnings.TrimLogAsync(0, keep: 1, DateTimeOffset.MinValue, Cancellation);

        Assert.Equal([3], (await Store.Warnings.ReadLogAsync(0, 0, 10, Cancellation)).Select(Sequence));
        await CommitAsync(Raise(InPartition(0, 1, 1).Single()));
        Assert.Equal([4], Entries.After(0, 3, 10)!.Select(Sequence));
        Assert.Equal([3, 4], (await Store.Warnings.ReadLogAsync(0, 2, 10, Cancellation)).Select(Sequence));
    }

    [Fact]
    public async Task ReadLogAsync_OfWhatIsRemembered_KeepsToItsPlaceAndLimit()
    {
        foreach (var borrower in InPartition(0, 1, 5)) await CommitAsync(Raise(borrower));

        Assert.Equal([3, 4], Entries.After(0, 2, 2)!.Select(Sequence));
        // There may be more in the log by now; and a place of another history is for it to judge.
        Assert.Null(Entries.After(0, 5, 2));
        Assert.Null(Entries.After(0, 6, 2));
    }

    [Fact]
    public void Add_MoreThanIsKept_TheOldestGo()
    {
        var entries = new SqliteRecentEntries(partitions: 256);
        // Thirty-two of a partition, of which an entry counts as one and each of its changes, too.
        for (var number = 1; number <= 40; number++) entries.Add(0, Entry(number, changes: 1));
        Assert.Null(entries.After(0, 23, 100));
        Assert.Equal(16, entries.After(0, 24, 100)!.Count);

        entries.Add(0, Entry(41, changes: 1_000));
        Assert.Null(entries.After(0, 39, 100));
        Assert.Single(entries.After(0, 40, 100)!);
    }

    private static long Sequence(LogEntry entry) => entry.Position.Sequence;

    private static LogEntry Entry(long sequence, int changes) => new(
        new LogPosition(sequence, 1), Wang, Noon, [.. Enumerable.Repeat(Change(Warning(Wang)), changes)]);

    private async Task CommitAsync(WarningCommit commit) => Assert.Equal(
        CommitOutcome.Committed, (await Store.Warnings.CommitAsync(commit, Cancellation)).Outcome);
}
