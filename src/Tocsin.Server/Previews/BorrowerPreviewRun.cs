using System.Diagnostics;
using Tocsin.Core.Previews;
using Tocsin.Core.Storage;
using Tocsin.Server.Settings;

namespace Tocsin.Server.Previews;

/// <summary>
/// One preview on stored borrowers: each is looked at once, and those whose parties would move once more.
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

    private async Task<PreviewTally> LookAtAllAsync(
        BorrowerPages pages, LinkedBorrowers linked, int partitions, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var total = share < 1 ? 0 : await CountAsync(partitions, cancellation);
        watch.Tell(PreviewPhase.Borrowers, 0, total);
        await using var workers = new PreviewWorkers(settings.PreviewWorkers, NewTally, LookAt);
        await foreach (var page in pages.EachAsync(partitions, cancellation))
        {
            await workers.PutAsync(page, cancellation);
            watch.Tell(PreviewPhase.Borrowers, workers.Looked, total);
        }

        var tally = await workers.EndAsync(cancellation);
        watch.Tell(PreviewPhase.Borrowers, workers.Looked, total);
        watch.Spend(Stopwatch.GetElapsedTime(began), workers.Busy);
        return tally;

        void LookAt(PreviewTally counted, ReadBorrower borrower)
        {
            var look = preview.Look(borrower.State, borrower.Stored);
            if (!linked.Take(borrower, look)) counted.Add(look);
        }
    }

    private PreviewTally NewTally() => new(preview.Live.Set.Catalogue, preview.Options);

    private async Task<long> CountAsync(int partitions, CancellationToken cancellation)
    {
        var total = 0L;
        for (var partition = 0; partition < partitions; partition++)
            total += await store.Features.CountAsync(partition, cancellation);
        return total;
    }
}
