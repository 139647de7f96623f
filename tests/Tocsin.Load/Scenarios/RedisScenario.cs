using System.Diagnostics;
using Grpc.Core;
using Tocsin.Conformance;
using Tocsin.Load.Loads;
using Tocsin.Load.Questions;
using Tocsin.Load.Reports;
using Tocsin.Load.Servers;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Load.Scenarios;

/// <summary>Something is done to the redis-server while decisions and updates are asked for.</summary>
internal abstract class RedisScenario(string name, string about) : Scenario(name, about)
{
    // So few that all of them are asked for in each phase, and known before the first.
    private const int Borrowers = 1_000;

    // A call to the store has a second, and an update makes two one after the other.
    private const double RefusedWithin = 2_000;

    // A wrong answer is told whole, beside the one that was wanted.
    private const int MostShown = 3;

    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(4);

    /// <inheritdoc/>
    public override async Task<ScenarioReport> RunAsync(LoadPlan plan, Action<string> tell)
    {
        using var folder = new TemporaryFolder();
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using var wire = new SlowWire(redis.Port);
        var socket = folder.At("tocsin.socket");
        await using var server = await MeasuredTocsin.StartAsync(
            socket, folder.At("data"), $"Store:Redis={wire.Configuration}", "Journal:Mode=off");
        var borrowers = StoredBorrowers.Sound(Borrowers);
        tell($"{Name}: {Borrowers} borrowers are stored and reviewed");
        await borrowers.PutAsync(server.Channel);
        var load = new StoreLoad(server, await borrowers.AskAsync(server.Channel, SampleRequests.Application()));
        using var stop = new CancellationTokenSource();
        var loading = load.RunAsync(stop.Token);
        await WaitAsync(_warmUp);
        var phases = new List<StorePhase>();
        await DoAsync(redis, wire, PhaseAsync, plan.Window);
        await stop.CancelAsync();
        await loading;
        return Report with
        {
            Figures = [.. phases.SelectMany(phase => phase.Figures(load)), .. Found(phases, load)],
            Curves =
            [
                .. phases.Select(phase => new LatencyCurve(
                    $"{StoreLoad.DecisionsPerSecond} decisions a second", phase.Name,
                    phase.Decisions(load).Latencies)),
            ],
            Targets = Targets(load),
            Faults = [.. load.Faults.Take(MostShown)],
        };

        async Task PhaseAsync(string what, TimeSpan time)
        {
            tell($"{Name}: {what}");
            var before = await ServerUsage.ReadAsync(socket);
            var from = Stopwatch.GetTimestamp();
            await WaitAsync(time);
            phases.Add(new StorePhase(
                what, from, Stopwatch.GetTimestamp(), (await ServerUsage.ReadAsync(socket)).Since(before)));
        }
    }

    /// <summary>Does it.</summary>
    /// <param name="redis">The store.</param>
    /// <param name="wire">Between it and the server.</param>
    /// <param name="phase">Given a name and a time, lets the time pass and notes what came of it.</param>
    /// <param name="window">How long a phase is.</param>
    protected abstract Task DoAsync(
        RedisServer redis, SlowWire wire, Func<string, TimeSpan, Task> phase, TimeSpan window);

    /// <summary>What else is found, once all is over.</summary>
    protected virtual IEnumerable<NamedFigure> Found(IReadOnlyList<StorePhase> phases, StoreLoad load) => [];

    private static async Task WaitAsync(TimeSpan time)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync();
    }

    private static IReadOnlyList<Target> Targets(StoreLoad load) =>
    [
        new("decisions failed or wrong", load.Faults.Count, 0, TargetBound.AtMost),
        new("longest until an update was refused, ms",
            load.Tried.Where(call => call.Status == StatusCode.Unavailable)
                .Select(call => call.Time.Took.TotalMilliseconds).DefaultIfEmpty().Max(),
            RefusedWithin, TargetBound.AtMost),
    ];
}
