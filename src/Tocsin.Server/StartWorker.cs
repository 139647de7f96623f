using System.Diagnostics;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Server.RuleFiles;
using Tocsin.Server.Samples;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server;

/// <summary>
/// Brings the server up: rules first, since a server that can have none ends; then, once the store answers, the
/// activation number, the samples of a first look, and readiness. Meanwhile it listens, and says that it is not ready.
/// </summary>
internal sealed class StartWorker(
    FirstRules firstRules, StoreKeeper keeper, IStore store, ActiveRuleSet active, SamplePortfolio samples,
    FirstCalls firstCalls, ServerSettings settings, TimeProvider time, IHostApplicationLifetime lifetime,
    ILogger<StartWorker> logger) : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private volatile bool _isReady;

    /// <summary>True once everything that a first call may look for is there.</summary>
    public bool IsReady => _isReady;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The wire's code is compiled while the rules are read, for which one processor is enough.
        var asked = firstCalls.AskAsync(stoppingToken);
        if (!await TryLoadAsync(stoppingToken)) return;
        await keeper.Opened.WaitAsync(stoppingToken);
        while (!await TryActivateAsync(stoppingToken))
            await Task.Delay(_pause, time, stoppingToken);
        while (!await TryPutSamplesAsync(stoppingToken)) await Task.Delay(_pause, time, stoppingToken);
        await firstCalls.DecideAsync(active.Current!, stoppingToken);
        await asked;
        // Reading rules leaves much behind that is never needed again, and a server with little to do would keep it.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _isReady = true;
        var rules = active.Current!;
        using var process = Process.GetCurrentProcess();
        // A process starts by the real clock, whatever the server takes for now.
        var now = ((time as SimulatedClock)?.Real ?? time).GetUtcNow();
        var elapsed = (long)(now - process.StartTime.ToUniversalTime()).TotalMilliseconds;
        Log.Ready(logger, elapsed, store.Description, rules.Set.Manifest.Name, rules.Number);
    }

    private async Task<bool> TryLoadAsync(CancellationToken cancellation)
    {
        try
        {
            await firstRules.LoadAsync(cancellation);
            return true;
        }
        catch (RulesUnusableException exception)
        {
            // Said in a line, without a stack.
            Log.CannotStart(logger, exception.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
            return false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The host tells it and stops; by itself it would end as if all were well.
            Environment.ExitCode = 1;
            throw;
        }
    }

    private async Task<bool> TryPutSamplesAsync(CancellationToken cancellation)
    {
        if (!settings.Samples.Enabled || settings.Store.Redis is not null) return true;
        try
        {
            await samples.PutAsync(cancellation);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private async Task<bool> TryActivateAsync(CancellationToken cancellation)
    {
        try
        {
            return await firstRules.ActivateAsync(cancellation);
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
