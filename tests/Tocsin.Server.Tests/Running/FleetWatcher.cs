using Grpc.Net.Client;
using Tocsin.Client;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// A watcher that lives through crashes and moves between servers: whenever its call ends it goes on from its cursor,
/// at the next address when it has several.
/// </summary>
internal abstract class FleetWatcher : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly IReadOnlyList<Uri> _addresses;
    private Task _running = Task.CompletedTask;
    private int _resumed;
    private int _tooSlow;

    /// <summary>Makes one that has not started.</summary>
    protected FleetWatcher(WatcherPlan plan, IReadOnlyList<Uri> addresses)
    {
        Plan = plan;
        View = new WatchedView(plan);
        _addresses = addresses;
    }

    /// <summary>What it wants and how it behaves.</summary>
    public WatcherPlan Plan { get; }

    /// <summary>What it was told.</summary>
    public WatchedView View { get; }

    /// <summary>How often a server took its cursor.</summary>
    public int Resumed => Volatile.Read(ref _resumed);

    /// <summary>How often it was cut because it read too slowly.</summary>
    public int TooSlow => Volatile.Read(ref _tooSlow);

    /// <summary>Starts one; its first cursor comes when a server is there.</summary>
    public static FleetWatcher Start(WatcherPlan plan, IReadOnlyList<Uri> addresses)
    {
        FleetWatcher watcher = plan.IsLibrary
            ? new SubscribedWatcher(plan, addresses) : new ResumingWatcher(plan, addresses);
        watcher._running = Task.Run(watcher.RunAsync);
        return watcher;
    }

    /// <summary>Waits until it has its first cursor.</summary>
    public Task StartedAsync() =>
        Eventually.SoAsync(() => Task.FromResult(View.From is not null || _running.IsFaulted), $"{Plan.Name} is in");

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    /// <summary>Follows one server until the call ends or it is time to hang up.</summary>
    protected abstract Task FollowAsync(WarningService.WarningServiceClient client, CancellationToken end);

    /// <summary>Counts that a server took the cursor.</summary>
    protected void CountResumed() => Interlocked.Increment(ref _resumed);

    /// <summary>Counts that a server found it too slow.</summary>
    protected void CountTooSlow() => Interlocked.Increment(ref _tooSlow);

    private async Task RunAsync()
    {
        var channels = new GrpcChannel?[_addresses.Count];
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            for (var turn = Plan.Address; !_end.IsCancellationRequested; turn++)
            {
                var at = turn % _addresses.Count;
                var client = new WarningService.WarningServiceClient(
                    channels[at] ??= TocsinChannel.Create(_addresses[at]));
                await FollowAsync(client, _end.Token);
                await pause.WaitForNextTickAsync(_end.Token);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // It is over.
        }
        catch (Exception fault)
        {
            View.Note($"fell over: {fault}");
        }
        finally
        {
            foreach (var channel in channels) channel?.Dispose();
        }
    }
}
