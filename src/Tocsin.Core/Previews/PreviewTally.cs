using Tocsin.Core.Features;

namespace Tocsin.Core.Previews;

/// <summary>
/// Counts previews in any order: neither that nor how they are spread over tallies that are added changes the report.
/// For one thread at a time.
/// </summary>
/// <param name="catalogue">The live catalogue, whose labels are counted by.</param>
/// <param name="options">How much is kept.</param>
public sealed class PreviewTally(FeatureCatalogue catalogue, PreviewOptions options)
{
    private readonly Dictionary<string, DecisionTally> _products = new(StringComparer.Ordinal);
    private readonly (string Label, LabelTally Tally)[] _labels =
        [.. catalogue.Labels.Select(label => (label.FullName, new LabelTally()))];

    private readonly WarningTally _warnings = new();
    private readonly Counter<PreviewGap> _gaps = new();
    private readonly ListedBorrowers _listed = new(options.Listed);
    private long _borrowers;
    private long _differing;

    /// <summary>How many borrowers were counted.</summary>
    public long Borrowers => _borrowers;

    /// <summary>Counts a borrower, each once.</summary>
    public void Add(BorrowerPreview preview)
    {
        ArgumentNullException.ThrowIfNull(preview);
        _borrowers++;
        _warnings.Add(preview);
        var counts = LabelCounts.Of(preview);
        foreach (var (label, tally) in _labels) tally.Add(preview.Labels.GetValueOrDefault(label, ""), counts);
        foreach (var decision in preview.Decisions) Add(decision);
        if (preview.IsResting) Miss(PreviewGap.Closed);
        if (preview.IsCut) Miss(PreviewGap.Cut);
        if (preview.NotBooked > 0) Miss(PreviewGap.NotBooked, preview.NotBooked);
        if (preview.IsProductUnknown) Miss(PreviewGap.ProductUnknown);
        if (!preview.IsDiffering) return;
        _differing++;
        _listed.Add(preview);
    }

    /// <summary>Counts a journaled decision.</summary>
    /// <param name="borrower">Whose it is.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="isNew">True for the first of the borrower that is counted.</param>
    /// <param name="isNewlyDiffering">True for the first of the borrower that differs.</param>
    public void Add(BorrowerId borrower, DecisionPreview decision, bool isNew, bool isNewlyDiffering)
    {
        ArgumentNullException.ThrowIfNull(decision);
        Add(decision);
        if (isNew) _borrowers++;
        if (isNewlyDiffering) _differing++;
        if (!decision.IsChanged) return;
        _listed.Add(new BorrowerPreview { Borrower = borrower, Labels = NoLabels, Decisions = [decision] });
    }

    /// <summary>Counts what could not be previewed.</summary>
    public void Miss(PreviewGap gap, long count = 1) => _gaps.Add(gap, count);

    /// <summary>Counts what another has counted; no borrower may be in both.</summary>
    public void Add(PreviewTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _borrowers += other._borrowers;
        _differing += other._differing;
        _warnings.Add(other._warnings);
        _gaps.Add(other._gaps);
        _listed.Add(other._listed);
        foreach (var (mine, theirs) in _labels.Zip(other._labels)) mine.Tally.Add(theirs.Tally);
        foreach (var (product, tally) in other._products) TallyOf(product).Add(tally);
    }

    /// <summary>What was counted.</summary>
    public PreviewReport ToReport() => new()
    {
        Borrowers = _borrowers,
        Differing = _differing,
        Listed = _listed.InOrder,
        Warnings = _warnings.ToFigures(),
        Decisions =
        [
            .. _products.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.ToFigures()),
        ],
        Labels = [.. _labels.Select(label => label.Tally.ToFigures(label.Label, options.LabelValues))],
        Gaps = [.. _gaps.Counts.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))],
    };

    private static IReadOnlyDictionary<string, string> NoLabels { get; } = new Dictionary<string, string>();

    private void Add(DecisionPreview decision) => TallyOf(decision.Product).Add(decision);

    private DecisionTally TallyOf(string product)
    {
        if (!_products.TryGetValue(product, out var tally)) _products.Add(product, tally = new DecisionTally(product));
        return tally;
    }
}
