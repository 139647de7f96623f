using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>Rule files are swapped under load without a failed call, and memory stays flat.</summary>
internal static class SwapProof
{
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
            + $" (warm, middle, end; each after {_idle.TotalSeconds} s of rest)");
        foreach (var fault in report.Faults.Take(20)) Console.WriteLine($"FAULT {fault}");
        Console.WriteLine(
            report.Faults.Count == 0 ? "HOLDS: no fault" : $"DOES NOT HOLD: {report.Faults.Count} faults");
        return report.Faults.Count == 0;
    }

    private static string Mebibytes(long bytes) => $"{bytes / (1024.0 * 1024):f0} MiB";
}
