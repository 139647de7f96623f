using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Tocsin.Conformance;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;

namespace Tocsin.Sqlite.Tests;

/// <summary>Groups of work: they share a transaction, but not each other's failures.</summary>
public sealed class SqliteWriterTests : OnePartition
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task WriteAsync_OneOfAGroupFails_TheOthersAreDurableAndItLeavesNoTrace()
    {
        Task<long> before, after;
        Task<FeatureUpdateResult[]> fails, refused;
        using (HoldWriter())
        {
            before = CommitAsync(Wang);
            fails = Write((link, _) =>
            {
                new SqliteFeatureUpdate(SampleFeatures.Debt(Odd, 1), 0).Apply(link);
                throw new InvalidOperationException("On purpose.");
            });
            refused = Write((link, _) =>
            {
                new SqliteFeatureUpdate(SampleFeatures.Debt(Odd, 1), 0).Apply(link);
                link["INSERT INTO meta (key, value) VALUES ('epoch', 'again')"].Execute();
                return [];
            });
            after = CommitAsync(Li);
        }

        Assert.Equal((1, 2), (await before, await after));
        await Assert.ThrowsAsync<InvalidOperationException>(() => fails);
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => refused);
        Assert.IsType<SqliteException>(fault.InnerException);
        Assert.Null(await Store.Features.ReadAsync(Odd, Cancellation));
        Assert.Equal(2, (await Store.Warnings.ReadLogAsync(0, 0, 10, Cancellation)).Count);
    }

    [Fact]
    public async Task WriteAsync_AGroupLoggedInOnePartition_RingsOnce()
    {
        var rings = new ConcurrentQueue<int>();
        Store.Warnings.Committed += rings.Enqueue;
        Task<long>[] commits;
        using (HoldWriter()) commits = [.. InPartition(0, 1, 8).Select(CommitAsync)];

        await Task.WhenAll(commits);
        await Write((_, _) => []);

        Assert.Equal([0], rings);
    }

    [Fact]
    public async Task WriteAsync_TheTransactionIsLost_EveryoneIsToldAndTheNextGroupIsFine()
    {
        Task<long> before, after;
        Task<FeatureUpdateResult[]> fatal;
        using (HoldWriter())
        {
            before = CommitAsync(Wang);
            fatal = Write((link, _) =>
            {
                link[SqliteStatements.Rollback].Execute();
                throw new SqliteException("The disk is full, the driver says.", 13);
            });
            after = CommitAsync(Li);
        }

        foreach (var task in (Task[])[before, fatal, after])
        {
            var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => task);
            Assert.Equal($"The disk that holds the folder '{Folder.Place("main")}' is full.", fault.Message);
        }

        Assert.Equal(1, await CommitAsync(Wang));
    }

    [Fact]
    public async Task WriteAsync_NoRoomLeft_IsUnavailableUntilThereIsRoomAgain()
    {
        await Write((link, _) =>
        {
            link["PRAGMA max_page_count = 1"].Number();
            return [];
        });
        var updates = InPartition(0, 1, 1_000).Select(each => SampleFeatures.Debt(each, 1)).ToList();

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await Store.Features.ApplyAsync(updates, Cancellation));

        Assert.Contains("is full", fault.Message, StringComparison.Ordinal);
        Assert.Empty(await Store.Features.ListAsync(0, null, 10, Cancellation));
        await Write((link, _) =>
        {
            link["PRAGMA max_page_count = 1000000"].Number();
            return [];
        });
        Assert.Equal(1_000, (await Store.Features.ApplyAsync(updates, Cancellation)).Count(one => one.Changed));
    }

    [Fact]
    public async Task WriteAsync_ACommitIsNotDurableYet_ItsStateIsNotRemembered()
    {
        await CommitAsync(Wang);
        var states = Store.Session.States;
        var before = states.Find(Wang);
        BorrowerWarnings? meanwhile = before;
        Task<CommitResult> again;
        Task<FeatureUpdateResult[]> next;
        using (HoldWriter())
        {
            again = Store.Warnings.CommitAsync(SampleWarnings.Raise(Wang, expectedRevision: 1), Cancellation).AsTask();
            next = Write((_, _) =>
            {
                meanwhile = states.Find(Wang);
                return [];
            });
        }

        await Task.WhenAll(again, next);
        Assert.Equal((1, 2), (before!.Revision, states.Find(Wang)!.Revision));
        Assert.Null(meanwhile);
    }

    [Fact]
    public async Task WriteAsync_GivenUpWhileItWaits_IsNotWritten()
    {
        using var giveUp = new CancellationTokenSource();
        Task<CommitResult> given;
        using (HoldWriter())
        {
            given = Store.Warnings.CommitAsync(SampleWarnings.Raise(Wang), giveUp.Token).AsTask();
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        }

        Assert.Equal(1, await CommitAsync(Li));
        Assert.Equal(0, (await Store.Warnings.ReadAsync(Wang, Cancellation)).Revision);
    }

    [Fact]
    public async Task WriteAsync_MoreThanTheQueueAndTheGroupHold_AllIsWritten()
    {
        await using var store = Folder.Store("small", options =>
        {
            options.Partitions = 1;
            options.WriterQueueLength = 2;
            options.GroupSize = 3;
        });
        await store.OpenAsync(Cancellation);

        var commits = InPartition(0, 1, 50)
            .Select(each => store.Warnings.CommitAsync(SampleWarnings.Raise(each), Cancellation).AsTask());
        var results = await Task.WhenAll(commits);

        Assert.Equal(
            Enumerable.Range(1, 50).Select(number => (long)number), results.Select(result => result.Sequence).Order());
    }

    [Fact]
    public async Task DisposeAsync_WorkIsQueued_FinishesItFirst()
    {
        Task<long>[] commits;
        Task closing;
        using (HoldWriter())
        {
            commits = [.. InPartition(0, 1, 8).Select(CommitAsync)];
            closing = Store.DisposeAsync().AsTask();
        }

        await closing.WaitAsync(_patience, Cancellation);
        Assert.Equal(36, (await Task.WhenAll(commits)).Sum());
    }

    [Fact]
    public async Task Committed_AListenerThrows_WritingGoesOn()
    {
        Store.Warnings.Committed += _ => throw new InvalidOperationException("On purpose.");

        Assert.Equal(1, await CommitAsync(Wang));
        Assert.Equal(2, await CommitAsync(Li));
    }

    private Task<FeatureUpdateResult[]> Write(Func<SqliteLink, SqliteWork, FeatureUpdateResult[]> write) =>
        Store.Session.Writer.WriteAsync(write, 1, Cancellation).AsTask();

    private async Task<long> CommitAsync(BorrowerId borrower) =>
        (await Store.Warnings.CommitAsync(SampleWarnings.Raise(borrower), Cancellation)).Sequence;

    /// <summary>Keeps the writer busy until it is let go, so that what is queued meanwhile makes one group.</summary>
    private HeldWriter HoldWriter()
    {
        var held = new HeldWriter();
        var work = Write((_, _) =>
        {
            held.Await(_patience);
            return [];
        });
        Assert.False(work.IsFaulted);
        held.AwaitBegun(_patience);
        return held;
    }

    private sealed class HeldWriter : IDisposable
    {
        private readonly ManualResetEventSlim _begun = new();
        private readonly ManualResetEventSlim _released = new();

        internal void Await(TimeSpan patience)
        {
            _begun.Set();
            Assert.True(_released.Wait(patience));
        }

        internal void AwaitBegun(TimeSpan patience) => Assert.True(_begun.Wait(patience));

        public void Dispose() => _released.Set();
    }
}
