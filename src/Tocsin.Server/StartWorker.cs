using System.Diagnostics;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Server.RuleFiles;
using Tocsin.Server.Samples;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server;

/// <summary>
/// Brings the server up: rules first, since a server without any must not start; then, once the store answers, the
/// activation number, the samples of a first look, and readiness.
/// </summary>
internal sealed class StartWorker(
    FirstRules firstRules, StoreKeeper keeper, IStore store, ActiveRuleSet active, SamplePortfolio samples,
    ServerSettings settings, TimeProvider time, ILogger<StartWorker> logger) : BackgroundService
{
    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await firstRules.LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await keeper.Opened.WaitAsync(stoppingToken);
        while (!await TryActivateAsync(stoppingToken))
            await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
        var rules = active.Current!;
        var elapsed = (long)(time.GetUtcNow() - Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalMilliseconds;
        Log.Ready(logger, elapsed, store.Description, rules.Set.Manifest.Name, rules.Number);
        if (settings.Samples.Enabled && settings.Store.Redis is null) await samples.PutAsync(stoppingToken);
    }

    private async Task<bool> TryActivateAsync(CancellationToken cancellation)
    {
        try
        {
            await firstRules.ActivateAsync(cancellation);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
