using System.Diagnostics;
using Tocsin.Journal;
using Tocsin.Journal.Tests.Running;
using Tocsin.Journal.Verifying;

namespace Tocsin.Proofs;

/// <summary>
/// No decision that was answered is missing after kill -9, the chain is whole, every decision comes out the same when
/// it is decided again, and each way of tampering with the files is found.
/// </summary>
internal static class JournalProof
{
    /// <summary>Proves it and prints how.</summary>
    public static async Task<bool> RunAsync(JournalKillPlan plan)
    {
        var folder = Directory.CreateTempSubdirectory("tocsin-journal-proof-").FullName;
        try
        {
            return await RunAsync(folder, plan);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> RunAsync(string folder, JournalKillPlan plan)
    {
        var started = Stopwatch.GetTimestamp();
        var run = new JournalKillRun(folder, plan);
        await run.RunAsync(answered => Console.WriteLine($"killed after {answered,7} answered"));
        var took = Stopwatch.GetElapsedTime(started);
        var audit = await JournalAudit.RunAsync(folder, run.Answered);
        Print(plan, run, audit, took);
        var place = DecisionJournal.FolderOf(JournalChild.Options(folder));
        var tamperings = new JournalTampering(place, audit.Anchor, plan.Seed).Run();
        foreach (var (what, found) in tamperings)
            Console.WriteLine($"{what,-45} {(found.Length > 0 ? $"found: {found}" : "NOT FOUND")}");
        var holds = audit.Holds && run.Answered.Count >= plan.Decisions
            && tamperings.All(each => each.Found.Length > 0);
        Console.WriteLine(holds ? "HOLDS: nothing answered is missing, and every tampering is found" : "DOES NOT HOLD");
        return holds;
    }

    private static void Print(JournalKillPlan plan, JournalKillRun run, JournalAudit audit, TimeSpan took)
    {
        var verified = audit.Verification;
        var trimmed = verified.Findings.Count(finding => finding.Kind == JournalFindingKind.Noted);
        Console.WriteLine();
        Console.WriteLine($"mode                   written, {plan.Kills} kills in {took.TotalSeconds:f0} s");
        Console.WriteLine($"decisions answered     {run.Answered.Count}");
        Console.WriteLine(
            $"decisions journaled    {verified.Decisions} in {verified.Groups} groups, {verified.Segments} segments");
        Console.WriteLine($"torn groups trimmed    {trimmed}");
        Console.WriteLine($"answered and missing   {audit.Missing}");
        Console.WriteLine($"decided again          {audit.Same} the same, {audit.Different} not");
        Console.WriteLine($"chain                  {(verified.IsSound ? "whole" : "NOT WHOLE")}");
        foreach (var finding in verified.Findings.Where(finding => finding.IsDamage)) Console.WriteLine(finding);
    }
}
