using Tocsin.Core.Rules;
using Tocsin.Core.Tests.Decisions.Recourse;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>
/// Every option of recourse for declined borrowers of the shipped policy re-decides as promised; and how long it took.
/// </summary>
internal static class RecourseProof
{
    private const int Warmup = 200;

    /// <summary>Proves it and prints how.</summary>
    public static Task<bool> RunAsync(int borrowers, int seed)
    {
        var reading = RuleSetReader.Read(RuleFolder.Read(Path.Combine(ProjectFolder.Root, "rules")));
        var rules = reading.RuleSet ?? throw new InvalidOperationException("The shipped rules cannot be read.");
        _ = RecourseRun.Run(rules, Warmup, seed + 1, RealClock.Instance);
        var run = RecourseRun.Run(rules, borrowers, seed, RealClock.Instance);
        Console.WriteLine($"borrowers              {run.Durations.Count} declined by mse_working_capital");
        foreach (var (status, count) in run.Statuses)
            Console.WriteLine($"{status,-22} {count} ({(double)count / run.Durations.Count:p1})");
        Console.WriteLine($"options a borrower     {Counts(run.OptionCounts)}");
        Console.WriteLine($"changes of the first   {Counts(run.ChangeCounts)}");
        Console.WriteLine($"time                   {new Quantiles(run.Durations)}");
        Console.WriteLine(run.Broken is null
            ? "HOLDS: every option re-decides as promised" : $"DOES NOT HOLD: {run.Broken}");
        return Task.FromResult(run.Broken is null);
    }

    private static string Counts(SortedDictionary<int, int> counts) =>
        string.Join(", ", counts.Select(pair => $"{pair.Key}: {pair.Value}"));
}
