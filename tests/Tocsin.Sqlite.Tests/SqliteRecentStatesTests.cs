using Microsoft.Data.Sqlite;
using Tocsin.Conformance;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Sqlite.Tests;

/// <summary>What was committed lately is read from memory, and is what a start would read from the disk.</summary>
public sealed class SqliteRecentStatesTests : OnePartition
{
    private SqliteRecentStates States => Store.Session.States;

    private SqliteRecentEntries Entries => Store.Session.Entries;

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
            var read = await Store.Warnings.ReadAsync(state.Borrower, Cancellation);
            Assert.Equal(
                read with { Labels = state.Labels, Warnings = state.Warnings, Watch = state.Watch }, state);
            Assert.Equal(WarningCodec.EncodeState(read), WarningCodec.EncodeState(state));
        }

        Assert.Null(Entries.After(0, 0, 10));
        var logged = Assert.Single(await Store.Warnings.ReadLogAsync(0, 0, 10, Cancellation));
        Assert.Equal(logged with { Changes = entry.Changes }, entry);
        Assert.Equal(WarningCodec.EncodeChanges(logged.Changes), WarningCodec.EncodeChanges(entry.Changes));
    }

    [Fact]
    public async Task ReadAsync_Remembered_TheDatabaseIsNotAsked()
    {
        await CommitAsync(Raise(Wang));
        using (var other = new SqliteConnection($"Data Source={Path.Combine(Folder.Place("main"), "tocsin.db")}"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "UPDATE warning_state SET document = x'00'; UPDATE warning_log SET changes = x'00'";
            command.ExecuteNonQuery();
        }

        Assert.Equal(1, (await Store.Warnings.ReadAsync(Wang, Cancellation)).Revision);
        Assert.Single(await Store.Warnings.ReadLogAsync(0, 0, 10, Cancellation));
    }

    [Fact]
    public async Task CommitAsync_Refused_ChangesNothingRemembered()
    {
        await CommitAsync(Raise(Wang));
        var refused = await Store.Warnings.CommitAsync(Raise(Wang, expectedRevision: 7), Cancellation);

        Assert.Equal(CommitOutcome.RevisionDiffers, refused.Outcome);
        Assert.Equal(1, States.Find(Wang)!.Revision);
        Assert.Single(Entries.After(0, 0, 10)!);
    }

    [Fact]
    public async Task CommitAsync_AGroupFails_EverythingIsForgotten()
    {
        await CommitAsync(Raise(Wang));

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Store.Session.Writer.WriteAsync(
            (link, _) =>
            {
                link[SqliteStatements.Rollback].Execute();
                return true;
            },
            size: 1, Cancellation));

        Assert.Null(States.Find(Wang));
        Assert.Null(Entries.After(0, 0, 10));
        Assert.Equal(1, (await Store.Warnings.ReadAsync(Wang, Cancellation)).Revision);
    }

    [Fact]
    public void Keep_MoreThanIsKept_WhatWasNotCommittedLatelyGoes()
    {
        // A state without warnings counts as 512 bytes, so that a generation has some thousand of them.
        var states = new SqliteRecentStates(mostBytes: 512 * 1_000);
        var often = State(Wang);
        var others = InPartition(0, 1, 5_000);
        foreach (var other in others)
        {
            states.Keep(often);
            states.Keep(State(other));
        }

        Assert.NotNull(states.Find(Wang));
        Assert.Null(states.Find(others[0]));
        Assert.InRange(others.Count(other => states.Find(other) is not null), 500, 1_000);
    }

    private async Task CommitAsync(WarningCommit commit) => Assert.Equal(
        CommitOutcome.Committed, (await Store.Warnings.CommitAsync(commit, Cancellation)).Outcome);
}
