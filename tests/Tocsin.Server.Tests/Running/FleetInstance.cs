namespace Tocsin.Server.Tests.Running;

/// <summary>One of several servers on one store, always at the same address, through kills and starts.</summary>
internal sealed class FleetInstance(StorePlace place, string folder, RuleCopy rules) : IAsyncDisposable
{
    private readonly int _port = SteadyPort.Find();
    private readonly List<ServerProcess> _killed = [];
    private TaskCompletionSource<ServerProcess> _server = Awaited();

    /// <summary>Where it answers.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>The server, once it is there.</summary>
    public Task<ServerProcess> ServerAsync() => _server.Task;

    /// <summary>Starts it.</summary>
    public async Task StartAsync() => _server.SetResult(await place.StartBesideAsync(
        folder, rules.Setting, "Rules:PollMs=500", "Rules:QuietMs=30", "Warnings:SweepMs=100",
        "Warnings:CheckpointMs=200", $"Server:Grpc={Address.Authority}"));

    /// <summary>Ends it as a crash does, and starts it again.</summary>
    public async Task KillAndStartAsync()
    {
        var server = await ServerAsync();
        // From here on whoever wants a server waits for the next one.
        _server = Awaited();
        await server.KillAsync();
        // Calls on its channel are still finding out.
        _killed.Add(server);
        await StartAsync();
    }

    /// <summary>Sends updates through it until told to stop, however often it is killed meanwhile.</summary>
    public async Task DriveAsync(UpdateDriver driver, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested) await driver.DriveAsync(await ServerAsync().WaitAsync(stop), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It is not back yet, and nobody waits for it.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in _killed) await server.DisposeAsync();
        if (_server.Task.IsCompletedSuccessfully) await (await _server.Task).DisposeAsync();
    }

    private static TaskCompletionSource<ServerProcess> Awaited() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
