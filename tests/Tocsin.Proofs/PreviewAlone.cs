using System.Diagnostics;
using Tocsin.Core.Previews;
using Tocsin.Core.Rules;
using Tocsin.Server.Previews;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>
/// What looking at borrowers takes by itself, on two threads: every profile is read before, and nothing else runs.
/// </summary>
internal static class PreviewAlone
{
    private const int Threads = 2;

    // As many as a new store has.
    private const int Partitions = 16;

    /// <summary>Measures it on what a store holds, which no server has open, and prints it.</summary>
    /// <param name="place">The store.</param>
    /// <param name="live">The folder of the rules that made the stored warnings.</param>
    /// <param name="candidate">The folder of the others.</param>
    public static async Task PrintAsync(StorePlace place, string live, string candidate)
    {
        var now = RealClock.Instance.GetUtcNow();
        var preview = new RuleSetPreview(
            new ActivatedRuleSet(Read(live), 2, now), Read(candidate), new PreviewOptions(), now);
        await using var store = await place.OpenAsync();
        var pages = new List<IReadOnlyList<ReadBorrower>>();
        var reading = Stopwatch.GetTimestamp();
        await foreach (var page in new BorrowerPages(store, preview, 1).EachAsync(Partitions, CancellationToken.None))
            pages.Add(page);
        Console.WriteLine($"read into memory       {pages.Sum(page => page.Count)} profiles and states in "
            + $"{Stopwatch.GetElapsedTime(reading).TotalSeconds:f2} s");
        // The first time compiles.
        await LookAsync(preview, pages);
        var began = Stopwatch.GetTimestamp();
        var report = await LookAsync(preview, pages);
        Console.WriteLine($"evaluating by itself   {Stopwatch.GetElapsedTime(began).TotalSeconds:f2} s on {Threads} "
            + $"threads: {report.Warnings?.Changes} changes, {report.Decisions.Sum(one => one.Asked)} decisions twice");
    }

    private static async Task<PreviewReport> LookAsync(
        RuleSetPreview preview, List<IReadOnlyList<ReadBorrower>> pages)
    {
        await using var workers = new PreviewWorkers(
            Threads, () => new PreviewTally(preview.Live.Set.Catalogue, preview.Options),
            (tally, borrower) => tally.Add(preview.Look(borrower.State, borrower.Stored)));
        foreach (var page in pages) await workers.PutAsync(page, CancellationToken.None);
        return (await workers.EndAsync(CancellationToken.None)).ToReport();
    }

    private static RuleSet Read(string folder) => RuleSetReader.Read(RuleFolder.Read(folder)).RuleSet!;
}
