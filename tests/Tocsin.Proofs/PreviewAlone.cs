using System.Diagnostics;
using Tocsin.Core.Previews;
using Tocsin.Core.Rules;
using Tocsin.Server.Background;
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
        var borrowers = new BorrowerPages(store, preview, 1);
        for (var partition = 0; partition < Partitions; partition++)
            await foreach (var page in borrowers.EachAsync(partition, CancellationToken.None)) pages.Add(page);
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
        using var threads = new BackgroundThreads(Threads, share: 1);
        var tallies = await Task.WhenAll(Enumerable.Range(0, Threads).Select(
            thread => threads.RunAsync(() => Task.FromResult(LookAt(thread)), CancellationToken.None)));
        foreach (var other in tallies.Skip(1)) tallies[0].Add(other);
        return tallies[0].ToReport();

        PreviewTally LookAt(int thread)
        {
            var tally = new PreviewTally(preview.Live.Set.Catalogue, preview.Options);
            for (var i = thread; i < pages.Count; i += Threads)
                foreach (var borrower in pages[i]) tally.Add(preview.Look(borrower.State, borrower.Stored));
            return tally;
        }
    }

    private static RuleSet Read(string folder) => RuleSetReader.Read(RuleFolder.Read(folder)).RuleSet!;
}
