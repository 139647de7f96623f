using Tocsin.Journal.Tests.Running;
using Tocsin.Proofs;
using Tocsin.Server.Tests.Running;

// kill --store sqlite|redis [--kills 200] [--updates 200000] [--watchers 20] | fleet [--seconds 60] [--updates 30000]
// [--watchers 20] | latency --store sqlite|redis [--updates 1000]
// | fanout --store sqlite|redis [--seconds 60] [--rate 5000]
// | fanall --store sqlite|redis [--subscribers 1000] [--changes 500]
// | bulk --store sqlite|redis [--updates 20000] | review --store sqlite|redis [--borrowers 100000]
// | preview --store sqlite|redis [--borrowers 100000] [--rules 1000] [--rate 500] [--seconds 15]
// [--workers 1] [--percent 50]
// | branch [--borrowers 200] [--days 90] [--store sqlite|redis] [--report FILE]
// | swap [--swaps 200] | swaps [--swaps 10000] [--sets 500] [--rate 2000] | start [--runs 5]
// | journal [--decisions 100000] [--kills 10] | equality [--results 1000000]
// | cache --store sqlite|redis [--seconds 120] | size --store sqlite|redis [--borrowers 20000]
// | recourse [--borrowers 2000] | journal-cost [--seconds 10]; each with [--seed 1].
// Ends with 1 when something did not hold, with 2 when it was not understood.
if (args is [BareServer.Command, var file]) return await BareServer.RunAsync(file);
if (args is [JournalChild.Command, .. var rest]) return await JournalChild.RunAsync(rest, RealClock.Instance);
var given = ProofArguments.Read(args);
if (given is null) return 2;
Machine.Print(args, given.Seed);
using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(45));
var proof = given.Command switch
{
    "kill" => KillProof.RunAsync(given.Store, new KillPlan(
        given.Count("kills", 200), given.Count("updates", 200_000), given.Count("watchers", 20), given.Seed)),
    "fleet" => FleetProof.RunAsync(new FleetPlan(
        TimeSpan.FromSeconds(given.Count("seconds", 60)), given.Count("updates", 30_000), given.Count("watchers", 20),
        given.Seed)),
    "latency" => LatencyProof.RunAsync(given.Store, given.Count("updates", 1_000)),
    "fanout" => FanOutProof.RunAsync(given.Store, given.Count("seconds", 60), given.Count("rate", 5_000)),
    "fanall" => FanAllProof.RunAsync(
        given.Store, given.Count("subscribers", 1_000), given.Count("changes", 500)),
    "bulk" => BulkProof.RunAsync(given.Store, given.Count("updates", 20_000), given.Seed),
    "review" => ReviewProof.RunAsync(given.Store, given.Count("borrowers", 100_000)),
    "preview" => PreviewProof.RunAsync(given.Store, new PreviewPlan(
        given.Count("borrowers", 100_000), given.Count("rules", 1_000), given.Count("rate", 500),
        given.Count("seconds", 15), given.Count("workers", 1), given.Count("percent", 50), given.Seed)),
    "branch" => BranchProof.RunAsync(
        given.Store, new BranchPlan(given.Count("borrowers", 200), given.Count("days", 90), given.Seed),
        Machine.Lines(args, given.Seed), given.Report),
    "journal" => JournalProof.RunAsync(new JournalKillPlan(
        given.Count("decisions", 100_000), given.Count("kills", 10), given.Seed)),
    "equality" => EqualityProof.RunAsync(given.Count("results", 1_000_000), given.Seed),
    "recourse" => RecourseProof.RunAsync(given.Count("borrowers", 2_000), given.Seed),
    "size" => SizeProof.RunAsync(given.Store, given.Count("borrowers", 20_000)),
    "cache" => CacheProof.RunAsync(given.Store, given.Count("seconds", 120), given.Seed),
    "journal-cost" => JournalCostProof.RunAsync(given.Count("seconds", 10)),
    "swaps" => ManySwapsProof.RunAsync(
        given.Count("swaps", 10_000), given.Count("sets", 500), given.Count("rate", 2_000)),
    "swap" => SwapProof.RunAsync(given.Count("swaps", 200), given.Seed),
    _ => StartProof.RunAsync(given.Count("runs", 5)),
};
return await proof.WaitAsync(limit.Token) ? 0 : 1;
