using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// Offers the rules folder to the gate whenever something in it moves, and every few seconds in any case: some file
/// systems send no events, and some editors send them too early.
/// </summary>
internal sealed class RuleFilesWatcher : BackgroundService
{
    // However long somebody keeps writing, the folder is read after this many quiet times.
    private const int MaximumQuietTimes = 12;

    private readonly SemaphoreSlim _moved = new(0, 1);
    private readonly RuleSettings _settings;
    private readonly RuleGate _gate;
    private readonly FirstRules _firstRules;
    private readonly TimeProvider _time;
    private readonly ILogger<RuleFilesWatcher> _logger;
    private readonly RuleFolderWatch _watch;
    private long _events;

    public RuleFilesWatcher(
        RuleSettings settings, RuleGate gate, FirstRules firstRules, TimeProvider time,
        ILogger<RuleFilesWatcher> logger)
    {
        _settings = settings;
        _gate = gate;
        _firstRules = firstRules;
        _time = time;
        _logger = logger;
        _watch = new RuleFolderWatch(
            settings.Folder, Moved, problem => Log.WatchLost(logger, problem, settings.PollMs));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _firstRules.Activated.WaitAsync(stoppingToken);
        if (_settings.Source == "store") return;
        while (!stoppingToken.IsCancellationRequested)
        {
            _watch.Renew();
            await OfferAsync(stoppingToken);
            var poll = TimeSpan.FromMilliseconds(_settings.PollMs);
            if (await _moved.WaitAsync(poll, stoppingToken)) await UntilQuietAsync(stoppingToken);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _watch.Dispose();
        _moved.Dispose();
        base.Dispose();
    }

    private async Task OfferAsync(CancellationToken cancellation)
    {
        try
        {
            await _gate.OfferAsync(RuleFolder.Read(_settings.Folder), cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file that is just being replaced is there at the next look; a folder that is gone is told once.
            Log.RulesFolderUnreadable(_logger, _settings.Folder, exception.Message);
            _gate.Unreadable(exception.Message);
        }
        catch (StoreUnavailableException exception)
        {
            Log.StoreAway(_logger, "activation", exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.WorkerFailed(_logger, nameof(RuleFilesWatcher), exception);
        }
    }

    private async Task UntilQuietAsync(CancellationToken cancellation)
    {
        var quiet = TimeSpan.FromMilliseconds(_settings.QuietMs);
        for (var i = 0; i < MaximumQuietTimes; i++)
        {
            var before = Volatile.Read(ref _events);
            await Task.Delay(quiet, _time, cancellation);
            if (Volatile.Read(ref _events) == before) return;
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
}
