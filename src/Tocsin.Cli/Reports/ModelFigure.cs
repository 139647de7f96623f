using Tocsin.Core.Monitoring;

namespace Tocsin.Cli.Reports;

/// <summary>One figure that a model amounts to.</summary>
/// <param name="Name">Its name for people.</param>
/// <param name="Key">Its name for programs.</param>
/// <param name="IsShare">True for a share, which people read in per cent.</param>
/// <param name="Of">The figure of a report.</param>
internal sealed record ModelFigure(string Name, string Key, bool IsShare, Func<ModelReport, Statistic> Of)
{
    /// <summary>Every figure, in the order in which reports show them.</summary>
    public static IReadOnlyList<ModelFigure> All { get; } =
    [
        new("approval rate", "approval_rate", true, report => report.ApprovalRate),
        new("AUC", "auc", false, report => report.Power.Auc),
        new("Gini", "gini", false, report => report.Power.Gini),
        new("KS", "ks", false, report => report.Power.Ks),
        new("Brier score", "brier", false, report => report.Brier),
        new("PSI", "psi", false, report => report.Scores.Psi),
        new("misclassified at the cut", "misclassified", true, report => report.Confusion.Misclassified),
        new("recall at the cut", "recall", true, report => report.Confusion.Recall),
        new("precision at the cut", "precision", true, report => report.Confusion.Precision),
        new("mean PD or score", "mean", false, report => report.Scores.Mean),
        new("concentration of grades", "grade_concentration", false, report => report.GradeConcentration),
        new("high-side overrides", "override_rate_high_side", true, report => report.Overrides.HighSide),
        new("low-side overrides", "override_rate_low_side", true, report => report.Overrides.LowSide),
    ];

    /// <summary>The figure of a report, for people.</summary>
    public string Text(ModelReport report) => Key switch
    {
        "psi" => ModelText.Psi(Of(report)),
        "override_rate_high_side" or "override_rate_low_side" => ModelText.Overrides(Of(report)),
        _ => IsShare ? ModelText.Percent(Of(report)) : ModelText.Number(Of(report)),
    };
}
