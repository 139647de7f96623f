using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// Offers the rules folder to the gate whenever something in it moves, and every few seconds in any case: some file
/// systems send no events, and some editors send them too early.
/// </summary>
internal sealed class RuleFilesWatcher(
    RuleSettings settings, RuleGate gate, FirstRules firstRules, TimeProvider time, ILogger<RuleFilesWatcher> logger)
    : BackgroundService
{
    // However long somebody keeps writing, the folder is read after this many quiet times.
    private const int MaximumQuietTimes = 12;

    private readonly SemaphoreSlim _moved = new(0, 1);
    private FileSystemWatcher? _watcher;
    private long _events;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await firstRules.Activated.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            Watch();
            await OfferAsync(stoppingToken);
            var poll = TimeSpan.FromMilliseconds(settings.PollMs);
            if (await _moved.WaitAsync(poll, stoppingToken)) await UntilQuietAsync(stoppingToken);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _watcher?.Dispose();
        _moved.Dispose();
        base.Dispose();
    }

    private async Task OfferAsync(CancellationToken cancellation)
    {
        try
        {
            await gate.OfferAsync(RuleFolder.Read(settings.Folder), cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file that is just being replaced is there at the next look; a folder that is gone is told once.
            Log.RulesFolderUnreadable(logger, settings.Folder, exception.Message);
            gate.Unreadable(exception.Message);
        }
        catch (StoreUnavailableException exception)
        {
            Log.StoreAway(logger, "activation", exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.WorkerFailed(logger, nameof(RuleFilesWatcher), exception);
        }
    }

    private async Task UntilQuietAsync(CancellationToken cancellation)
    {
        var quiet = TimeSpan.FromMilliseconds(settings.QuietMs);
        for (var i = 0; i < MaximumQuietTimes; i++)
        {
            var before = Volatile.Read(ref _events);
            await Task.Delay(quiet, time, cancellation);
            if (Volatile.Read(ref _events) == before) return;
        }
    }

    // A folder that was deleted and made again has a new identity, so a watcher that failed is made anew.
    private void Watch()
    {
        if (_watcher is not null || !Directory.Exists(settings.Folder)) return;
        try
        {
            var watcher = new FileSystemWatcher(settings.Folder) { IncludeSubdirectories = true };
            watcher.Changed += (_, _) => Moved();
            watcher.Created += (_, _) => Moved();
            watcher.Deleted += (_, _) => Moved();
            watcher.Renamed += (_, _) => Moved();
            watcher.Error += (_, error) => Lost(error.GetException());
            watcher.EnableRaisingEvents = true;
            _watcher = watcher;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            Lost(exception);
        }
    }

    private void Moved()
    {
        Interlocked.Increment(ref _events);
        try
        {
            _moved.Release();
        }
        catch (SemaphoreFullException)
        {
            // A look is due already.
        }
        catch (ObjectDisposedException)
        {
            // An event that arrives after the watcher stopped has nobody to tell.
        }
    }

    private void Lost(Exception exception)
    {
        Log.WatchLost(logger, exception.Message, settings.PollMs);
        Interlocked.Exchange(ref _watcher, null)?.Dispose();
        Moved();
    }
}
