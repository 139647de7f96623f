using StackExchange.Redis;
using Tocsin.Conformance;
using Tocsin.Core.Features;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Redis.Tests;

/// <summary>Commits that stopped half way.</summary>
public sealed class RedisRecoveryTests(RedisServer server) : IAsyncLifetime
{
    private static readonly BorrowerId _wang = SampleBorrowers.Wang;
    private static readonly int _partition = _wang.Partition(RedisPlace.Partitions);
    private static readonly BorrowerId _neighbour =
        SampleBorrowers.InPartition(_partition, RedisPlace.Partitions, 1)[0];

    private readonly RedisPlace _place = new(server);
    private RedisStore _store = null!;
    private IDatabase _look = null!;

    private PartitionKeys Keys => _place.Keys.Partition(_partition);

    public async ValueTask InitializeAsync()
    {
        _store = await _place.OpenAsync();
        _look = await _place.LookAsync();
    }

    public ValueTask DisposeAsync() => _place.DisposeAsync();

    [Fact]
    public async Task OpenAsync_StateNeverWritten_IsMadeFromTheDraft()
    {
        var due = Noon.AddDays(1);
        await _store.Features.ApplyAsync(Debts(_wang, 3), RedisPlace.Cancellation);
        await CommitAsync(Raise(_wang).From(features: 3, activation: 2).DueAt(due));
        await _look.KeyRenameAsync(Keys.State(_wang), Keys.Draft);
        await _look.KeyDeleteAsync([Keys.States, Keys.Open, Keys.Due]);

        var store = await _place.OpenAsync();

        var state = await store.Warnings.ReadAsync(_wang, RedisPlace.Cancellation);
        Assert.Equal((1, 3, 2, due), (state.Revision, state.FeaturesRevision, state.Activation, state.DueAt));
        Assert.Equal(Noon, state.AsOf);
        Assert.Equal(WarningLevel.Orange, Assert.Single(state.Warnings).Level);
        Assert.Equal([_wang], await store.Warnings.ReadDueAsync(_partition, due, 10, RedisPlace.Cancellation));
        Assert.Single(await store.Warnings.ListAsync(_partition, null, 10, openOnly: true, RedisPlace.Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CommitAsync_StoppedAfterAnyCall_IsWholeOrNothing(bool erases)
    {
        RedisKey[] apart = [Keys.Marks, Keys.Draft];
        await PrepareAsync();
        var nothing = await DumpAsync(apart);
        await CommitAsync(Second(erases));
        var whole = await DumpAsync(apart);
        var outcomes = new List<string>();
        for (var calls = 0; outcomes.LastOrDefault() != "not stopped"; calls++)
        {
            await _look.KeyDeleteAsync(Keys.ForCommit(_wang));
            await PrepareAsync();
            var isStopped = await IsStoppedAfterAsync(Second(erases), calls);

            await _place.OpenAsync();

            var found = await DumpAsync(apart);
            Assert.Contains(found, new[] { nothing, whole });
            // The mark goes only after all the rest: until then the borrower waits for a review.
            Assert.True(found == whole || await _look.HashExistsAsync(Keys.Marks, _wang.Value));
            outcomes.Add(!isStopped ? "not stopped" : found == whole ? "whole" : "nothing");
            var head = await _look.StreamLengthAsync(Keys.Log);
            Assert.Equal(head + 1, await CommitAsync(Raise(_neighbour)));
            await _look.KeyDeleteAsync(Keys.State(_neighbour));
        }

        Assert.Equal(["nothing", "whole", "not stopped"], outcomes.Distinct());
    }

    [Fact]
    public async Task CommitAsync_AnotherStoppedHalfWay_CompletesItFirst()
    {
        for (var calls = 0; await _look.StreamLengthAsync(Keys.Log) < 2; calls++)
        {
            await _look.KeyDeleteAsync(Keys.ForCommit(_wang));
            await PrepareAsync();
            Assert.True(await IsStoppedAfterAsync(Second(erases: false), calls));
        }

        var first = await _store.Warnings.CommitAsync(Raise(_neighbour), RedisPlace.Cancellation);

        Assert.Equal(new CommitResult(CommitOutcome.RevisionDiffers, 0), first);
        var state = await _store.Warnings.ReadAsync(_wang, RedisPlace.Cancellation);
        Assert.Equal((2, WarningLevel.Red), (state.Revision, state.Level));
        Assert.Equal(3, await CommitAsync(Raise(_neighbour)));
    }

    [Fact]
    public async Task OpenAsync_BorrowerCameBackAfterItsErasure_StaysAsItIs()
    {
        await CommitAsync(Raise(_wang));
        await CommitAsync(Erasure(_wang, 1));
        await _store.Features.ApplyAsync([Debt(_wang, 5)], RedisPlace.Cancellation);
        var withFeatures = await DumpAsync();
        await _place.OpenAsync();
        Assert.Equal(withFeatures, await DumpAsync());

        await CommitAsync(Review(_wang));
        var withState = await DumpAsync();
        await _place.OpenAsync();
        Assert.Equal(withState, await DumpAsync());
    }

    [Fact]
    public async Task OpenAsync_ReviewedSinceWithoutAChange_StaysAsItIs()
    {
        await _store.Features.ApplyAsync(Debts(_wang, 9), RedisPlace.Cancellation);
        await CommitAsync(Raise(_wang));
        await CommitAsync(Review(_wang, 1).From(features: 9, asOf: Noon.AddDays(1)).DueAt(Noon.AddDays(2)));
        var before = await DumpAsync();

        await _place.OpenAsync();

        Assert.Equal(before, await DumpAsync());
    }

    [Fact]
    public async Task Repair_NothingStopped_ChangesNothing()
    {
        await CommitAsync(Raise(_wang).DueAt(Noon));
        var before = await DumpAsync();

        var answer = await _look.ScriptEvaluateAsync(RedisScripts.Repair.Text, Keys.ForCommit(_wang), [_wang.Value]);

        Assert.Equal(["0"], (string[])answer!);
        Assert.Equal(before, await DumpAsync());
    }

    private async Task<long> CommitAsync(WarningCommit commit)
    {
        var result = await _store.Warnings.CommitAsync(commit, RedisPlace.Cancellation);
        Assert.Equal(CommitOutcome.Committed, result.Outcome);
        return result.Sequence;
    }

    // A state at revision 1, and features that wait for a review.
    private async Task PrepareAsync()
    {
        await _store.Features.ApplyAsync([Debt(_wang, 1)], RedisPlace.Cancellation);
        await CommitAsync(Raise(_wang).From(features: 1).DueAt(Noon));
        await _store.Features.ApplyAsync([Debt(_wang, 2, Morning.AddHours(1))], RedisPlace.Cancellation);
    }

    private static WarningCommit Second(bool erases) =>
        (erases ? Erasure(_wang, 1) : Raise(_wang, 1, WarningLevel.Red)).From(features: 2);

    private Task<bool> IsStoppedAfterAsync(WarningCommit commit, int calls) => StoppedScript.IsStoppedAfterAsync(
        calls, _look, RedisScripts.Commit, Keys.ForCommit(_wang),
        RedisWarningState.Write(commit, _partition, _place.Keys.BellChannel));

    /// <summary>Everything of the borrower's partition, as text.</summary>
    private async Task<string> DumpAsync(params RedisKey[] except)
    {
        var lines = new List<string>();
        foreach (var key in Keys.ForCommit(_wang).Except(except))
        {
            var type = await _look.KeyTypeAsync(key);
            lines.Add($"{key} {type} " + type switch
            {
                RedisType.Hash => string.Join(
                    '|', (await _look.HashGetAllAsync(key)).Select(field => field.ToString()).Order()),
                RedisType.SortedSet => string.Join('|', await _look.SortedSetRangeByRankWithScoresAsync(key)),
                RedisType.Stream => await _look.StreamLengthAsync(key),
                _ => "",
            });
        }

        return string.Join('\n', lines);
    }
}
