using Tocsin.Core.Previews;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Journal.Reading;
using Tocsin.Server.Background;
using Tocsin.Server.Endpoints;
using Tocsin.Server.Journaling;
using Tocsin.Server.Settings;

namespace Tocsin.Server.Previews;

/// <summary>Makes previews, a few at once at most. Thread-safe.</summary>
/// <remarks>Each reads what is stored or journaled, and writes nothing.</remarks>
internal sealed class RuleSetPreviews(
    IStore store, StoreKeeper keeper, JournalWorker journals, ReplayRun replays, RuleSettings settings,
    TimeProvider time)
{
    private int _running;

    /// <summary>Begins one; ends when it is disposed.</summary>
    /// <exception cref="FailureException">As many as may are under way.</exception>
    public IDisposable Begin()
    {
        if (Interlocked.Increment(ref _running) <= settings.Previews) return new Place(this);
        Interlocked.Decrement(ref _running);
        throw new FailureException(FailureReason.ReportRunning,
            $"This instance makes {settings.Previews} preview(s) at once (Rules:Previews) and does so; try again.");
    }

    /// <summary>A preview on stored borrowers.</summary>
    /// <param name="live">The live rules.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="options">What is previewed.</param>
    /// <param name="share">The share of borrowers that is looked at, above 0 to 1.</param>
    /// <param name="watch">Told how far it is.</param>
    /// <param name="cancellation">Ends it soon.</param>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<PreviewReport> OnBorrowersAsync(
        ActivatedRuleSet live, RuleSet candidate, PreviewOptions options, double share, PreviewWatch watch,
        CancellationToken cancellation)
    {
        if (keeper.Identity is not { } identity) throw new StoreUnavailableException(keeper.Problem);
        var preview = new RuleSetPreview(live, candidate, Whole(options), time.GetUtcNow());
        var run = new BorrowerPreviewRun(store, preview, share, settings, watch);
        using var threads = new BackgroundThreads(settings.PreviewWorkers, settings.PreviewProcessorShare);
        return await threads.RunAsync(() => run.RunAsync(identity.Partitions, cancellation), cancellation);
    }

    /// <summary>A preview on the decisions that the journal holds of a period.</summary>
    /// <param name="live">The live rules.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="options">How much is kept.</param>
    /// <param name="period">The period.</param>
    /// <param name="product">The only product; empty for all of them.</param>
    /// <param name="watch">Told how far it is.</param>
    /// <param name="cancellation">Ends it soon.</param>
    /// <exception cref="FailureException">The journal is being read as a whole already.</exception>
    /// <exception cref="StoreUnavailableException">The store, which keeps the keys, is away.</exception>
    /// <exception cref="Tocsin.Journal.JournalUnavailableException">There is no journal.</exception>
    public async Task<PreviewReport> OnJournalAsync(
        ActivatedRuleSet live, RuleSet candidate, PreviewOptions options, JournalRange period, string product,
        PreviewWatch watch, CancellationToken cancellation)
    {
        await using var turn = replays.Begin(isToday: false);
        var run = new JournalPreviewRun(journals, live, candidate, Whole(options), watch);
        using var threads = new BackgroundThreads(count: 1, settings.PreviewProcessorShare);
        return await threads.RunAsync(() => run.RunAsync(period, product, cancellation), cancellation);
    }

    // As every other decision of this server.
    private PreviewOptions Whole(PreviewOptions options) => options with { UsesDrafts = settings.UseDrafts };

    private sealed class Place(RuleSetPreviews owner) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0) Interlocked.Decrement(ref owner._running);
        }
    }
}
