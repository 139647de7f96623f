using Tocsin.Proofs;

// kill --store sqlite|redis [--kills 25] | latency --store sqlite|redis [--updates 1000]
// | fanout --store sqlite|redis [--seconds 60] | swap [--swaps 200] | start [--runs 5] | equality [--results 1000000]; each with [--seed 1]. Ends with 1 when something did not hold,
// with 2 when it was not understood.
var given = ProofArguments.Read(args);
if (given is null) return 2;
Machine.Print(args, given.Seed);
using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(30));
var proof = given.Command switch
{
    "kill" => KillProof.RunAsync(given.Store, given.Count ?? 25, given.Seed),
    "latency" => LatencyProof.RunAsync(given.Store, given.Count ?? 1_000),
    "fanout" => FanOutProof.RunAsync(given.Store, given.Count ?? 60),
    "equality" => EqualityProof.RunAsync(given.Count ?? 1_000_000, given.Seed),
    "swap" => SwapProof.RunAsync(given.Count ?? 200, given.Seed),
    _ => StartProof.RunAsync(given.Count ?? 5),
};
return await proof.WaitAsync(limit.Token) ? 0 : 1;
