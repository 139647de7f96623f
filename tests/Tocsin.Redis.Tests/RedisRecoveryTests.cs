using StackExchange.Redis;
using Tocsin.Conformance;
using Tocsin.Core.Features;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Redis.Tests;

/// <summary>Commits that stopped half way, made by taking back by hand what they did.</summary>
public sealed class RedisRecoveryTests(RedisServer server) : IAsyncLifetime
{
    private static readonly BorrowerId _wang = SampleBorrowers.Wang;
    private static readonly int _partition = _wang.Partition(RedisPlace.Partitions);

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
    public async Task OpenAsync_StateNeverWritten_IsMadeFromTheLog()
    {
        var due = Noon.AddDays(1);
        await _store.Features.ApplyAsync(Debts(_wang, 3), RedisPlace.Cancellation);
        await CommitAsync(Raise(_wang).From(features: 3, activation: 2).DueAt(due));
        await _look.KeyDeleteAsync([Keys.State(_wang), Keys.States, Keys.Open, Keys.Due]);

        var store = await _place.OpenAsync();

        var state = await store.Warnings.ReadAsync(_wang, RedisPlace.Cancellation);
        Assert.Equal((1, 3, 2, due), (state.Revision, state.FeaturesRevision, state.Activation, state.DueAt));
        Assert.Equal(Noon, state.AsOf);
        Assert.Equal(WarningLevel.Orange, Assert.Single(state.Warnings).Level);
        Assert.Equal([_wang], await store.Warnings.ReadDueAsync(_partition, due, 10, RedisPlace.Cancellation));
        Assert.Single(await store.Warnings.ListAsync(_partition, null, 10, openOnly: true, RedisPlace.Cancellation));
    }

    [Fact]
    public async Task OpenAsync_StateOfAnEarlierEntry_IsBroughtUpToTheNewest()
    {
        await CommitAsync(Raise(_wang, 0, WarningLevel.Blue).DueAt(Noon));
        await _look.KeyCopyAsync(Keys.State(_wang), "{" + _partition + "}" + _place.Options.KeyPrefix);
        await CommitAsync(Raise(_wang, 1, WarningLevel.Yellow));
        await CommitAsync(Raise(_wang, 2, WarningLevel.Red));
        await _look.KeyRenameAsync("{" + _partition + "}" + _place.Options.KeyPrefix, Keys.State(_wang));

        var store = await _place.OpenAsync();

        var state = await store.Warnings.ReadAsync(_wang, RedisPlace.Cancellation);
        Assert.Equal((3, WarningLevel.Red, null), (state.Revision, state.Level, state.DueAt));
        var next = await store.Warnings.CommitAsync(Raise(_wang, 3), RedisPlace.Cancellation);
        Assert.Equal(new CommitResult(CommitOutcome.Committed, 4), next);
    }

    [Fact]
    public async Task OpenAsync_ErasureStoppedHalfWay_IsCompleted()
    {
        await _store.Features.ApplyAsync([Debt(_wang, 1)], RedisPlace.Cancellation);
        await CommitAsync(Raise(_wang).DueAt(Noon) with { SettlesMark = false });
        RedisKey[] keys = [.. Keys.ForCommit(_wang).Except([Keys.Floor, Keys.Log])];
        foreach (var key in keys) await _look.KeyCopyAsync(key, Aside(key));
        await CommitAsync(Erasure(_wang, 1));
        foreach (var key in keys) await _look.KeyRenameAsync(Aside(key), key);

        var store = await _place.OpenAsync();

        Assert.Equal(0, await _look.KeyExistsAsync(keys));
        Assert.Null(await store.Features.ReadAsync(_wang, RedisPlace.Cancellation));
        Assert.Equal(2, (await store.Warnings.ReadExtentAsync(_partition, RedisPlace.Cancellation)).Head.Sequence);
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
    public async Task Repair_ErasedSinceTheEntryWasFound_BringsNothingBack()
    {
        await CommitAsync(Raise(_wang));
        await CommitAsync(Erasure(_wang, 1));

        var answer = await _look.ScriptEvaluateAsync(RedisScripts.Repair.Text, Keys.ForCommit(_wang), [_wang.Value, 1]);

        Assert.Equal(["0"], (string[])answer!);
        Assert.False(await _look.KeyExistsAsync(Keys.State(_wang)));
    }

    [Fact]
    public async Task Repair_Twice_IsHarmless()
    {
        await CommitAsync(Raise(_wang).DueAt(Noon));
        var whole = await DumpAsync();
        await _look.KeyDeleteAsync([Keys.State(_wang), Keys.Due]);

        await _place.OpenAsync();
        Assert.Equal(whole, await DumpAsync());
        await _place.OpenAsync();
        Assert.Equal(whole, await DumpAsync());
    }

    private static RedisKey Aside(RedisKey key) => key.Append(":aside");

    private async Task CommitAsync(WarningCommit commit)
    {
        var result = await _store.Warnings.CommitAsync(commit, RedisPlace.Cancellation);
        Assert.Equal(CommitOutcome.Committed, result.Outcome);
    }

    /// <summary>Everything of the borrower's partition, as text.</summary>
    private async Task<string> DumpAsync()
    {
        var lines = new List<string>();
        foreach (var key in Keys.ForCommit(_wang))
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
