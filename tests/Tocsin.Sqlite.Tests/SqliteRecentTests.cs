using Microsoft.Data.Sqlite;
using Tocsin.Conformance;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Sqlite.Tests;

/// <summary>What was committed lately is read from memory, and is what a start would read from the disk.</summary>
public sealed class SqliteRecentTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SqliteStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SqliteRecentStates States => _store.Session.States;

    private SqliteRecentEntries Entries => _store.Session.Entries;

    public async ValueTask InitializeAsync() => await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReadAsync_CommittedHere_IsWhatAStartReads()
    {
        // Finer than the database keeps, and with another offset.
        var odd = Noon.AddTicks(7).ToOffset(TimeSpan.FromHours(8));
        await CommitAsync(Raise(Wang).From(asOf: odd).DueAt(odd.AddDays(1)));
        await CommitAsync(Review(Li).From(asOf: odd));
        var remembered = new[] { States.Find(Wang)!, States.Find(Li)! };
        var entry = Entries.After(0, 0, 10)!.Single();

        await OpenAsync();

        foreach (var state in remembered)
        {
            Assert.Null(States.Find(state.Borrower));
            var read = await _store.Warnings.ReadAsync(state.Borrower, Cancellation);
            Assert.Equal(
                read with { Labels = state.Labels, Warnings = state.Warnings, Watch = state.Watch }, state);
            Assert.Equal(WarningCodec.EncodeState(read), WarningCodec.EncodeState(state));
        }

        Assert.Null(Entries.After(0, 0, 10));
        var logged = Assert.Single(await _store.Warnings.ReadLogAsync(0, 0, 10, Cancellation));
        Assert.Equal(logged with { Changes = entry.Changes }, entry);
        Assert.Equal(WarningCodec.EncodeChanges(logged.Changes), WarningCodec.EncodeChanges(entry.Changes));
    }

    [Fact]
    public async Task ReadAsync_Remembered_TheDatabaseIsNotAsked()
    {
        await CommitAsync(Raise(Wang));
        using (var other = new SqliteConnection($"Data Source={Path.Combine(_folder.Place("main"), "tocsin.db")}"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "UPDATE warning_state SET document = x'00'; UPDATE warning_log SET changes = x'00'";
            command.ExecuteNonQuery();
        }

        Assert.Equal(1, (await _store.Warnings.ReadAsync(Wang, Cancellation)).Revision);
        Assert.Single(await _store.Warnings.ReadLogAsync(0, 0, 10, Cancellation));
    }

    [Fact]
    public async Task CommitAsync_Refused_ChangesNothingRemembered()
    {
        await CommitAsync(Raise(Wang));
        var refused = await _store.Warnings.CommitAsync(Raise(Wang, expectedRevision: 7), Cancellation);

        Assert.Equal(CommitOutcome.RevisionDiffers, refused.Outcome);
        Assert.Equal(1, States.Find(Wang)!.Revision);
        Assert.Single(Entries.After(0, 0, 10)!);
    }

    [Fact]
    public async Task CommitAsync_AGroupFails_EverythingIsForgotten()
    {
        await CommitAsync(Raise(Wang));

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await _store.Session.Writer.WriteAsync(
            (link, _) =>
            {
                link[SqliteStatements.Rollback].Execute();
                return true;
            },
            size: 1, Cancellation));

        Assert.Null(States.Find(Wang));
        Assert.Null(Entries.After(0, 0, 10));
        Assert.Equal(1, (await _store.Warnings.ReadAsync(Wang, Cancellation)).Revision);
    }

    [Fact]
    public async Task TrimLogAsync_SomeGo_OnlyTheRestIsRead()
    {
        await CommitAsync(Raise(Wang));
        await CommitAsync(Raise(Li));
        await CommitAsync(Raise(Odd));
        await _store.Warnings.TrimLogAsync(0, keep: 1, DateTimeOffset.MinValue, Cancellation);

        Assert.Equal([3], (await _store.Warnings.ReadLogAsync(0, 0, 10, Cancellation)).Select(Sequence));
        await CommitAsync(Raise(InPartition(0, 1, 1).Single()));
        Assert.Equal([4], Entries.After(0, 3, 10)!.Select(Sequence));
        Assert.Equal([3, 4], (await _store.Warnings.ReadLogAsync(0, 2, 10, Cancellation)).Select(Sequence));
    }

    [Fact]
    public async Task ReadLogAsync_OfWhatIsRemembered_KeepsToItsPlaceAndLimit()
    {
        foreach (var borrower in InPartition(0, 1, 5)) await CommitAsync(Raise(borrower));

        Assert.Equal([3, 4], Entries.After(0, 2, 2)!.Select(Sequence));
        Assert.Empty(Entries.After(0, 5, 2)!);
        // A place of another history is for the log to judge.
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

    [Fact]
    public void Keep_MoreThanIsKept_WhatWasNotCommittedLatelyGoes()
    {
        var states = new SqliteRecentStates();
        var often = State(Wang);
        var others = InPartition(0, 1, 20_000);
        foreach (var other in others)
        {
            states.Keep(often);
            states.Keep(State(other));
        }

        Assert.NotNull(states.Find(Wang));
        Assert.Null(states.Find(others[0]));
        Assert.InRange(others.Count(other => states.Find(other) is not null), 4_000, 8_192);
    }

    private static long Sequence(LogEntry entry) => entry.Position.Sequence;

    private static LogEntry Entry(long sequence, int changes) => new(
        new LogPosition(sequence, 1), Wang, Noon, [.. Enumerable.Repeat(Change(Warning(Wang)), changes)]);

    private async Task CommitAsync(WarningCommit commit) => Assert.Equal(
        CommitOutcome.Committed, (await _store.Warnings.CommitAsync(commit, Cancellation)).Outcome);

    private async Task OpenAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        _store = _folder.Store("main", options => options.Partitions = 1);
        await _store.OpenAsync(Cancellation);
    }
}
