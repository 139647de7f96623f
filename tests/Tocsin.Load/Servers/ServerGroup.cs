using Tocsin.Conformance;
using Tocsin.Proofs;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Load.Servers;

/// <summary>
/// The servers of a scenario, a redis-server for those that want one, and a folder for what they keep; all end with it.
/// </summary>
internal sealed class ServerGroup : IAsyncDisposable
{
    private readonly RedisServer _redis = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Stack<IAsyncDisposable> _started = new();

    private ServerGroup()
    {
    }

    /// <summary>Where the redis-server answers.</summary>
    public string Redis => _redis.Configuration;

    /// <summary>Makes an empty one.</summary>
    /// <param name="kind">The store that its Tocsins are to use.</param>
    public static async Task<ServerGroup> StartAsync(StoreKind kind)
    {
        var group = new ServerGroup();
        if (kind == StoreKind.Redis) await group._redis.StartAsync();
        return group;
    }

    /// <summary>A path of its own for a file.</summary>
    public string FileAt(string name) => _folder.At(name);

    /// <summary>Starts a Tocsin and waits until it is ready.</summary>
    /// <param name="name">What it is called in the table.</param>
    /// <param name="settings">Its settings, besides where its store is.</param>
    public async Task<MeasuredServer> StartTocsinAsync(string name, params string[] settings)
    {
        var place = NextPlace();
        string[] store = _redis.Port == 0 ? [] : [$"Store:Redis={Redis}", $"Store:KeyPrefix={place}"];
        var server = await MeasuredTocsin.StartAsync(
            SocketOf(place), _folder.At(place), [.. store, .. settings]);
        _started.Push(server);
        return new MeasuredServer(name, server.GrpcAddress, SocketOf(place), place);
    }

    /// <summary>Starts the load program as one of the baselines.</summary>
    /// <param name="name">What it is called in the table.</param>
    /// <param name="command">What it serves.</param>
    public async Task<MeasuredServer> StartBaselineAsync(string name, params string[] command)
    {
        var place = NextPlace();
        var server = await ServedProcess.StartAsync(
            typeof(ServerGroup).Assembly.Location, StartupHook.Variables(SocketOf(place)), command);
        _started.Push(server);
        return new MeasuredServer(name, server.Address, SocketOf(place), place);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var server)) await server.DisposeAsync();
        await _redis.DisposeAsync();
        _folder.Dispose();
    }

    private string NextPlace() => $"s{_started.Count}";

    private string SocketOf(string place) => _folder.At($"{place}.socket");
}
