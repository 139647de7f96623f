using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>Rule files are swapped under load without a failed call, and memory stays flat.</summary>
internal static class SwapProof
{
    // What was compiled once in the first quarter stays; after it the rest is noise.
    private const double MostGrowth = 0.1;

    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(5);

    /// <summary>Proves it and prints how.</summary>
    public static async Task<bool> RunAsync(int swaps, int seed)
    {
        var report = await SwapRun.RunAsync(swaps, seed, _idle);
        var delays = new Quantiles(report.Delays);
        Console.WriteLine($"swaps                  {report.Swaps}: {report.Good} good, {report.Rejected} rejected");
        Console.WriteLine(
            $"decisions              {report.Decisions}, none failed, from {report.Activations} activations");
        Console.WriteLine($"file to first answer   {delays}");
        Console.WriteLine($"resident memory        {string.Join(" -> ", report.Memory.Select(Mebibytes))}"
            + $" (warm, then after each quarter, after {_idle.TotalSeconds} s of rest)");
        foreach (var fault in report.Faults.Take(20)) Console.WriteLine($"FAULT {fault}");
        var growth = ((double)report.Memory[^1] / report.Memory[1]) - 1;
        var holds = report.Faults.Count == 0 && growth <= MostGrowth;
        Console.WriteLine($"growth                 {growth:p1} from the first quarter to the last");
        Console.WriteLine(holds
            ? $"HOLDS: no fault, and memory grew by no more than {MostGrowth:p0}"
            : $"DOES NOT HOLD: {report.Faults.Count} faults, memory grew by {growth:p1}");
        return holds;
    }

    private static string Mebibytes(long bytes) => $"{bytes / (1024.0 * 1024):f0} MiB";
}
