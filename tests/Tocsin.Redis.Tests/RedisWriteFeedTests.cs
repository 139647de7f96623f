using Tocsin.Conformance;
using Tocsin.Core.Storage;
using Xunit;

namespace Tocsin.Redis.Tests;

/// <summary>The contract of what is told of writes, on Redis.</summary>
public sealed class RedisWriteFeedTests(RedisServer server) : WriteFeedContract
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly RedisPlace _place = new(server);

    protected override bool IsShared => true;

    protected override ValueTask<IStore> CreateStoreAsync(string place, int? partitions) => new(_place.Create(
        _place.Options with { KeyPrefix = _place.PrefixOf(place), Partitions = partitions }));

    [Fact]
    public async Task Broken_ConnectionsAreKilled_IsRungAndLaterWritesAreToldAgain()
    {
        await using var own = new RedisServer();
        await own.StartAsync();
        await using var place = new RedisPlace(own);
        var store = await place.OpenAsync();
        var broken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Writes.Broken += () => broken.TrySetResult();

        await (await place.LookAsync()).ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");

        await broken.Task.WaitAsync(_patience, Cancellation);
        var told = new TaskCompletionSource<BorrowerWrite>(TaskCreationOptions.RunContinuationsAsynchronously);
        var other = await place.OpenAsync();
        store.Writes.Written += write => told.TrySetResult(write);
        await ConfirmedAsync(store);
        await other.Features.ApplyAsync([SampleFeatures.Debt(SampleBorrowers.Wang, 1)], Cancellation);
        var write = await told.Task.WaitAsync(_patience, Cancellation);
        Assert.Equal(new BorrowerWrite(SampleBorrowers.Wang) { FeaturesRevision = 1 }, write);
    }

    // Until the driver has its connection back, nothing is confirmed.
    private static async Task ConfirmedAsync(RedisStore store)
    {
        var partition = SampleBorrowers.Wang.Partition(RedisPlace.Partitions);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            try
            {
                await store.Writes.ConfirmAsync(partition, Cancellation);
                return;
            }
            catch (StoreUnavailableException)
            {
                await pause.WaitForNextTickAsync(Cancellation);
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _place.DisposeAsync();
    }
}
