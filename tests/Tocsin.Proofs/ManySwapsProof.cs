using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>Thousands of sets are published and activated under load; memory stays flat and no call fails.</summary>
internal static class ManySwapsProof
{
    // What was compiled once in the first third stays; after it the rest is noise.
    private const double MostGrowth = 0.1;

    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _rest = TimeSpan.FromSeconds(20);

    /// <summary>Proves it and prints how.</summary>
    public static async Task<bool> RunAsync(int swaps, int sets, int rate)
    {
        var plan = new ManySwapsPlan(swaps, sets, rate, _pace, _rest);
        var report = await ManySwapsRun.RunAsync(plan, Console.Error.WriteLine);
        var (steady, swapping) = (new Quantiles(report.Steady), new Quantiles(report.Swapping));
        Console.WriteLine($"swaps                  {report.Swaps} between {sets} published sets of "
            + $"{VersionedRules.Rules} rules, each read, compiled, activated and confirmed");
        Console.WriteLine($"from asking to done    {new Quantiles(report.Took)}");
        Console.WriteLine(
            $"decisions              {report.Decisions} at {rate}/s, each compared with its version in all parts");
        Console.WriteLine($"while nothing swaps    {steady.Fine}");
        Console.WriteLine($"while a set swaps      {swapping.Fine}");
        Console.WriteLine($"resident memory        {string.Join(" -> ", report.Memory.Select(Mebibytes))}"
            + $" (before, after each third, after {_rest.TotalSeconds} s without a swap)");
        foreach (var fault in report.Faults.Take(20)) Console.WriteLine($"FAULT {fault}");
        var growth = ((double)report.Memory[^1] / report.Memory[1]) - 1;
        var holds = report.Faults.Count == 0 && growth <= MostGrowth;
        Console.WriteLine($"growth                 {growth:p1} from the first third to the last");
        Console.WriteLine(holds
            ? $"HOLDS: no call failed, no answer mixed versions, and memory grew by no more than {MostGrowth:p0}"
            : $"DOES NOT HOLD: {report.Faults.Count} faults, memory grew by {growth:p1}");
        return holds;
    }

    private static string Mebibytes(long bytes) => $"{bytes / (1024.0 * 1024):f0} MiB";
}
