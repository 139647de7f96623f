using Tocsin.Conformance;
using Tocsin.Core.Storage;

namespace Tocsin.Redis.Tests;

/// <summary>The contract of rule set stores, on Redis.</summary>
public sealed class RedisRuleSetStoreTests(RedisServer server) : RuleSetStoreContract
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
}
