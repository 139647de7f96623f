using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>The tables of a preview that are of the decisions of one product.</summary>
internal static class PreviewDecisionTables
{
    /// <summary>Every one of them; some may have no row.</summary>
    public static IEnumerable<FiguresTable> All(DecisionsPreview product) =>
    [
        Parts(product), PreviewTables.Matrix(PreviewMatrices.Outcomes(product, 0)),
        PreviewTables.Matrix(PreviewMatrices.Grades(product, 0)), Totals(product), Points(product),
        Reasons(product), Differences(product),
    ];

    private static FiguresTable Parts(DecisionsPreview product)
    {
        var parts = product.Parts ?? new PartCounts();
        (string Name, long Count)[] rows =
        [
            ("anything", product.Changed), ("the outcome", parts.Outcome), ("the grade", parts.Grade),
            ("the limit", parts.Limit), ("the annual rate", parts.Rate), ("the reasons", parts.Reasons),
            ("the points", parts.Points), ("something else", parts.Other),
        ];
        return new FiguresTable(
            $"{product.Product}: decisions that change", ["in what", "decisions", "share"],
            product.Asked == 0 ? [] :
            [
                .. rows.Select(row => (string[])
                    [row.Name, PreviewText.Count(row.Count), PreviewText.Share(row.Count, product.Asked)]),
                ["asked", PreviewText.Count(product.Asked), ""],
            ]);
    }

    private static FiguresTable Totals(DecisionsPreview product)
    {
        var (before, after) = (product.Before ?? new DecisionTotals(), product.After ?? new DecisionTotals());
        return new FiguresTable(
            $"{product.Product}: what they come to together", ["what", "now", "candidate", "difference"],
            product.Asked == 0 ? [] :
            [
                [
                    "approved", PreviewText.Count(before.Approved), PreviewText.Count(after.Approved),
                    PreviewText.More(after.Approved - before.Approved),
                ],
                [
                    "approval rate", PreviewText.Share(before.Approved, product.Asked),
                    PreviewText.Share(after.Approved, product.Asked),
                    PreviewText.SharePoints(before.Approved, after.Approved, product.Asked),
                ],
                ["limits", PreviewText.Of(before.Limits), PreviewText.Of(after.Limits), Limits(before, after)],
                ["mean annual rate", Rate(before), Rate(after), Rates(before, after)],
            ]);
    }

    private static string Limits(DecisionTotals before, DecisionTotals after)
    {
        if (before.Limits is null || after.Limits is null
            || before.Limits.CurrencyCode != after.Limits.CurrencyCode) return PreviewText.Absent;
        var more = MoneyAmount.ToDecimal(after.Limits) - MoneyAmount.ToDecimal(before.Limits);
        return MoneyAmount.Text(MoneyAmount.From(more, after.Limits.CurrencyCode));
    }

    private static string Rate(DecisionTotals totals) =>
        totals.HasMeanRate ? PreviewText.Rate(totals.MeanRate) : PreviewText.Absent;

    private static string Rates(DecisionTotals before, DecisionTotals after) => before.HasMeanRate && after.HasMeanRate
        ? PreviewText.RatePoints(before.MeanRate, after.MeanRate) : PreviewText.Absent;

    private static FiguresTable Points(DecisionsPreview product) => new(
        $"{product.Product}: spread of the points", ["points", "now", "candidate"],
        product.Score is not { } score ? [] :
        [
            .. score.Bins.Select(bin => (string[])
                [bin.Bin, PreviewText.Count(bin.Before), PreviewText.Count(bin.After)]),
            ["all with points", PreviewText.Count(score.Before), PreviewText.Count(score.After)],
            [
                "mean", score.HasMeanBefore ? PreviewText.Mean(score.MeanBefore) : PreviewText.Absent,
                score.HasMeanAfter ? PreviewText.Mean(score.MeanAfter) : PreviewText.Absent,
            ],
            ["PSI", "", PreviewText.Psi(score)],
        ]);

    private static FiguresTable Reasons(DecisionsPreview product) => new(
        $"{product.Product}: reasons", ["reason", "come", "go"],
        [
            .. product.Reasons.Select(reason => (string[])
                [reason.Code, PreviewText.Count(reason.Added), PreviewText.Count(reason.Removed)]),
        ]);

    private static FiguresTable Differences(DecisionsPreview product) => new(
        $"{product.Product}: the rule that makes the difference", ["rule", "decisions", "share of changed"],
        [
            .. product.Differences.Select(one => (string[])
            [
                PreviewText.Of(one.Step, one.Rule), PreviewText.Count(one.Decisions),
                PreviewText.Share(one.Decisions, product.Changed),
            ]),
        ]);
}
