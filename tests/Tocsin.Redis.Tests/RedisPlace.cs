using StackExchange.Redis;
using Tocsin.Conformance;
using Xunit;

namespace Tocsin.Redis.Tests;

/// <summary>
/// What one test has of a shared server: key prefixes that no other test has, the stores on them, and a look behind
/// them.
/// </summary>
internal sealed class RedisPlace : IAsyncDisposable
{
    public const int Partitions = 4;

    private readonly RedisServer _server;
    private readonly string _test = Guid.NewGuid().ToString("N")[..16];
    private readonly List<RedisStore> _stores = [];
    private ConnectionMultiplexer? _multiplexer;

    public RedisPlace(RedisServer server)
    {
        RedisServer.Require();
        _server = server;
        Options = new RedisStoreOptions
        {
            Configuration = server.Configuration,
            KeyPrefix = PrefixOf("main"),
            Partitions = Partitions,
            CallTimeout = TimeSpan.FromSeconds(10),
        };
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public RedisStoreOptions Options { get; init; }

    public RedisKeys Keys => new(Options.KeyPrefix, Partitions);

    public string PrefixOf(string place) => $"{_test}-{place}";

    public RedisStore Create(RedisStoreOptions? options = null)
    {
        var store = new RedisStore(options ?? Options);
        _stores.Add(store);
        return store;
    }

    public async Task<RedisStore> OpenAsync()
    {
        var store = Create();
        await store.OpenAsync(Cancellation);
        return store;
    }

    /// <summary>The server as anybody sees it who does not go through a store.</summary>
    public async Task<IDatabase> LookAsync()
    {
        _multiplexer ??= await ConnectionMultiplexer.ConnectAsync(_server.Configuration + ",allowAdmin=true");
        return _multiplexer.GetDatabase();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores) await store.DisposeAsync();
        if (_multiplexer is not null) await _multiplexer.DisposeAsync();
    }
}
