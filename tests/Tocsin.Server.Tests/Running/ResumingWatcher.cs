using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// A client that watches everything across crashes: whenever its stream ends it goes on from its last cursor, and it
/// keeps what it was given.
/// </summary>
internal sealed class ResumingWatcher : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly List<WarningChange> _changes = [];
    private readonly Func<Task<ServerProcess>> _server;
    private readonly int _cutAfter;
    private Task _running = Task.CompletedTask;
    private string _cursor = "";

    private ResumingWatcher(Func<Task<ServerProcess>> server, int cutAfter)
    {
        _server = server;
        _cutAfter = cutAfter;
    }

    /// <summary>How often it went on from a cursor.</summary>
    public int Resumed { get; private set; }

    /// <summary>Statuses it was given besides those of a server that is gone.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>What it was given so far, in order.</summary>
    public IReadOnlyList<WarningChange> Changes
    {
        get
        {
            lock (_lock) return [.. _changes];
        }
    }

    /// <summary>Starts, and waits until it has a cursor.</summary>
    /// <param name="server">The server to go to; asked anew at each try.</param>
    /// <param name="cutAfter">After how many changes it hangs up by itself; 0 never.</param>
    public static async Task<ResumingWatcher> StartAsync(Func<Task<ServerProcess>> server, int cutAfter = 0)
    {
        var watcher = new ResumingWatcher(server, cutAfter);
        using var first = await Watch.FromNowAsync(await server());
        watcher._cursor = first.Cursor;
        watcher._running = Task.Run(watcher.RunAsync);
        return watcher;
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!_end.IsCancellationRequested)
        {
            try
            {
                if (await FollowAsync()) Resumed++;
                await pause.WaitForNextTickAsync(_end.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // True when the server took the cursor.
    private async Task<bool> FollowAsync()
    {
        var taken = 0;
        var isIn = false;
        try
        {
            var client = new WarningService.WarningServiceClient((await _server().WaitAsync(_end.Token)).Channel);
            using var call = client.WatchWarnings(
                new WatchWarningsRequest { FromCursor = _cursor }, cancellationToken: _end.Token);
            while (await call.ResponseStream.MoveNext(_end.Token))
            {
                isIn = true;
                Take(call.ResponseStream.Current);
                if (call.ResponseStream.Current.Change is not null && ++taken == _cutAfter) break;
            }
        }
        catch (RpcException fault) when (IsTold(fault))
        {
            Faults.Add(EndedCall.Of(fault));
        }
        catch (Exception gone) when (gone is RpcException or ObjectDisposedException or IOException)
        {
            // The server died, is not up again, or its channel went with it.
        }

        return isIn;
    }

    // A status with details comes from a server, one without from the client's own transport.
    private static bool IsTold(RpcException end) =>
        end.StatusCode != StatusCode.Unavailable && end.GetRpcStatus() is not null;

    private void Take(WatchWarningsResponse message)
    {
        if (message.Change is { } change)
        {
            lock (_lock) _changes.Add(change);
        }

        _cursor = message.Change?.Cursor ?? message.Checkpoint?.Cursor ?? _cursor;
    }
}
