using System.Globalization;
using Tocsin.Core.Monitoring;

namespace Tocsin.Cli.Reports;

/// <summary>Figures of a model in short words. What is absent is a dash, never a zero.</summary>
internal static class ModelText
{
    /// <summary>What stands for a number that is absent.</summary>
    public const string Absent = "-";

    /// <summary>How a PSI is made.</summary>
    public static readonly string PsiRule = "on bins fixed on the baseline; a share below "
        + $"{BinLabel.Number(StabilityIndex.Floor)} counts as that, a bin empty on both sides is left out";

    private const double Smallest = 0.0001;

    /// <summary>A number between zero and one, to four places.</summary>
    public static string Number(Statistic statistic) => statistic.Value is { } value ? Number(value) : Absent;

    /// <summary>A number, to four places; a score of hundreds to one.</summary>
    public static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 100 ? "0.0" : "0.0000", CultureInfo.InvariantCulture);

    /// <summary>A share in per cent.</summary>
    public static string Percent(Statistic share) => share.Value is { } value ? Percent(value) : Absent;

    /// <summary>A share in per cent, to two places.</summary>
    public static string Percent(double share) =>
        string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %");

    /// <summary>A probability, to four places; one that is smaller is no zero.</summary>
    public static string Probability(Statistic probability) =>
        probability.Value is > 0 and < Smallest ? $"< {Number(Smallest)}" : Number(probability);

    /// <summary>A count.</summary>
    public static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>A PSI with its verdict.</summary>
    public static string Psi(Statistic psi) =>
        psi.Value is { } value ? $"{Number(value)} ({StabilityIndex.Verdict(value)})" : Absent;

    /// <summary>A share of overrides, and whether it is a finding.</summary>
    public static string Overrides(Statistic share) =>
        share.Value > OverrideFigures.Finding ? $"{Percent(share)} (a finding)" : Percent(share);

    /// <summary>The share of those of known outcome that defaulted.</summary>
    public static string BadRate(DefaultCounts counts) =>
        counts.Known == 0 ? Absent : Percent((double)counts.Bad / counts.Known);

    /// <summary>How a measure is called.</summary>
    public static string Of(ScoreMeasure measure) => measure == ScoreMeasure.Pd ? "PD" : "score";

    /// <summary>An outcome, as rules write it.</summary>
    public static string Of(Core.Decisions.DecisionOutcome outcome) => outcome switch
    {
        Core.Decisions.DecisionOutcome.ApproveWithConditions => "approve with conditions",
        Core.Decisions.DecisionOutcome.CounterOffer => "counter-offer",
        _ => outcome.ToString().ToLowerInvariant(),
    };

    /// <summary>Why figures are absent, one line for each reason.</summary>
    public static IEnumerable<string> Absences(IReadOnlyList<ReportPart> parts)
    {
        foreach (var part in parts)
        {
            var absent = ModelFigure.All.Where(figure => figure.Of(part.Report).Value is null)
                .GroupBy(figure => figure.Of(part.Report).WhyAbsent, figure => figure.Name);
            foreach (var group in absent) yield return $"{part.Name}: no {string.Join(", no ", group)}: {group.Key}.";
            if (part.Report.AreScoresRounded)
                yield return $"{part.Name}: scores are rounded to four digits, for there are too many different ones.";
        }
    }
}
