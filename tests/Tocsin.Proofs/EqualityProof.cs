using System.Diagnostics;
using Tocsin.Core.Tests.Rules.Equality;
using Tocsin.Core.Tests.Rules.Expressions;

namespace Tocsin.Proofs;

/// <summary>
/// What RulesEngine says of made-up workflows over the whole format, we say; and where values are missing, what Kleene
/// says.
/// </summary>
internal static class EqualityProof
{
    /// <summary>Proves it and prints how.</summary>
    public static async Task<bool> RunAsync(int results, int seed)
    {
        var started = Stopwatch.GetTimestamp();
        var run = await EqualityRun.RunAsync(results, (ulong)seed);
        var engine = typeof(RulesEngine.RulesEngine).Assembly.GetName().Version;
        Console.WriteLine($"engine                 RulesEngine {engine}, ExecuteAllRulesAsync with its defaults");
        Console.WriteLine(
            $"workflows              {run.Workflows} in {Stopwatch.GetElapsedTime(started).TotalSeconds:f0} s");
        Console.WriteLine(
            $"rule results           {run.Results}: {run.Hits} hit, {run.Failures} failed, the rest missed");
        Console.WriteLine($"messages and outputs   {run.Texts}");
        Console.WriteLine(run.Difference is null ? "HOLDS: no difference" : $"DOES NOT HOLD: {run.Difference}");
        return RunKleene(results / 4, seed) && run.Difference is null;
    }

    private static bool RunKleene(int results, int seed)
    {
        var started = Stopwatch.GetTimestamp();
        var run = KleeneRun.Run(results, (ulong)seed);
        Console.WriteLine();
        Console.WriteLine("values missing         each one and each two removed, against naive Kleene evaluation");
        Console.WriteLine(
            $"conditions             {run.Conditions} in {Stopwatch.GetElapsedTime(started).TotalSeconds:f0} s");
        Console.WriteLine(
            $"outcomes               {run.Results}: {run.Hits} hit, {run.Unknown} unknown, the rest missed");
        Console.WriteLine(run.Difference is null
            ? "HOLDS: no difference, and no hit became a miss or back" : $"DOES NOT HOLD: {run.Difference}");
        return run.Difference is null;
    }
}
