using System.Diagnostics;
using Tocsin.Conformance;
using Tocsin.Load.Loads;
using Tocsin.Load.Reports;
using Tocsin.Load.Servers;

namespace Tocsin.Load.Scenarios;

/// <summary>The redis-server is silent for a while, and then gone for a while.</summary>
internal sealed class RedisStoppedScenario() : RedisScenario(
    "redis-stopped",
    "Decisions and updates while the redis-server does nothing but keeps its connections, and while it is killed; "
    + "before, meanwhile and after each.")
{
    private readonly List<(string What, long At)> _back = [];

    /// <inheritdoc/>
    protected override async Task DoAsync(
        RedisServer redis, SlowWire wire, Func<string, TimeSpan, Task> phase, TimeSpan window)
    {
        _back.Clear();
        await phase("before", window);
        await redis.PauseAsync();
        await phase("silent", window);
        await redis.ResumeAsync();
        _back.Add(("silence", Stopwatch.GetTimestamp()));
        await phase("after silence", window);
        await redis.KillAsync();
        await phase("killed", window);
        await redis.StartAsync();
        _back.Add(("the kill", Stopwatch.GetTimestamp()));
        await phase("after the kill", window);
    }

    /// <inheritdoc/>
    protected override IEnumerable<NamedFigure> Found(IReadOnlyList<StorePhase> phases, StoreLoad load)
    {
        foreach (var (what, at) in _back)
        {
            var until = phases.Where(phase => phase.Until > at).Min(phase => phase.Until);
            var degraded = load.Decided
                .Where(call => call.IsDegraded && call.Time.Due >= at && call.Time.Due < until)
                .Select(call => Stopwatch.GetElapsedTime(at, call.Time.Due).TotalMilliseconds);
            yield return new NamedFigure(
                $"back after {what} until no decision is degraded", degraded.DefaultIfEmpty().Max(), "ms");
        }
    }
}
