using Tocsin.Conformance;
using Tocsin.Core.Storage;

namespace Tocsin.Redis.Tests;

/// <summary>The contract of fleet stores, on Redis.</summary>
public sealed class RedisFleetStoreTests(RedisServer server) : FleetStoreContract
{
    private readonly RedisPlace _place = new(server);

    protected override bool IsShared => true;

    protected override ValueTask<IStore> CreateStoreAsync(string place, int? partitions) => new(_place.Create(
        _place.Options with { KeyPrefix = _place.PrefixOf(place), Partitions = partitions }));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _place.DisposeAsync();
    }

    protected override async ValueTask AgeAsync(IStore store, string instance, TimeSpan by)
    {
        var look = await _place.LookAsync();
        if (await look.SortedSetScoreAsync(_place.Keys.Seen, instance) is { } seen)
            await look.SortedSetAddAsync(_place.Keys.Seen, instance, seen - by.TotalMicroseconds);
    }
}
