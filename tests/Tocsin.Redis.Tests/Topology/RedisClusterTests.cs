using Tocsin.Conformance;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
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
        RedisServer.Require();
        await using var own = new RedisServer();
        await own.StartAsync("--cluster-enabled", "yes");
        await using var place = new RedisPlace(own);
        var look = await place.LookAsync();
        await look.Multiplexer.GetServers()[0].ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", 0, 16383);
        var store = await OpenAsync(place);
        var rung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Warnings.Committed += _ => rung.TrySetResult();

        await store.Features.ApplyAsync([Debt(_wang, 1), Debt(SampleBorrowers.Li, 2)], RedisPlace.Cancellation);
        var raised = await store.Warnings.CommitAsync(Raise(_wang).DueAt(Noon), RedisPlace.Cancellation);
        await rung.Task.WaitAsync(_patience, RedisPlace.Cancellation);
        var keys = place.Keys.PartitionOf(_wang);
        await look.KeyRenameAsync(keys.State(_wang), keys.Draft);
        var again = await OpenAsync(place);

        Assert.Equal(new CommitResult(CommitOutcome.Committed, 1), raised);
        Assert.Equal(1, (await again.Warnings.ReadAsync(_wang, RedisPlace.Cancellation)).Revision);
        var extent = await again.Warnings.ReadExtentAsync(keys.Partition, RedisPlace.Cancellation);
        Assert.Equal((1, 1), (extent.Head.Sequence, extent.OldestSequence));
        Assert.Equal(0, await again.Warnings.TrimLogAsync(keys.Partition, 1, Noon, RedisPlace.Cancellation));
        Assert.NotNull(await again.Activations.TryAdvanceAsync(
            new Activation(1, RuleSetDigest, Noon), RedisPlace.Cancellation));
        await again.Activations.NoteReviewedAsync(new(1, ""), RedisPlace.Cancellation);
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
