using Tocsin.Conformance;
using Tocsin.Core.Storage;

namespace Tocsin.Redis.Tests;

/// <summary>The contract of activation stores, on Redis.</summary>
public sealed class RedisActivationStoreTests(RedisServer server) : ActivationStoreContract
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

    protected override async ValueTask WriteAsOlderBuildAsync(
        IStore store, long number, string digest, DateTimeOffset at) =>
        await (await _place.LookAsync()).HashSetAsync(
            _place.Keys.Activation, [new("number", number), new("digest", digest), new("at", RedisTime.ToText(at))]);
}
