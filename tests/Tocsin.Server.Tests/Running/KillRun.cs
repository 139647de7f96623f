using System.Diagnostics;
using Tocsin.Core.Rules;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Updates run, and a process is killed in their midst; then everything must agree: what the store keeps, and what
/// every watcher was told. On SQLite that process is the server, on Redis in turn the server and the redis-server.
/// </summary>
internal sealed class KillRun : IAsyncDisposable
{
    // A look at a SQLite database that is settled costs a stop and a start; the look right after a kill is at each.
    private const int RoundsPerSettledLook = 5;
    private const int RoundsPerWholeLook = 20;

    private readonly StorePlace _place;
    private readonly KillPlan _plan;
    private readonly string[] _settings;
    private readonly UpdateDriver _driver;
    private readonly Random _random;
    private readonly RuleSet _rules;
    private readonly List<string> _faults = [];
    private readonly List<KillRound> _rounds = [];
    private readonly Uri _address;
    private LogReplay _log = new();
    private WatcherFleet? _fleet;
    private ServerProcess? _server;

    private KillRun(StorePlace place, KillPlan plan)
    {
        _place = place;
        _plan = plan;
        _address = new Uri($"http://127.0.0.1:{SteadyPort.Find()}");
        _settings =
        [
            "Warnings:SweepMs=100", "Warnings:LogPollMs=100", "Warnings:CheckpointMs=200", "Warnings:Reviewers=16",
            $"Server:Grpc={_address.Authority}",
        ];
        _driver = new UpdateDriver(plan.Borrowers, plan.Seed, oneInChanges: 3);
        _random = new Random(plan.Seed);
        _rules = RuleSetReader.Read(RuleFolder.Read(ProjectFolder.Rules)).RuleSet!;
    }

    /// <summary>Runs it.</summary>
    /// <param name="place">An empty place.</param>
    /// <param name="plan">How much of what.</param>
    /// <param name="told">Told of each round when it is over.</param>
    public static async Task<KillReport> RunAsync(StorePlace place, KillPlan plan, Action<KillRound>? told = null)
    {
        await using var run = new KillRun(place, plan);
        run._server = await place.StartAsync(run._settings);
        run._fleet = await WatcherFleet.StartAsync(
            WatcherPlan.Draw(plan.Watchers, [.. run._driver.Borrowers], plan.Seed), [run._address], plan.Kills,
            plan.Seed);
        for (var round = 1; round <= plan.Kills; round++)
        {
            run._rounds.Add(await run.RoundAsync(round));
            told?.Invoke(run._rounds[^1]);
        }

        await run.LookAsync("at the end", isWhole: true);
        return new KillReport(
            run._rounds, run._faults, run._driver.Sent, run._driver.Count, run._log.Changes, run._fleet.Watchers);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_fleet is not null) await _fleet.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    private async Task<KillRound> RoundAsync(int round)
    {
        var isRedis = _place.Redis is not null && round % 2 == 0;
        var sent = _driver.Sent;
        var acknowledged = _driver.Count;
        var started = Stopwatch.GetTimestamp();
        if (isRedis) await KillRedisAsync(round);
        else await KillServerAsync(round);
        var killed = Stopwatch.GetTimestamp();
        await new Clients(_server!).AllReviewedAsync(_driver.LastAcknowledged.Keys);
        var settled = Stopwatch.GetElapsedTime(killed);
        var isWhole = round % RoundsPerWholeLook == 0;
        if (isWhole || _place.Redis is not null || round % RoundsPerSettledLook == 0)
            await LookAsync($"round {round}, when settled", isWhole);
        return new KillRound(
            round, isRedis ? "redis-server" : "server", _driver.Sent - sent, _driver.Count - acknowledged, _log.Entries,
            settled, Stopwatch.GetElapsedTime(started), _faults.Count);
    }

    private async Task KillServerAsync(int round)
    {
        using var stop = new CancellationTokenSource();
        var driving = _driver.DriveAsync(_server!, stop.Token);
        await UntilAnyMomentAsync(round);
        await _server!.KillAsync();
        await driving;
        await _server.DisposeAsync();
        await using (var store = await _place.OpenAsync())
        {
            // The place as the crash left it, before any server has touched it again.
            Note($"round {round}, after the kill", await StoreAudit.RunAsync(store, _driver, _log, settled: null));
        }

        _server = await _place.StartAsync(_settings);
    }

    private async Task KillRedisAsync(int round)
    {
        using var stop = new CancellationTokenSource();
        var driving = _driver.DriveAsync(_server!, stop.Token);
        await UntilAnyMomentAsync(round);
        await _place.Redis!.KillAsync();
        await _place.Redis.StartAsync();
        var before = _driver.Count;
        await Eventually.SoAsync(
            () => Task.FromResult(_driver.Count > before), "updates go on after redis-server is back");
        await stop.CancelAsync();
        await driving;
    }

    // After a drawn number of acknowledgements and a drawn while more, so that no step of a write is spared. The last
    // round makes up for what those before it left.
    private async Task UntilAnyMomentAsync(int round)
    {
        var left = _plan.Updates - _driver.Count;
        var rounds = _plan.Kills - round + 1;
        var share = rounds == 1 ? 1 : (0.5 + _random.NextDouble()) / rounds;
        var until = _driver.Count + Math.Max(1, (long)(left * share));
        _fleet!.Join(round);
        await Eventually.SoAsync(() => Task.FromResult(_driver.Count >= until), "updates are acknowledged");
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(1 + _random.Next(25)));
        await pause.WaitForNextTickAsync();
    }

    // SQLite is looked at while no server has it; the server that goes for it goes in peace. A whole look reads the log
    // from its first entry on and holds the watchers against it.
    private async Task LookAsync(string when, bool isWhole)
    {
        if (isWhole) Note(when, await _fleet!.CatchUpAsync(_server!));
        if (_place.Redis is null)
        {
            await _server!.StopAsync();
            await _server.DisposeAsync();
        }

        await using (var store = await _place.OpenAsync())
        {
            if (isWhole)
            {
                (_log, var faults) = await _fleet!.AuditAsync(store, _driver, _rules);
                Note(when, faults);
            }
            else
            {
                Note(when, await StoreAudit.RunAsync(store, _driver, _log, _rules));
            }
        }

        if (_place.Redis is null) _server = await _place.StartAsync(_settings);
    }

    private void Note(string when, IEnumerable<string> faults) =>
        _faults.AddRange(faults.Select(fault => $"{when}: {fault}"));
}

/// <summary>How much of what a run does.</summary>
/// <param name="Kills">How many kills.</param>
/// <param name="Updates">How many updates are acknowledged in all, at least.</param>
/// <param name="Watchers">How many watchers.</param>
/// <param name="Seed">What decides about updates and moments.</param>
internal sealed record KillPlan(int Kills, int Updates, int Watchers, int Seed)
{
    /// <summary>How many borrowers: the same ones again and again, and never one twice at a time.</summary>
    public int Borrowers => Math.Clamp(Updates / Kills, 200, 1_000);
}

/// <summary>One kill and what was found after it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Killed">Which process.</param>
/// <param name="Sent">Updates sent in this round.</param>
/// <param name="Acknowledged">Updates acknowledged in this round.</param>
/// <param name="Entries">Entries in the log, as it was last read.</param>
/// <param name="Settled">How long it took from the restart until nothing waited for a review.</param>
/// <param name="Took">How long the round took in all.</param>
/// <param name="Faults">Faults found so far.</param>
internal sealed record KillRound(
    int Number, string Killed, long Sent, long Acknowledged, long Entries, TimeSpan Settled, TimeSpan Took, int Faults);

/// <summary>What came of a run.</summary>
/// <param name="Rounds">Its rounds.</param>
/// <param name="Faults">What did not agree.</param>
/// <param name="Sent">Updates sent.</param>
/// <param name="Acknowledged">Updates acknowledged.</param>
/// <param name="Changes">Warning changes in the log.</param>
/// <param name="Watchers">The watchers.</param>
internal sealed record KillReport(
    IReadOnlyList<KillRound> Rounds, IReadOnlyList<string> Faults, long Sent, long Acknowledged, long Changes,
    IReadOnlyList<FleetWatcher> Watchers);
