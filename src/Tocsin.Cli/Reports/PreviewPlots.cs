using Tocsin.Cli.Reports.Drawing;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Turns a preview into plots of rows; moves between places are in <see cref="PreviewMatrices"/>.</summary>
internal static class PreviewPlots
{
    /// <summary>The most rows of a plot; a table has all of them.</summary>
    public const int MostRows = 40;

    private static readonly (WarningChangeKind Kind, RowSeries Series)[] _kinds =
    [
        (WarningChangeKind.Raised, new RowSeries("raised", "red")),
        (WarningChangeKind.LevelUp, new RowSeries("level up", "orange")),
        (WarningChangeKind.LevelDown, new RowSeries("level down", "yellow")),
        (WarningChangeKind.Cleared, new RowSeries("cleared", "blue")),
    ];

    /// <summary>The changes of each indicator's warnings by kind; those with most first.</summary>
    public static RowPlot Indicators(WarningsPreview warnings) => new(
        "indicators", "Changes by indicator",
        "Each row is an indicator, each colour a kind of change: how many changes of its warnings an activation would "
        + "stream.",
        "changes", [.. _kinds.Select(kind => kind.Series), new RowSeries("others", "grey")],
        [
            .. warnings.Counts.Where(count => count.Indicator.Length > 0)
                .GroupBy(count => count.Indicator, StringComparer.Ordinal)
                .OrderByDescending(indicator => indicator.Sum(count => count.Count))
                .ThenBy(indicator => indicator.Key, StringComparer.Ordinal)
                .Take(MostRows).Select(indicator => Row(indicator.Key, [.. indicator])),
        ]);

    /// <summary>How points are spread now and under the candidate.</summary>
    public static RowPlot Points(DecisionsPreview product, int index)
    {
        var score = product.Score ?? new ScorePreview();
        return new RowPlot(
            $"points-{index}", $"{XmlText.Of(product.Product)}: spread of the points",
            "For each bin the share of the decisions with points, now and under the candidate, in per cent.",
            $"per cent of the decisions with points; PSI {PreviewText.Psi(score)}",
            [new RowSeries("now", "grey"), new RowSeries("candidate", "blue")],
            [
                .. score.Bins.SelectMany(bin => new[]
                {
                    Share(bin.Bin, bin.Before, score.Before, 0), Share(bin.Bin, bin.After, score.After, 1),
                }),
            ]);
    }

    /// <summary>The rules that make the difference.</summary>
    public static RowPlot Differences(DecisionsPreview product, int index) => new(
        $"rules-{index}", $"{XmlText.Of(product.Product)}: the rule that makes the difference",
        "Each row is a rule: how many decisions it is the first to make another one.", "decisions",
        [new RowSeries("decisions", "orange")],
        [
            .. product.Differences.Take(MostRows).Select(one => new PlotRow(
                XmlText.Of(PreviewText.Of(one.Step, one.Rule)), [one.Decisions],
                $"{PreviewText.Count(one.Decisions)} ({PreviewText.Share(one.Decisions, product.Changed)})")),
        ]);

    /// <summary>Who differs, by the values of a label; those with most borrowers first.</summary>
    public static RowPlot Label(LabelPreview label, int index) => new(
        $"label-{index}", $"By {XmlText.Of(label.Label)}",
        "Each row is a value of the label: how many of its borrowers rise to a higher level, fall to a lower one, or "
        + "differ otherwise.",
        "borrowers that would differ",
        [new RowSeries("rise", "red"), new RowSeries("fall", "blue"), new RowSeries("otherwise", "grey")],
        [
            .. label.Values.Take(MostRows).Select(value => Row(PreviewText.LabelValue(value.Value), value)),
            .. label.Other is { } other ? [Row("(all others)", other)] : Array.Empty<PlotRow>(),
        ]);

    private static PlotRow Row(string indicator, IReadOnlyList<WarningChangeCount> counts)
    {
        var all = counts.Sum(count => count.Count);
        var due = counts.Sum(count => count.DueAnyway);
        var known = _kinds.Select(kind => counts.Where(count => count.Kind == kind.Kind).Sum(count => count.Count))
            .ToList();
        return new PlotRow(
            XmlText.Of(indicator), [.. known.Append(all - known.Sum()).Select(count => (double)count)],
            due == 0 ? PreviewText.Count(all) : $"{PreviewText.Count(all)}, {PreviewText.Count(due)} due anyway");
    }

    private static PlotRow Row(string name, LabelValuePreview value) => new(
        XmlText.Of(name),
        [value.Rising, value.Falling, Math.Max(0, value.Differing - value.Rising - value.Falling)],
        $"{PreviewText.Count(value.Differing)} of {PreviewText.Count(value.Borrowers)} "
        + $"({PreviewText.Share(value.Differing, value.Borrowers)})");

    private static PlotRow Share(string bin, long count, long all, int at)
    {
        var share = all == 0 ? 0 : 100.0 * count / all;
        return new PlotRow(
            at == 0 ? XmlText.Of(bin) : "", [at == 0 ? share : 0, at == 1 ? share : 0], PreviewText.Share(count, all));
    }
}
