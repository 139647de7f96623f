using Tocsin.Cli.Reports.Drawing;
using Tocsin.Core.Monitoring;

namespace Tocsin.Cli.Reports;

/// <summary>Turns reports on a model into plots. The parts keep their colours in all of them.</summary>
internal static class ModelPlots
{
    private static readonly string[] _colors = ["blue", "orange", "yellow", "grey"];

    /// <summary>How the scores of each part are spread over the bins of the baseline.</summary>
    public static RowPlot Spread(IReadOnlyList<ReportPart> parts) => new(
        "spread", "Spread of the scores",
        "For each bin the share of each part's decisions, in per cent.", "per cent of the part's decisions",
        Series(parts),
        [
            .. parts[^1].Report.Scores.Bins.SelectMany((bin, index) => parts.Select((part, at) => Row(
                bin.Bin, parts.Count, at, part.Report.Scores.Bins[index].Share))),
        ]);

    /// <summary>The ROC curves.</summary>
    public static LinePlot Roc(IReadOnlyList<ReportPart> parts) => new(
        "roc", "ROC", "Riskiest first: the share of defaults that are found, against the share of good borrowers that "
        + "are found with them. The further above the dashed line, the better.",
        "share of those that paid", "share of those that defaulted",
        [
            new PlotLine("no power", "grey", [(0, 0), (1, 1)], IsDashed: true),
            .. parts.Select((part, index) => new PlotLine(
                $"{XmlText.Of(part.Name)}: AUC {ModelText.Number(part.Report.Power.Auc)}",
                _colors[index % _colors.Length],
                [(0, 0), .. part.Report.Power.Curve.Select(point => (point.GoodShare, point.BadShare))])),
        ]);

    /// <summary>The two cumulative shares whose largest distance is the KS.</summary>
    public static LinePlot Ks(ReportPart part, int index)
    {
        var power = part.Report.Power;
        var measure = part.Report.Model.Measure;
        return new LinePlot(
            $"ks-{index}", $"KS of {XmlText.Of(part.Name)}",
            "The shares of borrowers that defaulted and that paid that are at least as risky as each score; the dashed "
            + "line stands where they are furthest apart.",
            ModelText.Of(measure), "share at least as risky",
            [
                new PlotLine("defaulted", "red", Steps(power.Curve, point => point.BadShare)),
                new PlotLine("paid", "blue", Steps(power.Curve, point => point.GoodShare)),
                .. power.Curve.Where(point => point.Value == power.KsAt).Take(1).Select(point => new PlotLine(
                    $"KS {ModelText.Number(power.Ks)}", "grey",
                    [(point.Value, point.GoodShare), (point.Value, point.BadShare)], IsDashed: true)),
            ]);
    }

    /// <summary>What each grade was expected to lose, and what it lost.</summary>
    public static RowPlot Calibration(ReportPart part, int index) => new(
        $"calibration-{index}", $"Calibration by grade, {XmlText.Of(part.Name)}",
        "For each grade the mean PD and the share that defaulted, in per cent.", "per cent",
        [new RowSeries("expected", "grey"), new RowSeries("observed", "red")],
        [
            .. part.Report.Grades.Where(grade => grade.ObservedRate.Value is not null).SelectMany(grade => new[]
            {
                Row(Name(grade), 2, 0, grade.ExpectedPd.Value ?? 0, ModelText.Percent(grade.ExpectedPd)),
                Row(Name(grade), 2, 1, grade.ObservedRate.Value!.Value,
                    $"{ModelText.Percent(grade.ObservedRate)} ({grade.Counts.Bad}/{grade.Counts.Known})"),
            }),
        ]);

    /// <summary>What each bin adds to the PSI of the score, and the PSI of each characteristic.</summary>
    public static RowPlot Stability(ReportPart part, int index) => new(
        $"psi-{index}", $"PSI of {XmlText.Of(part.Name)}",
        "What each bin of the score adds to its PSI, then the PSI of each characteristic, in thousandths: below 100 is "
        + "stable, from 250 on a major shift.", "PSI in thousandths",
        [new RowSeries("score", "blue"), new RowSeries("characteristic", "orange")],
        [
            .. part.Report.Scores.Bins.Where(bin => bin.Contribution is not null).Select(bin => Thousandths(
                $"{ModelText.Of(part.Report.Scores.Measure)} {bin.Bin}", 0, bin.Contribution!.Value)),
            .. part.Report.Characteristics.Where(one => one.Psi.Value is not null)
                .Select(one => Thousandths(XmlText.Of(one.Name), 1, one.Psi.Value!.Value)),
        ]);

    // A share stays as it is until the next score is reached.
    private static List<(double X, double Share)> Steps(
        IReadOnlyList<RankPoint> curve, Func<RankPoint, double> share)
    {
        var steps = new List<(double, double)>();
        var before = 0.0;
        foreach (var point in curve)
        {
            steps.Add((point.Value, before));
            before = share(point);
            steps.Add((point.Value, before));
        }

        return steps;
    }

    private static string Name(GradeCalibration grade) => grade.Grade.Length > 0 ? grade.Grade : "all grades";

    private static RowSeries[] Series(IReadOnlyList<ReportPart> parts) =>
        [.. parts.Select((part, index) => new RowSeries(XmlText.Of(part.Name), _colors[index % _colors.Length]))];

    private static PlotRow Row(string name, int series, int at, double share, string? note = null) => new(
        XmlText.Of(name), [.. Enumerable.Range(0, series).Select(index => index == at ? share * 100 : 0)],
        note ?? ModelText.Percent(share));

    private static PlotRow Thousandths(string name, int at, double index) => new(
        name, [at == 0 ? index * 1_000 : 0, at == 1 ? index * 1_000 : 0], ModelText.Number(index));
}
