using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Server.Caching;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.Tests.Running;

/// <summary>What one instance has for its near cache: an open store, its keeper and the worker that confirms.</summary>
internal sealed class NearInstance : IAsyncDisposable
{
    private readonly StoreKeeper _keeper;
    private readonly NearCacheWorker _worker;

    private NearInstance(IStore store, NearCacheSettings settings, TimeProvider time)
    {
        Store = store;
        var metrics = new ServerMetrics(Prometheus.Metrics.NewCustomRegistry());
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        _keeper = new StoreKeeper(store, metrics, time, lifetime, NullLogger<StoreKeeper>.Instance);
        Metrics = new NearCacheMetrics(metrics);
        Cache = new NearCache(store, _keeper, Active, settings, Metrics, time);
        _worker = new NearCacheWorker(Cache, store, _keeper, time);
    }

    public IStore Store { get; }

    /// <summary>Its rules; none unless a test activates some.</summary>
    public ActiveRuleSet Active { get; } = new();

    public NearCache Cache { get; }

    public NearCacheMetrics Metrics { get; }

    /// <summary>Starts one; with its first confirmation it is ready.</summary>
    public static async Task<NearInstance> StartAsync(
        IStore store, NearCacheSettings settings, TimeProvider time, bool confirms = true)
    {
        var instance = new NearInstance(store, settings, time);
        await instance._keeper.StartAsync(CancellationToken.None);
        await instance._keeper.Opened.WaitAsync(TimeSpan.FromSeconds(30));
        if (!confirms) return instance;
        await instance._worker.StartAsync(CancellationToken.None);
        await Eventually.SoAsync(
            () => Task.FromResult(instance.Cache.Partitions.All(partition => partition.IsConfirmed)),
            "every partition is confirmed");
        return instance;
    }

    /// <summary>What it knows of a borrower's features, and how surely.</summary>
    public async Task<(long? Revision, StoredState State)> RevisionAsync(
        BorrowerId borrower, TimeSpan? patience = null)
    {
        var answer = await Cache.ReadAsync(borrower, withWarnings: false, patience, CancellationToken.None);
        return (answer.Borrower?.Stored?.Revision, answer.State);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(CancellationToken.None);
        await _keeper.StopAsync(CancellationToken.None);
    }
}
