using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>A store of one proof's own, and a folder beside it; both go with it.</summary>
internal sealed class ProofStore : IAsyncDisposable
{
    private readonly RedisServer _redis = new();

    private ProofStore(StoreKind kind) =>
        Place = new StorePlace(kind, Folder.At("data"), kind == StoreKind.Redis ? _redis : null);

    /// <summary>A folder for what else the proof writes.</summary>
    public TemporaryFolder Folder { get; } = new();

    /// <summary>Where servers keep their data.</summary>
    public StorePlace Place { get; }

    /// <summary>Makes the folder and, for Redis, starts a redis-server.</summary>
    public static async Task<ProofStore> StartAsync(StoreKind kind)
    {
        var store = new ProofStore(kind);
        if (kind == StoreKind.Redis) await store._redis.StartAsync();
        return store;
    }

    /// <summary>Ends the redis-server and removes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        Folder.Dispose();
    }
}
