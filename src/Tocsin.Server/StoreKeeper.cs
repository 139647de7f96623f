using Tocsin.Core.Storage;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server;

/// <summary>Opens the store, trying again until it answers, and then keeps an eye on it. Thread-safe.</summary>
internal sealed class StoreKeeper(
    IStore store, ServerMetrics metrics, TimeProvider time, IHostApplicationLifetime lifetime,
    ILogger<StoreKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<StoreIdentity> _opened =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile string _problem = "The store has not been opened yet.";

    /// <summary>Completes once the store has been opened.</summary>
    public Task<StoreIdentity> Opened => _opened.Task;

    /// <summary>The opened store's identity; null before.</summary>
    public StoreIdentity? Identity { get; private set; }

    /// <summary>Why the store does not answer; empty while it does.</summary>
    public string Problem => _problem;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        do
        {
            try
            {
                if (Identity is null) await OpenAsync(stoppingToken);
                else await store.PingAsync(stoppingToken);
                Back();
            }
            catch (StoreUnavailableException exception)
            {
                Away(exception.Message);
            }
            catch (StoreRefusedException exception)
            {
                Log.StoreRefused(logger, exception.Message);
                _problem = exception.Message;
                // Trying again cannot help, and a server that looks alive would hide it.
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        var identity = await store.OpenAsync(cancellation);
        Identity = identity;
        Log.StoreOpened(logger, store.Description, identity.Epoch, identity.Partitions);
        foreach (var weakness in identity.Weaknesses) Log.StoreWeakness(logger, weakness);
        _problem = "";
        metrics.StoreUp.Set(1);
        _opened.TrySetResult(identity);
    }

    private void Back()
    {
        if (_problem.Length == 0) return;
        _problem = "";
        metrics.StoreUp.Set(1);
        Log.StoreBack(logger, store.Description);
    }

    private void Away(string problem)
    {
        if (_problem != problem) Log.StoreAway(logger, store.Description, problem);
        _problem = problem;
        metrics.StoreUp.Set(0);
    }
}
