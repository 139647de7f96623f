using System.Diagnostics;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>
/// What a preview of other thresholds says is what their activation then streams; how long it takes, and what live
/// decisions notice of it.
/// </summary>
internal sealed class PreviewProof
{
    private const int Previews = 4;

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(15);

    private readonly PreviewPlan _plan;
    private readonly ServerProcess _server;
    private readonly RuleCopy _next;

    private PreviewProof(PreviewPlan plan, ServerProcess server, RuleCopy next) =>
        (_plan, _server, _next) = (plan, server, next);

    /// <summary>Proves it and prints how.</summary>
    public static async Task<bool> RunAsync(StoreKind kind, PreviewPlan plan)
    {
        await using var store = await ProofStore.StartAsync(kind);
        var (rules, next) = (new RuleCopy(store.Folder), new RuleCopy(store.Folder, "next"));
        var count = GeneratedRules.AddTo(rules, plan.Rules);
        GeneratedRules.AddTo(next, plan.Rules);
        next.SetParameter("debt_to_assets_yellow", 0.68);
        next.SetParameter("ltv_yellow", 0.69);
        next.SetParameter("returned_items_orange", 2);
        await using (var opened = await store.Place.OpenAsync())
            await new StoredPortfolio(rules.Folder, plan.Borrowers, plan.Seed).PutAsync(opened);
        await using var server = await store.Place.StartAsync(
            rules.Setting, "Rules:Source=store", "Warnings:SwapReviewsPerSecond=1000000",
            $"Rules:PreviewWorkers={plan.Workers}",
            FormattableString.Invariant($"Rules:PreviewProcessorShare={plan.Percent / 100.0}"));
        var proof = new PreviewProof(plan, server, next);
        await proof.ReviewedAsync(rules.Digest);
        await new RulePublishing(server).PublishAsync(next.Folder);
        Console.WriteLine($"store                  {kind}, every write flushed to the disk");
        Console.WriteLine($"portfolio              {plan.Borrowers} borrowers with every view and a booked loan");
        Console.WriteLine($"rules                  {count}");
        Console.WriteLine($"threads                {plan.Workers}, each {plan.Percent} % of a processor at most");
        var preview = await proof.PreviewAsync();
        var holds = await proof.HoldsAsync(preview);
        await server.StopAsync();
        // What is stored is what the candidate made of it by now, so that the way back is previewed.
        await PreviewAlone.PrintAsync(store.Place, next.Folder, rules.Folder);
        return holds;
    }

    // The first preview after a start compiles what the later ones find compiled, and so is told by itself.
    private async Task<PreviewCall> PreviewAsync()
    {
        var load = new PacedLoad(
            _server, _plan.Rate,
            number => SampleRequests.Application(StoredPortfolio.IdOf(number * 7_919 % _plan.Borrowers)), _ => null);
        using var stop = new CancellationTokenSource();
        var loading = load.RunAsync(stop.Token);
        var pause = TimeSpan.FromSeconds(_plan.Seconds);
        // This warms the calls up.
        await Task.Delay(pause, CancellationToken.None);
        var windows = new List<PreviewWindow>();
        for (var i = 0; i < Previews; i++)
        {
            var steady = Stopwatch.GetTimestamp();
            var idle = Used();
            await Task.Delay(pause, CancellationToken.None);
            var began = Stopwatch.GetTimestamp();
            var start = Used();
            var preview = await PreviewCall.RunAsync(
                _server, new PreviewOptions { Digest = _next.Digest, MaximumListed = 10_000 });
            var ended = Stopwatch.GetTimestamp();
            // On a machine that others use as well, this tells what the wall clock does not.
            var ofCalls = (start - idle) * (Stopwatch.GetElapsedTime(began, ended) / pause);
            windows.Add(new PreviewWindow(steady, began, ended, Used() - start, ofCalls, preview));
        }

        await stop.CancelAsync();
        await loading;
        Print(windows[^1].Preview.Report!);
        Print("the first preview", load, windows[..1]);
        Print($"{Previews - 1} later ones", load, windows[1..]);
        Console.WriteLine($"calls that failed      {load.Faults.Count}");
        return windows[^1].Preview;

        TimeSpan Used()
        {
            using var process = Process.GetProcessById(_server.Id);
            return process.TotalProcessorTime;
        }
    }

    private void Print(string which, PacedLoad load, IReadOnlyList<PreviewWindow> windows)
    {
        var before = new Quantiles(windows.SelectMany(window => Between(load, window.Steady, window.Began)));
        var during = new Quantiles(windows.SelectMany(window => Between(load, window.Began, window.Ended)));
        Console.WriteLine($"{which}:");
        foreach (var window in windows)
        {
            Console.WriteLine($"  {Describe(window.Preview.Report!.Times)}; {window.Used.TotalSeconds:f1} s of "
                + $"processor time, {window.OfCalls.TotalSeconds:f1} s of them the calls'");
        }

        Console.WriteLine($"  decide, {_plan.Rate}/s before   {before.Fine}");
        Console.WriteLine($"  decide meanwhile       {during.Fine}");
        Console.WriteLine($"  p99 meanwhile          {during.Of(0.99) / before.Of(0.99):f2} times that before");
    }

    private static IEnumerable<TimeSpan> Between(PacedLoad load, long from, long until) =>
        load.Calls.Where(call => call.Due >= from && call.Due < until).Select(call => call.Took);

    private static void Print(PreviewReport report)
    {
        Console.WriteLine($"changes previewed      {report.Warnings.Changes} of {report.Warnings.Borrowers} borrowers; "
            + $"{report.Differing} differ, decisions included");
        foreach (var decisions in report.Decisions)
            Console.WriteLine($"decisions              {decisions.Changed} of {decisions.Asked} {decisions.Product}");
    }

    // Resting counts as reading.
    private static string Describe(PreviewTimes times) =>
        $"rules {Seconds(times.Rules)}, reading and resting {Seconds(times.Reading)}, evaluating "
            + $"{Seconds(times.Evaluating)}, whole {Seconds(times.Whole)}";

    private async Task<bool> HoldsAsync(PreviewCall preview)
    {
        var streamed = StreamedChange.ByBorrower((await ActivatedAsync()).Select(StreamedChange.Of));
        var said = StreamedChange.ByBorrower(preview.Borrowers.SelectMany(
            borrower => borrower.Changes.Select(change => StreamedChange.Of(borrower, change))));
        var others = streamed.Keys.Union(said.Keys).Count(borrower => !Changes(streamed, borrower)
            .SequenceEqual(Changes(said, borrower)));
        var report = preview.Report!;
        Console.WriteLine($"changes streamed       {streamed.Values.Sum(changes => changes.Count)} of {streamed.Count}"
            + $" borrowers; {others} borrowers otherwise than previewed");
        var holds = others == 0 && said.Count > 0 && !report.Truncated && report.Borrowers == _plan.Borrowers;
        Console.WriteLine(holds
            ? "HOLDS: the activation streams exactly what the preview said"
            : "DOES NOT HOLD: the activation streams something else, or not all could be compared");
        return holds;
    }

    // A subscriber that is cut off while it is activated, and goes on from its cursor.
    private async Task<IReadOnlyList<WarningChange>> ActivatedAsync()
    {
        string cursor;
        using (var before = await Watch.FromNowAsync(_server)) cursor = before.Cursor;
        await new RulePublishing(_server).ActivateAsync(_next.Digest);
        await ReviewedAsync(_next.Digest);
        using var now = await Watch.FromNowAsync(_server);
        using var resumed = await Watch.FromCursorAsync(_server, cursor);
        return await resumed.AllToCursorAsync(now.Cursor);
    }

    private static List<StreamedChange> Changes(
        SortedDictionary<string, List<StreamedChange>> changes, string borrower) =>
        changes.GetValueOrDefault(borrower) ?? [];

    private async Task ReviewedAsync(string digest)
    {
        var rules = new Clients(_server).RuleSets;
        using var limit = new CancellationTokenSource(_limit);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await pace.WaitForNextTickAsync(limit.Token))
        {
            var active = await rules.GetActiveRuleSetAsync(new GetActiveRuleSetRequest());
            if (active.RuleSet.Digest == digest && active.Review.Complete) return;
        }
    }

    private static string Seconds(Google.Protobuf.WellKnownTypes.Duration duration) =>
        $"{duration.ToTimeSpan().TotalSeconds:f2} s";
}

/// <summary>One preview, and the time before it. Moments are as <see cref="Stopwatch"/> counts.</summary>
/// <param name="Steady">When the time before it began.</param>
/// <param name="Began">When it began.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Used">Processor time that the server took from its beginning to its end.</param>
/// <param name="OfCalls">How much as long a time of calls alone takes it.</param>
/// <param name="Preview">What it answered.</param>
internal sealed record PreviewWindow(
    long Steady, long Began, long Ended, TimeSpan Used, TimeSpan OfCalls, PreviewCall Preview);
