using StackExchange.Redis;
using Tocsin.Conformance;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Storage;
using Xunit;
using static Tocsin.Conformance.SampleRuleSets;

namespace Tocsin.Redis.Tests;

/// <summary>The contract of rule set stores, on Redis.</summary>
public sealed class RedisRuleSetStoreTests(RedisServer server) : RuleSetStoreContract
{
    private readonly RedisPlace _place = new(server);

    [Fact]
    public async Task PublishAsync_AnotherStoppedAfterAnyCall_IsListedOnceWithItsFiles()
    {
        var store = await OpenStoreAsync();
        var look = await _place.LookAsync();
        for (var calls = 0; ; calls++)
        {
            var files = Files(calls);
            var stopped = Publication(files, Noon.AddHours(-calls - 1), "stopped");
            var isStopped = await StoppedScript.IsStoppedAfterAsync(
                calls, look, RedisScripts.Publish, RedisRuleSetStore.KeysFor(_place.Keys, files.Digest),
                RedisRuleSetStore.Arguments(stopped, files));
            if (!isStopped) break;

            var found = await store.RuleSets.FindAsync(files.Digest, Cancellation);
            var read = await store.RuleSets.ReadFilesAsync(files.Digest, Cancellation);
            Assert.Equal(found is null, read is null);
            var kept = await store.RuleSets.PublishAsync(
                Publication(files, Noon.AddMinutes(calls)), files, Cancellation);

            Assert.Equal(found is null ? "zhou" : "stopped", kept.Author);
            var listed = await store.RuleSets.ListAsync(null, 100, Cancellation);
            Assert.Single(listed, one => one.Digest == files.Digest);
            Assert.NotNull(await store.RuleSets.ReadFilesAsync(files.Digest, Cancellation));
            Assert.True(calls < 10, "The script has an end.");
        }
    }

    [Fact]
    public async Task ListAsync_PlacesThatNothingCameOf_DoNotShortenPages()
    {
        var store = await OpenStoreAsync();
        var look = await _place.LookAsync();
        for (var i = 0; i < 4; i++)
            await store.RuleSets.PublishAsync(Publication(Files(i), Noon.AddHours(i)), Files(i), Cancellation);
        await look.SortedSetAddAsync(
            _place.Keys.RuleSets,
            [.. Enumerable.Range(0, 9).Select(i => new SortedSetEntry(
                RedisRuleSet.PlaceOf(Publication(Files(i % 5), Noon.AddMinutes(30 * i).AddSeconds(1))), 0))]);

        var listed = await store.RuleSets.ListAsync(null, 3, Cancellation);

        Assert.Equal([Files(3).Digest, Files(2).Digest, Files(1).Digest], listed.Select(one => one.Digest));
        Assert.Single(await store.RuleSets.ListAsync(listed[^1], 3, Cancellation));
    }

    [Fact]
    public async Task ReadFilesAsync_WhatIsKeptIsNotWhatWasPublished_Throws()
    {
        var store = await OpenStoreAsync();
        var look = await _place.LookAsync();
        var files = Files(1);
        await store.RuleSets.PublishAsync(Publication(files), files, Cancellation);

        foreach (var kept in new RedisValue[] { RuleFilesCodec.ToZip(Files(2)), "no archive", "" })
        {
            await look.StringSetAsync(_place.Keys.RuleFiles(files.Digest), kept);
            await Assert.ThrowsAsync<InvalidDataException>(async () =>
                await store.RuleSets.ReadFilesAsync(files.Digest, Cancellation));
        }

        await look.KeyDeleteAsync(_place.Keys.RuleFiles(files.Digest));
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
            await store.RuleSets.ReadFilesAsync(files.Digest, Cancellation));
    }

    protected override bool IsShared => true;

    protected override ValueTask<IStore> CreateStoreAsync(string place, int? partitions) => new(_place.Create(
        _place.Options with { KeyPrefix = _place.PrefixOf(place), Partitions = partitions }));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _place.DisposeAsync();
    }
}
