using System.Diagnostics;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>Some months of a branch by a simulated clock, from feeds to officers to drawdowns, hold together.</summary>
internal static class BranchProof
{
    private const int MostFaults = 20;

    private const string Said = """
        # A branch, day by day

        A fresh server with the shipped rules and a simulated clock, and a branch that works with it: feeds at eight
        each morning, officers at ten, drawdowns at two, and the night. Every borrower's story and everything that
        people do follows from the seed. In the middle a threshold is changed in the rule files, and later put back.
        One subscriber is told everything; what it was told is held against the calendar, against the revisions before,
        and at the end against what the server lists.
        """;

    /// <summary>Proves it, prints how, and writes the same to a file where one is given.</summary>
    /// <param name="kind">On which store.</param>
    /// <param name="plan">What is rehearsed.</param>
    /// <param name="head">The command, the machine and the sources.</param>
    /// <param name="file">The file to write the report to, as Markdown; empty for none.</param>
    public static async Task<bool> RunAsync(
        StoreKind kind, BranchPlan plan, IReadOnlyList<string> head, string file)
    {
        await using var store = await ProofStore.StartAsync(kind);
        var started = Stopwatch.GetTimestamp();
        var report = await BranchRun.RunAsync(store.Place, store.Folder, plan, day =>
        {
            var since = Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (day.DayOfWeek == DayOfWeek.Sunday) Console.Error.WriteLine($"{day:yyyy-MM-dd} after {since:f0} s");
        });
        var took = Stopwatch.GetElapsedTime(started);
        var lines = BranchText.Of(report, kind, took).Concat(Verdict(report.Faults)).ToList();
        foreach (var line in lines) Console.WriteLine(line);
        if (file.Length > 0)
            await File.WriteAllTextAsync(file, $"{Said}\n\n```\n{string.Join('\n', head.Concat(lines))}\n```\n");
        return report.Faults.Count == 0;
    }

    private static IEnumerable<string> Verdict(IReadOnlyList<string> faults) =>
    [
        .. faults.Take(MostFaults).Select(fault => $"FAULT {fault}"),
        faults.Count == 0
            ? "HOLDS: no gap and no repeat; nothing drawn while frozen or red; each missed deadline told once and not\n"
                + "before its time; every step answered; the subscriber's sum is what the server lists; swaps are named"
            : $"DOES NOT HOLD: {faults.Count} faults",
    ];
}
