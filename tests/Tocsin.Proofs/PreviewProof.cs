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
            $"Rules:PreviewWorkers={plan.Workers}");
        var proof = new PreviewProof(plan, server, next);
        await proof.ReviewedAsync(rules.Digest);
        await new RulePublishing(server).PublishAsync(next.Folder);
        Console.WriteLine($"store                  {kind}, every write flushed to the disk");
        Console.WriteLine($"portfolio              {plan.Borrowers} borrowers with every view and a booked loan");
        Console.WriteLine($"rules                  {count}, {plan.Workers} thread(s) look at borrowers");
        var preview = await proof.PreviewAsync();
        var holds = await proof.HoldsAsync(preview);
        await server.StopAsync();
        // What is stored is what the candidate made of it by now, so that the way back is previewed.
        await PreviewAlone.PrintAsync(store.Place, next.Folder, rules.Folder);
        return holds;
    }

    private async Task<PreviewCall> PreviewAsync()
    {
        var load = new PacedLoad(
            _server, _plan.Rate,
            number => SampleRequests.Application(StoredPortfolio.IdOf(number * 7_919 % _plan.Borrowers)), _ => null);
        using var stop = new CancellationTokenSource();
        var loading = load.RunAsync(stop.Token);
        var pause = TimeSpan.FromSeconds(_plan.Seconds);
        // The first half warms up.
        await Task.Delay(pause, CancellationToken.None);
        var steady = Stopwatch.GetTimestamp();
        var idle = Used();
        await Task.Delay(pause, CancellationToken.None);
        var began = Stopwatch.GetTimestamp();
        var start = Used();
        var preview = await PreviewCall.RunAsync(
            _server, new PreviewOptions { Digest = _next.Digest, MaximumListed = 10_000 });
        var ended = Stopwatch.GetTimestamp();
        var used = Used() - start;
        await stop.CancelAsync();
        await loading;
        Print(preview.Report!);
        var (before, during) = (Between(load, steady, began), Between(load, began, ended));
        Console.WriteLine($"decide, {_plan.Rate}/s steady   {before.Fine}");
        Console.WriteLine($"decide meanwhile       {during.Fine}");
        Console.WriteLine($"calls that failed      {load.Faults.Count}");
        // On a machine that others use as well, this tells what the wall clock does not.
        var ofCalls = (start - idle) * (Stopwatch.GetElapsedTime(began, ended) / pause);
        Console.WriteLine($"processor time         {used.TotalSeconds:f1} s in the server meanwhile; as long a time of "
            + $"calls alone takes it {ofCalls.TotalSeconds:f1} s");
        return preview;

        TimeSpan Used()
        {
            using var process = Process.GetProcessById(_server.Id);
            return process.TotalProcessorTime;
        }
    }

    private static Quantiles Between(PacedLoad load, long from, long until) =>
        new(load.Calls.Where(call => call.Due >= from && call.Due < until).Select(call => call.Took));

    private static void Print(PreviewReport report)
    {
        var times = report.Times;
        Console.WriteLine($"changes previewed      {report.Warnings.Changes} of {report.Warnings.Borrowers} borrowers; "
            + $"{report.Differing} differ, decisions included");
        foreach (var decisions in report.Decisions)
            Console.WriteLine($"decisions              {decisions.Changed} of {decisions.Asked} {decisions.Product}");
        Console.WriteLine($"preview                rules {Seconds(times.Rules)}, reading {Seconds(times.Reading)}, "
            + $"evaluating {Seconds(times.Evaluating)}, whole {Seconds(times.Whole)}");
    }

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
