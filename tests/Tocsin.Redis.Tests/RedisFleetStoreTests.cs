using Tocsin.Conformance;
using Tocsin.Core.Storage;

namespace Tocsin.Redis.Tests;

/// <summary>The contract of fleet stores, on Redis.</summary>
public sealed class RedisFleetStoreTests(RedisServer server) : FleetStoreContract
{
    private readonly RedisPlace _place = new(server);

    protected override ValueTask<IStore> CreateStoreAsync(string place, int? partitions) => new(_place.Create(
        _place.Options with { KeyPrefix = _place.PrefixOf(place), Partitions = partitions }));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _place.DisposeAsync();
    }
}
