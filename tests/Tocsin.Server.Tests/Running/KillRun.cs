using System.Diagnostics;
using Tocsin.Core.Rules;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Updates run, and a process is killed in their midst; then everything must agree. On SQLite that process is the
/// server, on Redis in turn the server and the redis-server.
/// </summary>
internal sealed class KillRun : IAsyncDisposable
{
    private const int Borrowers = 200;
    private const int MostBetweenKills = 600;

    private static readonly string[] _settings =
        ["Warnings:SweepMs=100", "Warnings:LogPollMs=100", "Warnings:CheckpointMs=200"];

    private readonly StorePlace _place;
    private readonly UpdateDriver _driver;
    private readonly Random _random;
    private readonly RuleSet _rules;
    private readonly List<string> _faults = [];
    private readonly List<ResumingWatcher> _watchers = [];
    private readonly List<KillRound> _rounds = [];
    private TaskCompletionSource<ServerProcess> _server = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private KillRun(StorePlace place, int seed)
    {
        _place = place;
        _driver = new UpdateDriver(Borrowers, seed);
        _random = new Random(seed);
        _rules = RuleSetReader.Read(RuleFolder.Read(ProjectFolder.Rules)).RuleSet!;
    }

    /// <summary>Runs it.</summary>
    /// <param name="place">An empty place.</param>
    /// <param name="kills">How many kills.</param>
    /// <param name="seed">What decides about updates and moments.</param>
    /// <param name="told">Told of each round when it is over.</param>
    public static async Task<KillReport> RunAsync(StorePlace place, int kills, int seed, Action<KillRound>? told = null)
    {
        await using var run = new KillRun(place, seed);
        run._server.SetResult(await place.StartAsync(_settings));
        run._watchers.Add(await ResumingWatcher.StartAsync(run.ServerAsync));
        run._watchers.Add(await ResumingWatcher.StartAsync(run.ServerAsync, cutAfter: 37));
        for (var round = 1; round <= kills; round++)
        {
            run._rounds.Add(await run.RoundAsync(round));
            told?.Invoke(run._rounds[^1]);
        }

        return await run.ReportAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var watcher in _watchers) await watcher.DisposeAsync();
        if (_server.Task.IsCompletedSuccessfully) await (await _server.Task).DisposeAsync();
    }

    private Task<ServerProcess> ServerAsync() => _server.Task;

    private async Task<KillRound> RoundAsync(int round)
    {
        var isRedis = _place.Redis is not null && round % 2 == 0;
        var sent = _driver.Sent;
        var acknowledged = _driver.Count;
        if (isRedis) await KillRedisAsync();
        else await KillServerAsync();
        var started = Stopwatch.GetTimestamp();
        await SettleAsync();
        var settled = Stopwatch.GetElapsedTime(started);
        var audit = await AuditAsync();
        return new KillRound(
            round, isRedis ? "redis-server" : "server", _driver.Sent - sent, _driver.Count - acknowledged,
            audit.Entries,
            settled, _faults.Count);
    }

    private async Task KillServerAsync()
    {
        var server = await ServerAsync();
        using var stop = new CancellationTokenSource();
        var driving = _driver.DriveAsync(server, stop.Token);
        await UntilAnyMomentAsync();
        await server.KillAsync();
        await driving;
        await LeaveAsync(server);
        // The place as the crash left it, before any server has touched it again.
        Note("after the kill", await StoreAudit.RunAsync(_place, _driver, settled: null));
        await RestartAsync();
    }

    private async Task KillRedisAsync()
    {
        using var stop = new CancellationTokenSource();
        var driving = _driver.DriveAsync(await ServerAsync(), stop.Token);
        await UntilAnyMomentAsync();
        await _place.Redis!.KillAsync();
        await _place.Redis.StartAsync();
        var before = _driver.Count;
        await Eventually.SoAsync(
            () => Task.FromResult(_driver.Count > before), "updates go on after redis-server is back");
        await stop.CancelAsync();
        await driving;
    }

    // After a drawn number of acknowledgements and a drawn while more, so that no step of a write is spared.
    private async Task UntilAnyMomentAsync()
    {
        var until = _driver.Count + _random.Next(1, MostBetweenKills);
        await Eventually.SoAsync(() => Task.FromResult(_driver.Count >= until), "updates are acknowledged");
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(1 + _random.Next(25)));
        await pause.WaitForNextTickAsync();
    }

    // From here on whoever wants a server waits for the next one.
    private ValueTask LeaveAsync(ServerProcess server)
    {
        _server = new TaskCompletionSource<ServerProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        return server.DisposeAsync();
    }

    private async Task RestartAsync() => _server.SetResult(await _place.StartAsync(_settings));

    private async Task SettleAsync() =>
        await new Clients(await ServerAsync()).AllReviewedAsync(_driver.LastAcknowledged.Keys);

    // SQLite is looked at while no server has it; the server that goes for it goes in peace.
    private async Task<StoreAudit> AuditAsync()
    {
        if (_place.Redis is null)
        {
            var server = await ServerAsync();
            await server.StopAsync();
            await LeaveAsync(server);
        }

        var audit = await StoreAudit.RunAsync(_place, _driver, _rules);
        Note("when settled", audit);
        if (_place.Redis is null) await RestartAsync();
        return audit;
    }

    private void Note(string when, StoreAudit audit) =>
        _faults.AddRange(audit.Faults.Select(fault => $"round {_rounds.Count + 1}, {when}: {fault}"));

    private async Task<KillReport> ReportAsync()
    {
        var changes = (await AuditAsync()).Changes;
        var total = changes.Values.Sum(list => list.Count);
        foreach (var watcher in _watchers)
        {
            await Eventually.SoAsync(
                () => Task.FromResult(
                    watcher.Changes.Count >= total || watcher.Faults.Count > 0), "a watcher has caught up");
            var seen = watcher.Changes.GroupBy(change => change.Warning.BorrowerId)
                .ToDictionary(group => group.Key, group => group.Select(change => change.ChangeId).ToList());
            _faults.AddRange(watcher.Faults.Select(fault => $"a watcher was told {fault}"));
            _faults.AddRange(changes.Where(pair => !pair.Value.SequenceEqual(seen.GetValueOrDefault(pair.Key) ?? []))
                .Select(pair => $"a watcher saw other changes of {pair.Key} than its log has"));
        }

        return new KillReport(
            _rounds, _faults, _driver.Sent, _driver.Count, total, [.. _watchers.Select(watcher => watcher.Resumed)]);
    }
}

/// <summary>One kill and what was found after it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Killed">Which process.</param>
/// <param name="Sent">Updates sent in this round.</param>
/// <param name="Acknowledged">Updates acknowledged in this round.</param>
/// <param name="Entries">Entries in the log after it.</param>
/// <param name="Settled">How long it took from the restart until nothing waited for a review.</param>
/// <param name="Faults">Faults found so far.</param>
internal sealed record KillRound(
    int Number, string Killed, long Sent, long Acknowledged, long Entries, TimeSpan Settled, int Faults);

/// <summary>What came of a run.</summary>
/// <param name="Rounds">Its rounds.</param>
/// <param name="Faults">What did not agree.</param>
/// <param name="Sent">Updates sent.</param>
/// <param name="Acknowledged">Updates acknowledged.</param>
/// <param name="Changes">Warning changes in the log.</param>
/// <param name="Resumed">How often each watcher went on from its cursor.</param>
internal sealed record KillReport(
    IReadOnlyList<KillRound> Rounds, IReadOnlyList<string> Faults, long Sent, long Acknowledged, long Changes,
    IReadOnlyList<int> Resumed);
