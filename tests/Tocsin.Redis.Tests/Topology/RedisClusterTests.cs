using System.Collections.Concurrent;
using Tocsin.Conformance;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Redis.Tests.Topology;

/// <summary>A cluster refuses a script whose keys lie in more than one slot, also when it has one node.</summary>
public sealed class RedisClusterTests
{
    private static readonly BorrowerId _wang = SampleBorrowers.Wang;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task EveryScript_InACluster_StaysInOneSlot()
    {
        await using var own = await StartAsync();
        await using var place = new RedisPlace(own);
        var look = await place.LookAsync();
        var store = await OpenAsync(place);
        var rung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Warnings.Committed += _ => rung.TrySetResult();
        var told = new ConcurrentQueue<BorrowerWrite>();
        store.Writes.Written += told.Enqueue;

        await store.Features.ApplyAsync([Debt(_wang, 1), Debt(SampleBorrowers.Li, 2)], RedisPlace.Cancellation);
        var raised = await store.Warnings.CommitAsync(Raise(_wang).DueAt(Noon), RedisPlace.Cancellation);
        await rung.Task.WaitAsync(_patience, RedisPlace.Cancellation);
        var keys = place.Keys.PartitionOf(_wang);
        await store.Writes.ConfirmAsync(keys.Partition, RedisPlace.Cancellation);
        await look.KeyRenameAsync(keys.State(_wang), keys.Draft);
        var again = await OpenAsync(place);

        Assert.Equal(new CommitResult(CommitOutcome.Committed, 1), raised);
        Assert.Contains(told, write => write.Warnings is { Revision: 1 });
        Assert.Equal(1, (await again.Warnings.ReadAsync(_wang, RedisPlace.Cancellation)).Revision);
        var extent = await again.Warnings.ReadExtentAsync(keys.Partition, RedisPlace.Cancellation);
        Assert.Equal((1, 1), (extent.Head.Sequence, extent.OldestSequence));
        Assert.Equal(0, await again.Warnings.TrimLogAsync(keys.Partition, 1, Noon, RedisPlace.Cancellation));
        Assert.NotNull(await again.Activations.TryAdvanceAsync(
            new Activation(1, RuleSetDigest, Noon), RedisPlace.Cancellation));
        await again.Activations.NoteReviewedAsync(new(1, ""), RedisPlace.Cancellation);
    }

    [Fact]
    public async Task EveryScriptOfRuleSetsAndTheFleet_InACluster_StaysInOneSlot()
    {
        await using var own = await StartAsync();
        await using var place = new RedisPlace(own);
        var store = await OpenAsync(place);
        var files = SampleRuleSets.Files(1);

        await store.RuleSets.PublishAsync(SampleRuleSets.Publication(files), files, RedisPlace.Cancellation);
        await store.RuleSets.ApproveAsync(files.Digest, SampleRuleSets.Approval("chen"), RedisPlace.Cancellation);
        await store.RuleSets.WriteShadowAsync(SampleRuleSets.Shadow(files.Digest), RedisPlace.Cancellation);
        for (var number = 1; number <= 2; number++)
        {
            Assert.NotNull(await store.Activations.TryAdvanceAsync(
                new Activation(number, files.Digest, Noon), RedisPlace.Cancellation));
        }

        var minute = TimeSpan.FromMinutes(1);
        await store.Fleet.AnnounceAsync(SampleRuleSets.Instance("i-1"), minute, RedisPlace.Cancellation);
        await store.Fleet.AnnounceAsync(SampleRuleSets.Instance("i-2"), minute, RedisPlace.Cancellation);
        await store.Fleet.LeaveAsync("i-1", RedisPlace.Cancellation);

        Assert.NotNull(await store.RuleSets.ReadFilesAsync(files.Digest, RedisPlace.Cancellation));
        var listed = Assert.Single(await store.RuleSets.ListAsync(null, 10, RedisPlace.Cancellation));
        Assert.Equal("chen", Assert.Single(listed.Approvals).Approver);
        Assert.NotNull(await store.RuleSets.ReadShadowAsync(RedisPlace.Cancellation));
        Assert.Equal(2, (await store.Activations.ListAsync(9, 10, RedisPlace.Cancellation)).Count);
        Assert.Equal("i-2", Assert.Single(await store.Fleet.ListAsync(RedisPlace.Cancellation)).Note.Instance);
    }

    /// <summary>A cluster of one node, which has all slots.</summary>
    private static async Task<RedisServer> StartAsync()
    {
        RedisServer.Require();
        var own = new RedisServer();
        await own.StartAsync("--cluster-enabled", "yes");
        await using var place = new RedisPlace(own);
        var look = await place.LookAsync();
        await look.Multiplexer.GetServers()[0].ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", 0, 16383);
        return own;
    }

    /// <summary>A cluster takes a moment to agree that it is whole.</summary>
    private static async Task<RedisStore> OpenAsync(RedisPlace place)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await place.OpenAsync();
            }
            catch (Core.Storage.StoreUnavailableException) when (attempt < 300)
            {
                await pause.WaitForNextTickAsync(RedisPlace.Cancellation);
            }
        }
    }
}
