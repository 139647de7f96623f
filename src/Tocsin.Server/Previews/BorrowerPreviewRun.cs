using System.Collections.Concurrent;
using System.Diagnostics;
using Tocsin.Core.Previews;
using Tocsin.Core.Storage;
using Tocsin.Server.Settings;

namespace Tocsin.Server.Previews;

/// <summary>
/// One preview on stored borrowers: each is looked at once, and those whose parties would move once more. It works
/// where it is run, and yields every few borrowers.
/// </summary>
/// <param name="store">The store, which is read and not written.</param>
/// <param name="preview">What looks at a borrower.</param>
/// <param name="share">The share of borrowers that is looked at, above 0 to 1.</param>
/// <param name="settings">How many threads look, and at how many borrowers again.</param>
/// <param name="watch">Told how far it is.</param>
internal sealed class BorrowerPreviewRun(
    IStore store, RuleSetPreview preview, double share, RuleSettings settings, PreviewWatch watch)
{
    /// <summary>Looks at the borrowers of all partitions.</summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<PreviewReport> RunAsync(int partitions, CancellationToken cancellation)
    {
        var pages = new BorrowerPages(store, preview, share);
        var linked = new LinkedBorrowers(preview, pages, settings.PreviewLinked);
        var tally = await LookAtAllAsync(pages, linked, partitions, cancellation);
        var began = Stopwatch.GetTimestamp();
        await linked.TellAsync(
            tally, (done, total) => watch.Tell(PreviewPhase.Linked, done, total), cancellation);
        watch.Spend(Stopwatch.GetElapsedTime(began), linked.Busy);
        if (pages.Erased > 0) tally.Miss(PreviewGap.Erased, pages.Erased);
        if (pages.Unsettled > 0) tally.Miss(PreviewGap.Unsettled, pages.Unsettled);
        var report = tally.ToReport();
        if (!preview.Options.WithDecisions) return report;
        return report with
        {
            Unasked = UnaskedProducts.Of(
                preview.Live.Set, preview.Candidate.Set, report.Decisions.Select(asked => asked.Product),
                preview.Options.UsesDrafts),
        };
    }

    // Each worker takes one partition after the other and counts for itself.
    private async Task<PreviewTally> LookAtAllAsync(
        BorrowerPages pages, LinkedBorrowers linked, int partitions, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var total = share < 1 ? 0 : await CountAsync(partitions, cancellation);
        watch.Tell(PreviewPhase.Borrowers, 0, total);
        using var fault = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var left = new ConcurrentQueue<int>(Enumerable.Range(0, partitions));
        var looked = 0L;
        var workers = await Task.WhenAll(Enumerable.Range(0, settings.PreviewWorkers).Select(_ => Task.Factory.StartNew(
            WorkAsync, fault.Token, TaskCreationOptions.None, TaskScheduler.Current).Unwrap()));
        var tally = workers[0].Tally;
        foreach (var other in workers.Skip(1)) tally.Add(other.Tally);
        watch.Tell(PreviewPhase.Borrowers, looked, total);
        watch.Spend(Stopwatch.GetElapsedTime(began), workers.Max(worker => worker.Busy));
        return tally;

        async Task<(PreviewTally Tally, TimeSpan Busy)> WorkAsync()
        {
            var counted = new PreviewTally(preview.Live.Set.Catalogue, preview.Options);
            var busy = TimeSpan.Zero;
            try
            {
                while (left.TryDequeue(out var partition))
                {
                    await foreach (var page in pages.EachAsync(partition, fault.Token))
                    {
                        busy += LookAt(page, linked, counted, fault.Token);
                        watch.Tell(PreviewPhase.Borrowers, Interlocked.Add(ref looked, page.Count), total);
                        await Task.Yield();
                    }
                }
            }
            catch
            {
                // The others have nothing to go on for.
                await fault.CancelAsync();
                throw;
            }

            return (counted, busy);
        }
    }

    private TimeSpan LookAt(
        IReadOnlyList<ReadBorrower> page, LinkedBorrowers linked, PreviewTally tally, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var borrower in page)
        {
            cancellation.ThrowIfCancellationRequested();
            var look = preview.Look(borrower.State, borrower.Stored);
            if (!linked.Take(borrower, look)) tally.Add(look);
        }

        return Stopwatch.GetElapsedTime(began);
    }

    private async Task<long> CountAsync(int partitions, CancellationToken cancellation)
    {
        var total = 0L;
        for (var partition = 0; partition < partitions; partition++)
            total += await store.Features.CountAsync(partition, cancellation);
        return total;
    }
}
