using System.Diagnostics;

namespace Tocsin.Benchmarks;

/// <summary>What reading, checking and compiling a rule set takes: time, memory that stays, and growth.</summary>
internal static class LoadRun
{
    private const int Repeats = 10_000;

    /// <summary>Prints it.</summary>
    public static int Run()
    {
        // The first load compiles the loader itself.
        _ = BenchmarkRules.Read(BenchmarkRules.Workflow(50));
        Console.WriteLine("rules   load     memory that stays");
        foreach (var rules in new[] { 1_000, 10_000 }) Load(rules);
        Console.WriteLine();
        Console.WriteLine("loads of 50 rules  heap      resident");
        var text = BenchmarkRules.Workflow(50);
        for (var load = 1; load <= Repeats; load++)
        {
            if (BenchmarkRules.Read(text).RuleSet is null) throw new InvalidDataException("The rules do not load.");
            if (load is not (10 or 1_000 or 5_000 or Repeats)) continue;
            var heap = GC.GetTotalMemory(forceFullCollection: true) / (1024.0 * 1024);
            Console.WriteLine($"{load,17}  {heap,5:f1} MiB  {Environment.WorkingSet / (1024 * 1024),4} MiB");
        }

        return 0;
    }

    private static void Load(int rules)
    {
        var text = BenchmarkRules.Workflow(rules);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var started = Stopwatch.GetTimestamp();
        var set = BenchmarkRules.Read(text).RuleSet;
        var elapsed = Stopwatch.GetElapsedTime(started);
        var kept = (GC.GetTotalMemory(forceFullCollection: true) - before) / (1024.0 * 1024);
        Console.WriteLine($"{rules,5}  {elapsed.TotalSeconds,5:f2} s  {kept,6:f1} MiB");
        GC.KeepAlive(set);
    }
}
