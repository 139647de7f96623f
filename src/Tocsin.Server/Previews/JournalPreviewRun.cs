using System.Diagnostics;
using Tocsin.Core.Features;
using Tocsin.Core.Previews;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Journal.Reading;
using Tocsin.Journal.Records;
using Tocsin.Journal.Replaying;
using Tocsin.Server.Journaling;

namespace Tocsin.Server.Previews;

/// <summary>One preview on the decisions that this instance's journal holds of a period.</summary>
/// <param name="journals">The journal.</param>
/// <param name="live">The live rules.</param>
/// <param name="candidate">The candidate.</param>
/// <param name="options">How much is kept.</param>
/// <param name="watch">Told how far it is.</param>
internal sealed class JournalPreviewRun(
    JournalWorker journals, ActivatedRuleSet live, RuleSet candidate, PreviewOptions options, PreviewWatch watch)
{
    // The most borrowers that are told apart; those beyond are not counted among the borrowers.
    private const int MaximumBorrowers = 1_000_000;

    // So many decisions are one turn of a background thread.
    private const int Turn = 4;

    private readonly CandidateReplay _replay = new(candidate, options.UsesDrafts);
    private readonly PreviewTally _tally = new(live.Set.Catalogue, options);
    private readonly HashSet<BorrowerId> _seen = [];
    private readonly HashSet<BorrowerId> _differing = [];
    private TimeSpan _evaluating;
    private long _done;

    /// <summary>Decides again.</summary>
    /// <param name="period">The period.</param>
    /// <param name="product">The only product; empty for all of them.</param>
    /// <param name="cancellation">Ends it between two decisions.</param>
    /// <exception cref="StoreUnavailableException">The store, which keeps the keys, is away.</exception>
    /// <exception cref="Tocsin.Journal.JournalUnavailableException">There is no journal.</exception>
    public async Task<PreviewReport> RunAsync(JournalRange period, string product, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        watch.Tell(PreviewPhase.Decisions, 0, 0);
        foreach (var item in journals.Journal.Read(period))
        {
            cancellation.ThrowIfCancellationRequested();
            if (item.Damage is not null)
                _tally.Miss(PreviewGap.JournalDamaged);
            else if (item.Entry?.Decision is { } record && IsOf(product, item.Layout))
                await LookAtAsync(record, item.Layout, cancellation);
            if (_done % Turn == 0) await Task.Yield();
        }

        watch.Tell(PreviewPhase.Decisions, _done, 0);
        watch.Spend(Stopwatch.GetElapsedTime(began), _evaluating);
        var report = _tally.ToReport();
        var asked = report.Decisions.Select(decisions => decisions.Product);
        return report with { Unasked = UnaskedProducts.Of(live.Set, candidate, asked, options.UsesDrafts) };
    }

    private async ValueTask LookAtAsync(
        DecisionRecord record, LayoutRecord? layout, CancellationToken cancellation)
    {
        watch.Tell(PreviewPhase.Decisions, ++_done, 0);
        if (layout is not null && !live.Set.Policies.ContainsKey(layout.Product))
        {
            _tally.Miss(PreviewGap.ProductUnknown);
            return;
        }

        var opened = await journals.OpenAsync(record, layout, cancellation);
        var began = Stopwatch.GetTimestamp();
        var (preview, why) = _replay.Compare(opened);
        _evaluating += Stopwatch.GetElapsedTime(began);
        if (preview is null || !BorrowerId.TryParse(record.BorrowerId, out var borrower))
        {
            _tally.Miss(why ?? PreviewGap.JournalSealed);
            return;
        }

        var isNew = IsFirst(_seen, borrower);
        _tally.Add(borrower, preview, isNew, preview.IsChanged && IsFirst(_differing, borrower));
    }

    private static bool IsFirst(HashSet<BorrowerId> known, BorrowerId borrower) =>
        known.Count < MaximumBorrowers && known.Add(borrower);

    // Of a layout that cannot be read nobody knows the product: it is counted as one that cannot be opened.
    private static bool IsOf(string product, LayoutRecord? layout) =>
        product.Length == 0 || layout is null || layout.Product == product;
}
