using System.Reflection;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Storage;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// Keeps this instance at the store's activation, and says in the store which one it answers with: at once when that
/// changes, and in time for its lease.
/// </summary>
internal sealed class FleetWorker : BackgroundService
{
    /// <summary>The longest error that is told.</summary>
    private const int MaximumError = 1_000;

    private const int AnnouncementsPerLease = 3;

    private static readonly string _build = typeof(FleetWorker).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private readonly SemaphoreSlim _moved = new(0, 1);
    private readonly IStore _store;
    private readonly ActiveRuleSet _active;
    private readonly FirstRules _firstRules;
    private readonly ActivationFollower _follower;
    private readonly RuleSettings _settings;
    private readonly string _instance;
    private readonly ServerMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<FleetWorker> _logger;
    private InstanceNote? _announced;
    private long _announcedAt;

    public FleetWorker(
        IStore store, ActiveRuleSet active, FirstRules firstRules, ActivationFollower follower, RuleSettings settings,
        JournalSettings journal, ServerMetrics metrics, TimeProvider time, ILogger<FleetWorker> logger)
    {
        _store = store;
        _active = active;
        _firstRules = firstRules;
        _follower = follower;
        _settings = settings;
        _instance = journal.Instance;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        active.Activated += _ => Wake();
    }

    /// <summary>Where this instance stands.</summary>
    public InstanceNote Standing
    {
        get
        {
            var rules = _active.Current;
            var error = _follower.LastError;
            return new InstanceNote(
                _instance, rules?.Number ?? 0, rules?.Set.Digest ?? "", rules?.At ?? default,
                error.Length <= MaximumError ? error : error[..MaximumError], _build);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            if (_announced is not null) await _store.Fleet.LeaveAsync(_instance, cancellationToken);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or OperationCanceledException)
        {
            // Its lease says the same a little later.
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _moved.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _firstRules.Activated.WaitAsync(stoppingToken);
        if (_settings.FourEyes) Log.FourEyesUnenforced(_logger);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _follower.FollowAsync(stoppingToken);
                _metrics.Following.Set(_follower.LastError.Length == 0 ? 1 : 0);
                await AnnounceAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                // The set in force goes on answering, and the store's keeper tells that the store is away.
                _metrics.Following.Set(0);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.WorkerFailed(_logger, nameof(FleetWorker), exception);
            }

            await _moved.WaitAsync(TimeSpan.FromMilliseconds(_settings.FollowMs), stoppingToken);
        }
    }

    private async Task AnnounceAsync(CancellationToken cancellation)
    {
        var lease = TimeSpan.FromMilliseconds(_settings.LeaseMs);
        var standing = Standing;
        if (standing == _announced && _time.GetElapsedTime(_announcedAt) < lease / AnnouncementsPerLease) return;
        var at = _time.GetTimestamp();
        await _store.Fleet.AnnounceAsync(standing, lease, cancellation);
        (_announced, _announcedAt) = (standing, at);
    }

    private void Wake()
    {
        try
        {
            _moved.Release();
        }
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
            // A look is due already, or nobody looks any more.
        }
    }
}
