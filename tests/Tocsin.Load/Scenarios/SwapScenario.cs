using System.Diagnostics;
using Tocsin.Load.Loads;
using Tocsin.Load.Questions;
using Tocsin.Load.Reports;
using Tocsin.Load.Servers;
using Tocsin.Proofs;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Load.Scenarios;

/// <summary>Sets of 1,000 rules are swapped while decisions are asked for at a fixed rate.</summary>
internal sealed class SwapScenario : Scenario
{
    private const int Rules = 1_000;
    private const int PerSecond = 1_000;
    private const int SwapsPerRound = 4;
    private const double Wanted = 2;

    // Compiled as it will stay; and after a swap, until what it leaves behind is cleared away: the collection that does
    // so comes when the calls have allocated enough, about three seconds later.
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _rest = TimeSpan.FromSeconds(4);

    // What comes right after the exchange is of the swap, too.
    private static readonly TimeSpan _after = TimeSpan.FromMilliseconds(500);

    private SwapScenario(string name, string about)
        : base(name, about)
    {
    }

    /// <summary>One number of a set is another than in the set before, as when somebody has changed a rule.</summary>
    public static SwapScenario OneNumber { get; } = new(
        "swap",
        "Sets of 1,000 rules are written to the folder, read, compiled, tried on their examples and activated while "
        + "1,000 decisions a second are asked for; calls that are due in the time of a swap, in the four "
        + "seconds after, and in as long a time without one.");

    /// <summary>Nearly all rules ask for a number that no rule has asked for before.</summary>
    public static SwapScenario AllNumbers { get; } = new(
        "swap-all", "The same with sets of which nearly all rules have a number that none had before.")
    {
        IsOfAllNumbers = true,
    };

    private bool IsOfAllNumbers { get; init; }

    /// <inheritdoc/>
    public override async Task<ScenarioReport> RunAsync(LoadPlan plan, Action<string> tell)
    {
        using var folder = new TemporaryFolder();
        var rules = new RuleCopy(folder, withExamples: true);
        // What they expect stands at the threshold that is swapped.
        rules.Delete("examples/mse_working_capital.json");
        var count = GeneratedRules.AddTo(rules, Rules);
        var socket = folder.At("tocsin.socket");
        await using var server = await MeasuredTocsin.StartAsync(
            socket, folder.At("data"), rules.Setting, "Journal:Mode=off");
        var threshold = new SwappedThreshold(rules);
        var load = new PacedLoad(server, PerSecond, _ => SwappedThreshold.Request, threshold.Take);
        using var stop = new CancellationTokenSource();
        var loading = load.RunAsync(stop.Token);
        await threshold.FirstAnswerAsync();
        await WaitAsync(_warmUp);
        var (swaps, after, steady) = (new List<Span>(), new List<Span>(), new List<Span>());
        var before = await ServerUsage.ReadAsync(socket);
        // Before the first swap of a server its compiling is not compiled itself; it is told apart.
        for (var swap = 0; swap <= SwapsPerRound * plan.Rounds; swap++)
        {
            tell($"{Name}: {count} rules, swap {swap} of {SwapsPerRound * plan.Rounds}");
            if (IsOfAllNumbers) GeneratedRules.WriteTo(rules, count, swap + 1);
            var (written, answered) = await threshold.SwapAsync();
            await WaitAsync(_after);
            var over = Stopwatch.GetTimestamp();
            swaps.Add(new Span(written, answered, over));
            await WaitAsync(_rest);
            var from = Stopwatch.GetTimestamp();
            after.Add(new Span(over, answered, from));
            await WaitAsync(Stopwatch.GetElapsedTime(written, over));
            steady.Add(new Span(from, from, Stopwatch.GetTimestamp()));
        }

        var usage = (await ServerUsage.ReadAsync(socket)).Since(before);
        await stop.CancelAsync();
        await loading;
        string[] faults = [.. load.Faults, .. threshold.Faults()];
        return Written(swaps, after, steady, load, usage, faults);
    }

    private static async Task WaitAsync(TimeSpan time)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync();
    }

    private ScenarioReport Written(
        List<Span> swaps, List<Span> after, List<Span> steady, PacedLoad load, ServerUsage usage, string[] faults)
    {
        var first = Within(load, swaps[..1], usage);
        var (swapping, still) = (Within(load, swaps[1..], usage), Within(load, steady[1..], usage));
        var clearing = Within(load, after[1..], usage);
        var took = swaps[1..].Select(one => Stopwatch.GetElapsedTime(one.From, one.Answered)).Order().ToArray();
        return Report with
        {
            Figures =
            [
                new("swaps", swaps.Count),
                new("file to first answer, middle", took[took.Length / 2].TotalMilliseconds, "ms"),
                new("file to first answer, longest", took[^1].TotalMilliseconds, "ms"),
                .. LatencyFigures.Of("decisions while a set swaps", swapping),
                .. LatencyFigures.Of("decisions in the seconds after a swap", clearing),
                .. LatencyFigures.Of("decisions while none does", still),
                new("decisions in the first swap, p99", first.Milliseconds(99), "ms"),
                new("decisions in all, wrong or failed", faults.Length),
                new("allocated in all for each swap", (double)usage.Allocated / swaps.Count, "B"),
                new("stopped by collections in all", usage.Paused.TotalMilliseconds, "ms"),
                new("resident memory at the end", usage.Resident / (1024.0 * 1024), "MiB"),
            ],
            Curves =
            [
                new("1,000 decisions a second", "while none swaps", still.Latencies),
                new("1,000 decisions a second", "while a set swaps", swapping.Latencies),
            ],
            Targets =
            [
                new("calls wrong or failed", faults.Length, 0, TargetBound.AtMost),
                new("p99 while a set swaps to p99 while none does",
                    swapping.Milliseconds(99) / still.Milliseconds(99), Wanted, TargetBound.AtMost),
            ],
            Faults = [.. faults.Take(20)],
        };
    }

    private static LoadFigures Within(PacedLoad load, IReadOnlyList<Span> spans, ServerUsage usage)
    {
        var calls = load.Calls.Where(call => spans.Any(span => call.Due >= span.From && call.Due < span.Until));
        var took = TimeSpan.FromTicks(spans.Sum(span => Stopwatch.GetElapsedTime(span.From, span.Until).Ticks));
        return LoadFigures.Of(calls, took, usage, []);
    }

    /// <summary>A time in which calls are looked at.</summary>
    /// <param name="From">When it began.</param>
    /// <param name="Answered">When the new set first answered.</param>
    /// <param name="Until">When it ended.</param>
    private sealed record Span(long From, long Answered, long Until);
}
