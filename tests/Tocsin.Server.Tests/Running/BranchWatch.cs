using Grpc.Core;
using Tocsin.Server.Warnings;
using Tocsin.V1;
using WarningFilter = Tocsin.V1.WarningFilter;

namespace Tocsin.Server.Tests.Running;

/// <summary>The one subscription of a rehearsed branch: from before the first change to after the last.</summary>
internal sealed class BranchWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly WatchedView _view = new(new WatcherPlan("the subscriber", new WarningFilter()));
    private readonly ServerProcess _server;
    private readonly BranchLedger _ledger;
    private Task _running = Task.CompletedTask;

    private BranchWatch(ServerProcess server, BranchLedger ledger) => (_server, _ledger) = (server, ledger);

    /// <summary>What it was told, held against its cursors.</summary>
    public WatchedView View => _view;

    /// <summary>Starts it and waits until it is in.</summary>
    public static async Task<BranchWatch> StartAsync(ServerProcess server, BranchLedger ledger)
    {
        var watch = new BranchWatch(server, ledger);
        watch._running = Task.Run(watch.FollowAsync);
        await Eventually.SoAsync(
            () => Task.FromResult(watch._view.From is not null || watch._running.IsCompleted), "the subscriber is in");
        return watch;
    }

    /// <summary>Waits until it was told of everything that is in the log by now.</summary>
    public async Task CaughtUpAsync()
    {
        using var other = await Watch.FromNowAsync(_server);
        if (!WarningCursor.TryDecode(other.Cursor, out var head)) throw new InvalidDataException("No cursor.");
        await Eventually.SoAsync(
            () => Task.FromResult(_view.HasReached(head) || _running.IsCompleted), "the subscriber has caught up");
        if (_running.IsCompleted) throw new EndOfStreamException("The subscription ended.");
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    private async Task FollowAsync()
    {
        var client = new WarningService.WarningServiceClient(_server.Channel);
        try
        {
            using var call = client.WatchWarnings(new WatchWarningsRequest(), cancellationToken: _end.Token);
            while (await call.ResponseStream.MoveNext(_end.Token))
            {
                var message = call.ResponseStream.Current;
                // The ledger first: once the view has reached a cursor, what was told before it is in the books.
                if (message.Change is { } change) _ledger.Take(change);
                _view.Take(message);
            }
        }
        catch (Exception ended) when (
            ended is RpcException or OperationCanceledException && _end.IsCancellationRequested)
        {
            // It is over.
        }
        catch (Exception fault)
        {
            _view.Note($"fell over: {fault.Message}");
        }
    }
}
