using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Server.Warnings;

namespace Tocsin.Server.Tests.Running;

/// <summary>Many watchers of a run, some there from the start, some joining in its midst.</summary>
internal sealed class WatcherFleet : IAsyncDisposable
{
    private readonly IReadOnlyList<Uri> _addresses;
    private readonly ILookup<int, WatcherPlan> _plans;
    private readonly List<FleetWatcher> _watchers = [];

    private WatcherFleet(IReadOnlyList<Uri> addresses, ILookup<int, WatcherPlan> plans)
    {
        _addresses = addresses;
        _plans = plans;
    }

    /// <summary>Those that have joined.</summary>
    public IReadOnlyList<FleetWatcher> Watchers => _watchers;

    /// <summary>Starts those that are there before the first round.</summary>
    /// <param name="plans">What the watchers want.</param>
    /// <param name="addresses">Where they go, in turn.</param>
    /// <param name="rounds">In whose first half the late ones join.</param>
    /// <param name="seed">What decides about when.</param>
    public static async Task<WatcherFleet> StartAsync(
        IReadOnlyList<WatcherPlan> plans, IReadOnlyList<Uri> addresses, int rounds, int seed)
    {
        var random = new Random(seed);
        var fleet = new WatcherFleet(
            addresses, plans.ToLookup(plan => plan.IsLate ? 1 + random.Next((rounds + 1) / 2) : 0));
        fleet.Join(0);
        foreach (var watcher in fleet._watchers) await watcher.StartedAsync();
        return fleet;
    }

    /// <summary>Starts those whose round has come.</summary>
    public void Join(int round)
    {
        foreach (var plan in _plans[round]) _watchers.Add(FleetWatcher.Start(plan, _addresses));
    }

    /// <summary>
    /// Waits until everybody was told of all that is committed now, and answers who was not in time.
    /// </summary>
    public async Task<IReadOnlyList<string>> CatchUpAsync(ServerProcess server)
    {
        using var now = await Watch.FromNowAsync(server);
        if (!WarningCursor.TryDecode(now.Cursor, out var heads)) return [$"'{now.Cursor}' is no cursor"];
        var late = new List<string>();
        foreach (var watcher in _watchers)
        {
            try
            {
                await watcher.StartedAsync();
                await Eventually.SoAsync(() => Task.FromResult(watcher.View.HasReached(heads)), "it has caught up");
            }
            catch (TimeoutException)
            {
                late.Add($"{watcher.Plan.Name} did not catch up");
            }
        }

        return late;
    }

    /// <summary>Reads a settled store whole and holds everything against it; everybody has caught up.</summary>
    public async Task<(LogReplay Log, IReadOnlyList<string> Faults)> AuditAsync(
        IStore store, UpdateDriver driver, RuleSet rules)
    {
        var audit = new FleetAudit(_watchers);
        var log = new LogReplay();
        var faults = await StoreAudit.RunAsync(store, driver, log, rules, audit.Take);
        return (log, [.. faults, .. await audit.FindAsync(store), .. driver.Refusals]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var watcher in _watchers) await watcher.DisposeAsync();
    }
}
