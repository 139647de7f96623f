using System.Collections.Concurrent;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Conformance.SampleWarnings;
using static Tocsin.Core.Warnings.CommitOutcome;

namespace Tocsin.Conformance;

/// <summary>Commits at the same time, and the bell that follows them.</summary>
public abstract partial class WarningStoreContract
{
    private const int Committers = 8;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task CommitAsync_EightCommittersInOnePartition_LeaveNeitherHoleNorDuplicate()
    {
        var store = await OpenStoreAsync();
        var borrowers = InPartition(0, Partitions, Committers);

        var sequences = await Task.WhenAll(borrowers.Select(borrower => Task.Run(async () =>
        {
            var mine = new List<long> { 0 };
            for (var i = 0; i < 25; i++)
            {
                var result = await store.Warnings.CommitAsync(Raise(borrower, mine[^1]), Cancellation);
                Assert.Equal(Committed, result.Outcome);
                mine.Add(result.Sequence);
            }

            return mine.Skip(1).ToList();
        })));

        Assert.Equal(
            Enumerable.Range(1, 200).Select(number => (long)number), sequences.SelectMany(each => each).Order());
        var log = await store.Warnings.ReadLogAsync(0, 0, 1_000, Cancellation);
        Assert.Equal(Enumerable.Range(1, 200).Select(number => (long)number), log.Select(e => e.Position.Sequence));
        for (var i = 0; i < Committers; i++)
        {
            var ofBorrower = log.Where(entry => entry.Borrower == borrowers[i]);
            Assert.Equal(sequences[i], ofBorrower.Select(entry => entry.Position.Sequence));
            Assert.Equal(sequences[i][^1], (await store.Warnings.ReadAsync(borrowers[i], Cancellation)).Revision);
        }
    }

    [Fact]
    public async Task CommitAsync_EightCommittersOfOneBorrower_OneWinsEachRevision()
    {
        var store = await OpenStoreAsync();
        var wins = new ConcurrentBag<(long Expected, long Sequence)>();

        await Task.WhenAll(Enumerable.Range(0, Committers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                var expected = (await store.Warnings.ReadAsync(Wang, Cancellation)).Revision;
                var result = await store.Warnings.CommitAsync(Raise(Wang, expected), Cancellation);
                if (result.Outcome == Committed) wins.Add((expected, result.Sequence));
                else Assert.Equal(new CommitResult(RevisionDiffers, 0), result);
            }
        })));

        var chain = wins.OrderBy(win => win.Sequence).ToList();
        Assert.InRange(chain.Count, 20, 160);
        Assert.Equal(Enumerable.Range(0, chain.Count).Select(number => (long)number), chain.Select(w => w.Expected));
        Assert.Equal(Enumerable.Range(1, chain.Count).Select(number => (long)number), chain.Select(w => w.Sequence));
        Assert.Equal(chain.Count, (await store.Warnings.ReadAsync(Wang, Cancellation)).Revision);
    }

    [Fact]
    public async Task CommitAsync_WhileFeaturesMove_NoUpdateLosesItsMark()
    {
        // A mark goes only with a review of the features it stands for: while the last update is unreviewed, it stays.
        var store = await OpenStoreAsync();
        await store.Features.ApplyAsync([Debt(Wang, 0)], Cancellation);

        for (var round = 1; round <= 25; round++)
        {
            var reviewed = (await store.Features.ReadAsync(Wang, Cancellation))!.Revision;
            var update = Debt(Wang, round, Morning.AddMinutes(round));
            var applied = Task.Run(async () => await store.Features.ApplyAsync([update], Cancellation));
            var review = Review(Wang).From(features: reviewed);
            var committed = Task.Run(async () => await store.Warnings.CommitAsync(review, Cancellation));
            await Task.WhenAll(applied, committed);

            Assert.Equal(Committed, (await committed).Outcome);
            Assert.Equal([Wang], await MarkedAsync(store));
        }
    }

    [Fact]
    public async Task Committed_AfterACommitWithAnEntry_RingsForItsPartition()
    {
        var store = await OpenStoreAsync();
        var borrower = InPartition(3, Partitions, 1)[0];
        var rung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Warnings.Committed += partition =>
        {
            if (partition == 3) rung.TrySetResult();
        };

        await store.Warnings.CommitAsync(Raise(borrower), Cancellation);

        await rung.Task.WaitAsync(_patience, Cancellation);
    }

    [Fact]
    public async Task Committed_WhenItRings_TheEntryCanBeRead()
    {
        var store = await OpenStoreAsync();
        var rings = new SemaphoreSlim(0);
        store.Warnings.Committed += partition =>
        {
            if (partition == _wangPartition) rings.Release();
        };

        for (var revision = 0L; revision < 10; revision++)
        {
            await store.Warnings.CommitAsync(Raise(Wang, revision), Cancellation);
            while ((await store.Warnings.ReadExtentAsync(_wangPartition, Cancellation)).Head.Sequence <= revision)
                Assert.True(await rings.WaitAsync(_patience, Cancellation));
        }
    }
}
