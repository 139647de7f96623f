using Tocsin.Core.Storage;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.RuleFiles;

/// <summary>Offers what is in the rules folder to the gate, as <see cref="RuleFolderFeed"/> gives it.</summary>
internal sealed class RuleFilesWatcher : BackgroundService
{
    private readonly RuleSettings _settings;
    private readonly RuleGate _gate;
    private readonly FirstRules _firstRules;
    private readonly ILogger<RuleFilesWatcher> _logger;
    private readonly ServerMetrics _metrics;
    private readonly RuleFolderFeed _feed;
    private volatile string _watching;
    private string _problem = "";

    public RuleFilesWatcher(
        RuleSettings settings, RuleGate gate, FirstRules firstRules, ServerMetrics metrics,
        TimeProvider time, ILogger<RuleFilesWatcher> logger)
    {
        _settings = settings;
        _gate = gate;
        _firstRules = firstRules;
        _metrics = metrics;
        _logger = logger;
        _feed = new RuleFolderFeed(settings, time, Tell);
        _watching = settings.Source == "store" ? "off" : settings.UseEvents ? "events" : "polled";
    }

    /// <summary>
    /// How changes of the folder are found: <c>events</c> of the system, <c>polled</c>, with the problem where the
    /// system cannot watch, or <c>off</c> where rules come from the store. Any thread may ask.
    /// </summary>
    public string Watching => _watching;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Where rules come from the store the folder has only the first of them, which is read at the start.
        if (_settings.Source == "store") return;
        await _firstRules.Activated.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested) await OfferNextAsync(stoppingToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _feed.Dispose();
        base.Dispose();
    }

    private async Task OfferNextAsync(CancellationToken cancellation)
    {
        try
        {
            var look = await _feed.NextAsync(cancellation);
            if (look.Files is null)
            {
                // Looked at again and again, told once.
                if (look.Problem != _problem) Log.RulesFolderUnreadable(_logger, _settings.Folder, look.Problem);
                _gate.Unreadable(look.Problem);
            }
            else
            {
                await _gate.OfferAsync(look.Files, cancellation);
            }

            _problem = look.Problem;
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

    private void Tell(WatchNews news, string problem)
    {
        if (news != WatchNews.Back) _metrics.WatchFaults.Inc();
        switch (news)
        {
            case WatchNews.Lost:
                _watching = $"polled: {problem}";
                Log.WatchLost(_logger, problem, _settings.PollMs);
                break;
            case WatchNews.Overflowed:
                Log.WatchOverflowed(_logger, problem);
                break;
            default:
                _watching = "events";
                Log.WatchBack(_logger);
                break;
        }
    }
}
