using System.Diagnostics;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Activates one set of 200 rules after the other while decisions are asked for at a fixed rate: none may fail, and
/// each must be what one version says in all of its parts. The sets are published on the way, each before its first
/// turn.
/// </summary>
internal sealed class ManySwapsRun
{
    private const int Parts = 3;

    private readonly ManySwapsPlan _plan;
    private readonly VersionedRules _rules;
    private readonly ServerProcess _server;
    private readonly PacedLoad _load;
    private readonly List<(long From, long Until)> _windows = [];
    private readonly List<(long From, long Until)> _steady = [];
    private readonly List<string> _faults = [];
    private readonly List<string> _digests = [];
    private int _swaps;

    private ManySwapsRun(ManySwapsPlan plan, VersionedRules rules, ServerProcess server)
    {
        _plan = plan;
        _rules = rules;
        _server = server;
        _load = new PacedLoad(server, plan.Rate, _ => VersionedRules.Request, rules.FaultOf);
    }

    /// <summary>Runs it.</summary>
    /// <param name="plan">How many swaps, beside how many decisions.</param>
    /// <param name="tell">Told how far it is.</param>
    public static async Task<ManySwapsReport> RunAsync(ManySwapsPlan plan, Action<string> tell)
    {
        using var folder = new TemporaryFolder();
        var rules = new VersionedRules(folder.At("rules"));
        await using var server = await ServerProcess.StartReadyAsync(
            folder.At("data"), $"Rules:Folder={rules.Folder}", "Rules:Source=store", "Samples:Enabled=false",
            "Journal:Mode=off");
        var run = new ManySwapsRun(plan, rules, server);
        using var stop = new CancellationTokenSource();
        var loading = run._load.RunAsync(stop.Token);
        var memory = new List<long>();
        await run.RestAsync(isMeasured: false);
        for (var part = 0; part < Parts; part++)
        {
            await run.RestAsync(isMeasured: true);
            memory.Add(server.ResidentBytes);
            var until = (int)((long)plan.Swaps * (part + 1) / Parts);
            while (run._swaps < until) await run.SwapAsync();
            tell($"{run._swaps} of {plan.Swaps} swaps, {run._load.Asked} decisions asked");
        }

        await run.RestAsync(isMeasured: true);
        memory.Add(server.ResidentBytes);
        await stop.CancelAsync();
        await loading;
        return run.Report(memory, await new Clients(server).ActiveAsync());
    }

    // Without swaps, so that there is something to compare with, and memory is read when it has come to rest.
    private async Task RestAsync(bool isMeasured)
    {
        var from = Stopwatch.GetTimestamp();
        using var pause = new PeriodicTimer(_plan.Rest);
        await pause.WaitForNextTickAsync();
        if (isMeasured) _steady.Add((from, Stopwatch.GetTimestamp()));
    }

    private async Task SwapAsync()
    {
        using var pace = new PeriodicTimer(_plan.Pace);
        var risk = new RulePublishing(_server);
        var isNew = _digests.Count < _plan.Sets;
        if (isNew) _digests.Add(_rules.Write(_digests.Count + 1));
        var from = Stopwatch.GetTimestamp();
        if (isNew) await risk.PublishAsync(_rules.Folder);
        var answer = await risk.ActivateAsync(_digests[_swaps % _plan.Sets], expected: _swaps + 1);
        _windows.Add((from, Stopwatch.GetTimestamp()));
        _swaps++;
        if (!answer.Complete || answer.AlreadyActive || answer.RuleSet.Activation != _swaps + 1)
            _faults.Add($"swap {_swaps} became activation {answer.RuleSet.Activation}");
        await pace.WaitForNextTickAsync();
    }

    private ManySwapsReport Report(IReadOnlyList<long> memory, RuleSetReference last)
    {
        if (last.Activation != _plan.Swaps + 1) _faults.Add($"the last activation is {last.Activation}");
        if (_load.Asked != _load.Calls.Count && _load.Faults.Count == 0) _faults.Add("calls were not answered");
        return new ManySwapsReport(
            _swaps, _load.Calls.Count, [.. _windows.Select(one => Stopwatch.GetElapsedTime(one.From, one.Until))],
            Within(_steady), Within(_windows), memory, [.. _load.Faults, .. _faults]);
    }

    // Both are in order of time.
    private List<TimeSpan> Within(List<(long From, long Until)> spans)
    {
        var (found, at) = (new List<TimeSpan>(), 0);
        foreach (var call in _load.Calls.OrderBy(call => call.Due))
        {
            while (at < spans.Count && spans[at].Until <= call.Due) at++;
            if (at == spans.Count) break;
            if (call.Due >= spans[at].From) found.Add(call.Took);
        }

        return found;
    }
}

/// <summary>What a run is asked.</summary>
/// <param name="Swaps">How many.</param>
/// <param name="Sets">How many different sets take turns, 2 or more.</param>
/// <param name="Rate">Decisions a second.</param>
/// <param name="Pace">The least time from the beginning of a swap to that of the next.</param>
/// <param name="Rest">How long nothing is swapped before, between and after.</param>
internal sealed record ManySwapsPlan(int Swaps, int Sets, int Rate, TimeSpan Pace, TimeSpan Rest);

/// <summary>What came of a run.</summary>
/// <param name="Swaps">Activations.</param>
/// <param name="Decisions">Decisions answered.</param>
/// <param name="Took">Activating, and publishing where the set is new, of each swap.</param>
/// <param name="Steady">Calls that were due while nothing was swapped.</param>
/// <param name="Swapping">Calls that were due while a set was published and activated.</param>
/// <param name="Memory">Resident bytes before, after a third, after two thirds, after all.</param>
/// <param name="Faults">What was wrong.</param>
internal sealed record ManySwapsReport(
    int Swaps, long Decisions, IReadOnlyList<TimeSpan> Took, IReadOnlyList<TimeSpan> Steady,
    IReadOnlyList<TimeSpan> Swapping, IReadOnlyList<long> Memory, IReadOnlyList<string> Faults);
