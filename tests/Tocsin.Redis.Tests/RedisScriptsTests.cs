using Tocsin.Conformance;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Redis.Tests;

/// <summary>Scripts that the server forgot, and scripts whose effects it applies twice.</summary>
public sealed class RedisScriptsTests(RedisServer server)
{
    private static readonly BorrowerId _wang = SampleBorrowers.Wang;
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task EveryCall_ServerForgotTheScripts_StillWorks()
    {
        RedisServer.Require();
        await using var own = new RedisServer();
        await own.StartAsync();
        await using var place = new RedisPlace(own);
        var store = await place.OpenAsync();
        await store.Features.ApplyAsync([Debt(_wang, 0, Morning.AddDays(-1))], RedisPlace.Cancellation);
        await (await place.LookAsync()).ExecuteAsync("SCRIPT", "FLUSH");

        var updates = Enumerable.Range(0, 100).Select(n => Debt(_wang, n, Morning.AddMinutes(n))).ToList();
        var applied = await store.Features.ApplyAsync(updates, RedisPlace.Cancellation);
        var committed = await store.Warnings.CommitAsync(Raise(_wang), RedisPlace.Cancellation);

        Assert.Equal(Enumerable.Range(2, 100).Select(n => (long)n), applied.Select(result => result.Revision));
        Assert.Equal(new CommitResult(CommitOutcome.Committed, 1), committed);
    }

    [Fact]
    public async Task Commit_SentTwice_IsMadeOnce()
    {
        await using var place = new RedisPlace(server);
        var store = await place.OpenAsync();
        var keys = place.Keys.PartitionOf(_wang);
        var arguments = RedisWarningState.Write(Raise(_wang), keys.Partition, place.Keys.BellChannel);
        var look = await place.LookAsync();

        var first = await look.ScriptEvaluateAsync(RedisScripts.Commit.Text, keys.ForCommit(_wang), arguments);
        var second = await look.ScriptEvaluateAsync(RedisScripts.Commit.Text, keys.ForCommit(_wang), arguments);

        Assert.Equal(["0", "1"], (string[])first!);
        Assert.Equal(["1", "0"], (string[])second!);
        Assert.Equal(1, (await store.Warnings.ReadAsync(_wang, RedisPlace.Cancellation)).Revision);
        Assert.Equal(1, await look.StreamLengthAsync(keys.Log));
    }

    [Theory]
    [InlineData("publish")]
    [InlineData("approve")]
    [InlineData("activate")]
    [InlineData("announce")]
    public async Task Load_LastBlockAboutRuleSetsStandsTwice_IsAsIfItStoodOnce(string last)
    {
        RedisServer.Require();
        await using var own = new RedisServer();
        await own.StartAsync();
        await using var place = new RedisPlace(own);
        var store = await place.OpenAsync();
        var files = SampleRuleSets.Files(1);
        var noted = new Activation(1, files.Digest, Noon) { Origin = ActivationOrigin.Request, By = "wu" };
        await store.Activations.TryAdvanceAsync(noted, RedisPlace.Cancellation);
        await store.RuleSets.WriteShadowAsync(SampleRuleSets.Shadow(files.Digest), RedisPlace.Cancellation);
        await store.RuleSets.PublishAsync(SampleRuleSets.Publication(files), files, RedisPlace.Cancellation);
        if (last == "approve")
            await store.RuleSets.ApproveAsync(files.Digest, SampleRuleSets.Approval("chen"), RedisPlace.Cancellation);
        if (last == "activate")
            await store.Activations.TryAdvanceAsync(noted with { Number = 2 }, RedisPlace.Cancellation);
        if (last == "announce")
            await store.Fleet.AnnounceAsync(SampleRuleSets.Instance("i-1"), _minute, RedisPlace.Cancellation);
        var before = await ReadRuleSetsAsync(store);
        await own.KillAsync();
        RepeatLastBlock(own.Folder);
        await own.StartAsync();

        await using var again = new RedisPlace(own) { Options = place.Options };
        var reopened = await again.OpenAsync();

        Assert.Equal(before, await ReadRuleSetsAsync(reopened));
    }

    [Theory]
    [InlineData("update")]
    [InlineData("commit")]
    [InlineData("erasure")]
    public async Task Load_LastBlockOfTheFileStandsTwice_IsAsIfItStoodOnce(string last)
    {
        RedisServer.Require();
        await using var own = new RedisServer();
        await own.StartAsync();
        await using var place = new RedisPlace(own);
        var store = await place.OpenAsync();
        await store.Features.ApplyAsync([Debt(_wang, 1)], RedisPlace.Cancellation);
        if (last != "update") await store.Warnings.CommitAsync(Raise(_wang).DueAt(Noon), RedisPlace.Cancellation);
        if (last == "erasure") await store.Warnings.CommitAsync(Erasure(_wang, 1), RedisPlace.Cancellation);
        var before = await ReadAsync(store);
        await own.KillAsync();
        RepeatLastBlock(own.Folder);
        await own.StartAsync();

        await using var again = new RedisPlace(own) { Options = place.Options };
        var reopened = await again.OpenAsync();

        Assert.Equal(before, await ReadAsync(reopened));
        var revision = last == "commit" ? 1 : 0;
        var next = await reopened.Warnings.CommitAsync(Raise(_wang, revision), RedisPlace.Cancellation);
        Assert.Equal(CommitOutcome.Committed, next.Outcome);
    }

    /// <summary>Does what a block applied twice around a rewrite of the append-only file does.</summary>
    private static void RepeatLastBlock(string folder)
    {
        var file = Directory.EnumerateFiles(folder, "*.incr.aof", SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(file);
        var start = bytes.AsSpan().LastIndexOf("*1\r\n$5\r\nMULTI\r\n"u8);
        Assert.True(start > 0, "A script's effects stand in one block.");
        using var append = new FileStream(file, FileMode.Append);
        append.Write(bytes, start, bytes.Length - start);
    }

    private static async Task<string> ReadRuleSetsAsync(RedisStore store)
    {
        var sets = await store.RuleSets.ListAsync(null, 10, RedisPlace.Cancellation);
        var files = await store.RuleSets.ReadFilesAsync(sets[0].Digest, RedisPlace.Cancellation);
        var shadow = await store.RuleSets.ReadShadowAsync(RedisPlace.Cancellation);
        var activations = await store.Activations.ListAsync(long.MaxValue, 10, RedisPlace.Cancellation);
        var fleet = await store.Fleet.ListAsync(RedisPlace.Cancellation);
        return $"{string.Join('|', sets)} {string.Join('|', sets[0].Approvals)} {files!.Digest} {shadow} " +
            $"{string.Join('|', activations)} {string.Join('|', fleet)}";
    }

    private static async Task<string> ReadAsync(RedisStore store)
    {
        var partition = _wang.Partition(RedisPlace.Partitions);
        var profile = await store.Features.ReadAsync(_wang, RedisPlace.Cancellation);
        var state = await store.Warnings.ReadAsync(_wang, RedisPlace.Cancellation);
        var extent = await store.Warnings.ReadExtentAsync(partition, RedisPlace.Cancellation);
        var marked = await store.Warnings.ReadMarkedAsync(partition, 10, RedisPlace.Cancellation);
        var due = await store.Warnings.ReadDueAsync(partition, Noon, 10, RedisPlace.Cancellation);
        return $"{profile?.Revision} {state.Revision} {state.Level} {extent} {marked.Count} {due.Count}";
    }
}
