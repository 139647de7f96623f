using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>How long changes take to a thousand subscribers, and that one who never reads harms nobody.</summary>
internal static class FanOutProof
{
    private const double MiB = 1024 * 1024;

    /// <summary>Proves it and prints the figures.</summary>
    public static async Task<bool> RunAsync(StoreKind kind, int seconds, int rate)
    {
        await using var store = await ProofStore.StartAsync(kind);
        var run = new FanOutRun(
            Subscribers: 1_000, Branches: 50, Borrowers: 5_000, rate, WarmUp: TimeSpan.FromSeconds(20),
            Duration: TimeSpan.FromSeconds(seconds), HasDeaf: true);
        var report = await run.RunAsync(store.Place);
        var load = report.Load;
        Console.WriteLine($"store                  {kind}, every write flushed to the disk");
        Console.WriteLine($"subscribers            {run.Subscribers}, each to one of {run.Branches} branches");
        Console.WriteLine($"updates                {load.Answered} answered in {report.Took.TotalSeconds:f1} s, "
            + $"{load.Answered / report.Took.TotalSeconds:f0}/s; {load.Changes} of them changed a level");
        Console.WriteLine($"sender behind plan     at most {load.Behind.TotalMilliseconds:f0} ms");
        Console.WriteLine($"changes delivered      {report.Arrivals.Count} of {report.Expected}");
        Console.WriteLine($"due -> subscriber      {new Quantiles(report.Arrivals.Select(one => one.Took)).Fine}");
        Console.WriteLine($"never reads            {report.Deaf?.StatusCode.ToString() ?? "was not ended"}, "
            + $"{(report.Deaf is null ? "" : EndedCall.Of(report.Deaf))}");
        Console.WriteLine($"resident memory        {report.Memory[0] / MiB:f0} MiB before, "
            + $"{report.Memory.Max() / MiB:f0} MiB at most, {report.Memory[^1] / MiB:f0} MiB at the end");
        var faults = load.Faults.Take(5).ToList();
        faults.AddRange(report.Faults.Take(5));
        if (report.Arrivals.Count != report.Expected) faults.Add("changes were missed or doubled");
        if (report.Deaf is null || !EndedCall.Of(report.Deaf).Contains("SUBSCRIBER_TOO_SLOW", StringComparison.Ordinal))
            faults.Add("the one that never reads was not cut with its cursor");
        foreach (var found in faults) Console.WriteLine($"FAULT {found}");
        Console.WriteLine(faults.Count == 0 ? "HOLDS: no fault" : "DOES NOT HOLD");
        return faults.Count == 0;
    }
}
