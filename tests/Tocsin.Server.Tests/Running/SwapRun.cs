using System.Diagnostics;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Swaps rule files, a good and a broken one in turn, while decisions are asked for: none may fail, each must name one
/// activation and be what that activation's threshold says.
/// </summary>
internal sealed class SwapRun : IDisposable
{
    private const string Parameters = "parameters.json";
    private const int Tasks = 4;
    private const int Borrowers = 50;
    private const int Parts = 4;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly RuleCopy _rules;
    private readonly OperatorPage _page;
    private readonly DecideLoad _load;
    private readonly Random _random;
    private readonly Dictionary<string, bool> _isTooYoung = new(StringComparer.Ordinal);
    private readonly List<TimeSpan> _delays = [];
    private string _good;
    private int _swap;

    private SwapRun(ServerProcess server, RuleCopy rules, int seed)
    {
        _rules = rules;
        _page = new OperatorPage(server);
        _load = new DecideLoad(server, Tasks);
        _random = new Random(seed);
        _good = rules.Read(Parameters);
    }

    /// <summary>Runs it.</summary>
    /// <param name="swaps">How many, good and broken together.</param>
    /// <param name="seed">What decides about thresholds and faults.</param>
    /// <param name="idle">How long the server is left alone before its memory is read.</param>
    public static async Task<SwapReport> RunAsync(int swaps, int seed, TimeSpan idle)
    {
        using var folder = new TemporaryFolder();
        var rules = new RuleCopy(folder);
        await using var server = await ServerProcess.StartReadyAsync(
            folder.At("data"), rules.Setting, "Samples:Enabled=false");
        await PutBorrowersAsync(server);
        using var run = new SwapRun(server, rules, seed);
        run._isTooYoung[rules.Digest] = false;
        var memory = new List<long>();
        await run.LoadAsync(0, memory, server, idle);
        for (var part = 0; part < Parts; part++)
            await run.LoadAsync((swaps * (part + 1) / Parts) - (swaps * part / Parts), memory, server, idle);
        return await run.ReportAsync(swaps, memory);
    }

    /// <inheritdoc/>
    public void Dispose() => _page.Dispose();

    private static async Task PutBorrowersAsync(ServerProcess server)
    {
        var features = new FeatureService.FeatureServiceClient(server.Channel);
        for (var i = 0; i < Borrowers; i++) await features.PutFeaturesAsync(
            FeatureUpdates.ReturnedItems($"s-{i}", i % 6));
    }

    // Decisions run in any case, so that the first look at the memory is at a server that is warm.
    private async Task LoadAsync(int swaps, List<long> memory, ServerProcess server, TimeSpan idle)
    {
        using var stop = new CancellationTokenSource();
        var loading = _load.RunAsync(stop.Token);
        if (swaps == 0) await _load.FirstOf(_rules.Digest).WaitAsync(_limit);
        for (var swap = 0; swap < swaps; swap++)
        {
            if (_swap++ % 2 == 0) await ReplaceAsync();
            else await BreakAsync();
        }

        using var pause = new PeriodicTimer(idle);
        if (swaps == 0) await pause.WaitForNextTickAsync();
        await stop.CancelAsync();
        await loading;
        await pause.WaitForNextTickAsync();
        memory.Add(server.ResidentBytes);
    }

    private async Task ReplaceAsync()
    {
        // Another number each time, now below and now above the firm's age.
        var isTooYoung = _isTooYoung.Count % 2 == 1;
        var threshold = (isTooYoung ? DecideLoad.FirmAge + 1 : 1) + (_isTooYoung.Count / 1_000.0);
        _good = RuleCopy.WithParameter(_good, "firm_age_min", threshold);
        _rules.Write(Parameters, _good);
        var digest = _rules.Digest;
        _isTooYoung.Add(digest, isTooYoung);
        var written = Stopwatch.GetTimestamp();
        _delays.Add(Stopwatch.GetElapsedTime(written, await _load.FirstOf(digest).WaitAsync(_limit)));
    }

    private async Task BreakAsync()
    {
        var rejected = await _page.SwapsAsync("rejected");
        _rules.Write(Parameters, _random.Next(3) switch
        {
            0 => _good[..(_good.Length / 2)],
            1 => _good.Replace("\"firm_age_min\"", "\"firm_age_minimum\"", StringComparison.Ordinal),
            _ => _good.Replace("\"value\"", "\"valeu\"", StringComparison.Ordinal),
        });
        await Eventually.SoAsync(
            async () => await _page.SwapsAsync("rejected") > rejected, "the broken file is rejected");
    }

    private async Task<SwapReport> ReportAsync(int swaps, IReadOnlyList<long> memory)
    {
        var faults = _load.Failures.Select(failure => $"a call failed: {failure}").ToList();
        faults.AddRange(_load.Answers.Keys.Where(answer => !_isTooYoung.ContainsKey(answer.Digest))
            .Select(answer => $"activation {answer.Activation} answered with a digest nobody wrote"));
        faults.AddRange(_load.Answers.Keys
            .Where(answer => _isTooYoung.TryGetValue(answer.Digest, out var wanted) && wanted != answer.TooYoung)
            .Select(answer => $"activation {answer.Activation} did not decide by its own threshold"));
        faults.AddRange(_load.Answers.Keys.GroupBy(answer => answer.Activation)
            .Where(group => group.Select(answer => answer.Digest).Distinct().Count() > 1)
            .Select(group => $"activation {group.Key} named two digests"));
        var activated = await _page.SwapsAsync("activated");
        if (activated != _isTooYoung.Count) faults.Add(
            $"{activated} activations where {_isTooYoung.Count} were written");
        return new SwapReport(
            swaps, _isTooYoung.Count - 1, await _page.SwapsAsync("rejected"), _load.Answers.Values.Sum(),
            _load.Answers.Count, [.. _delays.Order()], memory, faults);
    }
}

/// <summary>What came of a run.</summary>
/// <param name="Swaps">Files written.</param>
/// <param name="Good">Of them good.</param>
/// <param name="Rejected">Rejections the server counted.</param>
/// <param name="Decisions">Decisions made.</param>
/// <param name="Activations">Distinct activations that answered.</param>
/// <param name="Delays">From the written file to the first answer of its set, in ascending order.</param>
/// <param name="Memory">Resident bytes before, and after each quarter.</param>
/// <param name="Faults">What was wrong.</param>
internal sealed record SwapReport(
    int Swaps, int Good, double Rejected, long Decisions, int Activations, IReadOnlyList<TimeSpan> Delays,
    IReadOnlyList<long> Memory, IReadOnlyList<string> Faults);
