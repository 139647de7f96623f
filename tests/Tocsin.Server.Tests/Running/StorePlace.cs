using Tocsin.Conformance;
using Tocsin.Core.Storage;
using Tocsin.Redis;
using Tocsin.Sqlite;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Where one run keeps its data: a folder for SQLite, a key prefix on a redis-server. Servers are started on it, and
/// it is looked at from outside, past every server.
/// </summary>
/// <param name="Kind">The store.</param>
/// <param name="Folder">The data folder; SQLite's database is in it.</param>
/// <param name="Redis">The redis-server; null for SQLite.</param>
internal sealed record StorePlace(StoreKind Kind, string Folder, RedisServer? Redis)
{
    private readonly string _prefix = $"t{Guid.NewGuid():N}"[..16];

    /// <summary>A place of a test's own; the test is skipped where its store is not installed.</summary>
    public static StorePlace Of(StoreKind kind, TemporaryFolder folder, RedisServer redis)
    {
        if (kind == StoreKind.Redis) RedisServer.Require();
        return new StorePlace(kind, folder.At("data"), kind == StoreKind.Redis ? redis : null);
    }

    /// <summary>Starts a server on it, without samples, and waits until it is ready.</summary>
    public Task<ServerProcess> StartAsync(
        params string[] settings) => ServerProcess.StartReadyAsync(Folder, All(settings));

    /// <summary>Starts a further server on it, with a data folder of its own; only for Redis.</summary>
    public Task<ServerProcess> StartBesideAsync(string folder, params string[] settings) =>
        ServerProcess.StartReadyAsync(folder, All(settings));

    /// <summary>Opens it past every server; SQLite only while no server has it.</summary>
    public async Task<IStore> OpenAsync()
    {
        IStore store = Redis is null
            ? new SqliteStore(new SqliteStoreOptions { Folder = Folder })
            : new RedisStore(new RedisStoreOptions
            {
                Configuration = Redis.Configuration,
                KeyPrefix = _prefix,
                CallTimeout = TimeSpan.FromSeconds(10),
            });
        await store.OpenAsync(CancellationToken.None);
        return store;
    }

    private string[] All(string[] settings) => Redis is null
        ? ["Samples:Enabled=false", .. settings]
        : [$"Store:Redis={Redis.Configuration}", $"Store:KeyPrefix={_prefix}", .. settings];
}
