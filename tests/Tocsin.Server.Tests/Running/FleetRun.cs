using System.Diagnostics;
using Tocsin.Core.Rules;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Two servers on one Redis are one service: borrowers are updated through both at once, watchers move between them,
/// rules are swapped under them, and now and then one is killed. After each phase everything must agree.
/// </summary>
internal sealed class FleetRun : IAsyncDisposable
{
    private const int Instances = 2;
    private const int Borrowers = 300;

    private static readonly FleetAct[] _acts =
        [FleetAct.Swap, FleetAct.SwapsAtOnce, FleetAct.Kill, FleetAct.SwapsAndKill];

    private readonly StorePlace _place;
    private readonly FleetPlan _plan;
    private readonly RuleCopy _rules;
    private readonly UpdateDriver _driver;
    private readonly Random _random;
    private readonly List<FleetInstance> _instances;
    private readonly List<string> _faults = [];
    private readonly List<FleetPhase> _phases = [];
    private LogReplay _log = new();
    private WatcherFleet? _fleet;
    private int _swaps;

    private FleetRun(StorePlace place, TemporaryFolder folder, FleetPlan plan)
    {
        _place = place;
        _plan = plan;
        _rules = new RuleCopy(folder);
        _driver = new UpdateDriver(Borrowers, plan.Seed, meets: true, oneInChanges: 2);
        _random = new Random(plan.Seed);
        _instances = [.. Enumerable.Range(0, Instances).Select(
            index => new FleetInstance(place, folder.At($"instance-{index}"), _rules))];
    }

    /// <summary>Runs it.</summary>
    /// <param name="place">An empty place on Redis.</param>
    /// <param name="folder">Where the instances' own files go.</param>
    /// <param name="plan">How much of what.</param>
    /// <param name="told">Told of each phase when it is over.</param>
    public static async Task<FleetReport> RunAsync(
        StorePlace place, TemporaryFolder folder, FleetPlan plan, Action<FleetPhase>? told = null)
    {
        await using var run = new FleetRun(place, folder, plan);
        foreach (var instance in run._instances) await instance.StartAsync();
        run._fleet = await WatcherFleet.StartAsync(
            WatcherPlan.Draw(plan.Watchers, [.. run._driver.Borrowers], plan.Seed),
            [.. run._instances.Select(instance => instance.Address)], plan.Phases, plan.Seed);
        for (var phase = 1; phase <= plan.Phases; phase++)
        {
            run._phases.Add(await run.PhaseAsync(phase));
            told?.Invoke(run._phases[^1]);
        }

        return new FleetReport(
            run._phases, run._faults, run._driver.Sent, run._driver.Count, run._log.Changes, run._swaps,
            run._fleet.Watchers);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_fleet is not null) await _fleet.DisposeAsync();
        foreach (var instance in _instances) await instance.DisposeAsync();
    }

    private async Task<FleetPhase> PhaseAsync(int number)
    {
        var act = _acts[(number - 1) % _acts.Length];
        var (acknowledged, swaps) = (_driver.Count, _swaps);
        var until = _driver.Count + ((_plan.Updates - _driver.Count) / (_plan.Phases - number + 1));
        _fleet!.Join(number);
        using var stop = new CancellationTokenSource();
        var driving = _instances.Select(instance => instance.DriveAsync(_driver, stop.Token)).ToList();
        using var time = new PeriodicTimer(_plan.Time / _plan.Phases / 3);
        await time.WaitForNextTickAsync();
        await ActAsync(act);
        await time.WaitForNextTickAsync();
        await time.WaitForNextTickAsync();
        await Eventually.SoAsync(() => Task.FromResult(_driver.Count >= until), "updates are acknowledged");
        await stop.CancelAsync();
        await Task.WhenAll(driving);
        var started = Stopwatch.GetTimestamp();
        await SettleAsync($"phase {number}");
        var settled = Stopwatch.GetElapsedTime(started);
        await LookAsync($"phase {number}, {act}");
        return new FleetPhase(
            number, act, _driver.Count - acknowledged, _swaps - swaps, _log.Entries, settled, _faults.Count);
    }

    private async Task ActAsync(FleetAct act)
    {
        if (act is FleetAct.Swap) await SwapAsync(1);
        if (act is FleetAct.SwapsAtOnce) await SwapAsync(5);
        if (act is FleetAct.Kill or FleetAct.SwapsAndKill)
        {
            var swapping = act == FleetAct.Kill ? Task.CompletedTask : SwapAsync(4);
            await _instances[_random.Next(Instances)].KillAndStartAsync();
            await swapping;
        }
    }

    // With pauses around the time that an instance takes to look, read and compile, so that the instances see different
    // ones of these sets. None is as the one before it.
    private async Task SwapAsync(int count)
    {
        for (var swap = 0; swap < count; swap++)
        {
            _rules.SetParameter("returned_items_yellow", 1 + (++_swaps % 2));
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20 + _random.Next(250)));
            if (swap + 1 < count) await pause.WaitForNextTickAsync();
        }
    }

    // Every instance must come to the store's activation, which is that of the files as they are now.
    private async Task SettleAsync(string when)
    {
        await using var store = await _place.OpenAsync();
        foreach (var instance in _instances)
        {
            var clients = new Clients(await instance.ServerAsync());
            var active = "";
            try
            {
                await Eventually.SoAsync(
                    async () =>
                    {
                        var stored = await store.Activations.ReadAsync(CancellationToken.None);
                        active = $"{await clients.ActiveAsync()}, the store at {stored}";
                        return stored!.Digest == _rules.Digest
                            && await clients.ActivatedAsync(_rules.Digest) == stored.Number;
                    },
                    "an instance is at the store's activation");
            }
            catch (TimeoutException)
            {
                _faults.Add($"{when}: an instance stays at {active}");
            }

            await clients.AllReviewedAsync(_driver.LastAcknowledged.Keys);
        }
    }

    private async Task LookAsync(string when)
    {
        foreach (var instance in _instances) Note(when, await _fleet!.CatchUpAsync(await instance.ServerAsync()));
        var rules = RuleSetReader.Read(RuleFolder.Read(_rules.Folder)).RuleSet!;
        await using var store = await _place.OpenAsync();
        (_log, var faults) = await _fleet!.AuditAsync(store, _driver, rules);
        Note(when, faults);
    }

    private void Note(string when, IEnumerable<string> faults) =>
        _faults.AddRange(faults.Select(fault => $"{when}: {fault}"));
}

/// <summary>What happens in the midst of a phase.</summary>
internal enum FleetAct
{
    /// <summary>One swap of the rules.</summary>
    Swap,

    /// <summary>Several, so close that an instance may miss one.</summary>
    SwapsAtOnce,

    /// <summary>One instance is killed and started again.</summary>
    Kill,

    /// <summary>Both at once.</summary>
    SwapsAndKill,
}

/// <summary>How much of what a run does.</summary>
/// <param name="Time">How long updates run, at least.</param>
/// <param name="Updates">How many are acknowledged, at least.</param>
/// <param name="Watchers">How many watchers.</param>
/// <param name="Seed">What decides about everything drawn.</param>
internal sealed record FleetPlan(TimeSpan Time, int Updates, int Watchers, int Seed)
{
    /// <summary>How many phases: each act at least once, none much longer than five seconds.</summary>
    public int Phases => Math.Max(4, (int)(Time.TotalSeconds / 5));
}

/// <summary>One phase and what was found after it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Act">What happened in its midst.</param>
/// <param name="Acknowledged">Updates acknowledged in it.</param>
/// <param name="Swaps">Rule sets written in it.</param>
/// <param name="Entries">Entries in the log after it.</param>
/// <param name="Settled">How long it took until nothing waited for a review and every instance had the same rules.
/// </param>
/// <param name="Faults">Faults found so far.</param>
internal sealed record FleetPhase(
    int Number, FleetAct Act, long Acknowledged, int Swaps, long Entries, TimeSpan Settled, int Faults);

/// <summary>What came of a run.</summary>
/// <param name="Phases">Its phases.</param>
/// <param name="Faults">What did not agree.</param>
/// <param name="Sent">Updates sent.</param>
/// <param name="Acknowledged">Updates acknowledged.</param>
/// <param name="Changes">Warning changes in the log.</param>
/// <param name="Swaps">Rule sets written.</param>
/// <param name="Watchers">The watchers.</param>
internal sealed record FleetReport(
    IReadOnlyList<FleetPhase> Phases, IReadOnlyList<string> Faults, long Sent, long Acknowledged, long Changes,
    int Swaps, IReadOnlyList<FleetWatcher> Watchers);
