using Tocsin.Core.Monitoring;

namespace Tocsin.Cli.Reports;

/// <summary>
/// How a model did, for programs: a figure that is absent is null, and <c>absent</c> says why.
/// </summary>
internal static class ModelJson
{
    /// <summary>One part, to be written as JSON.</summary>
    public static object Of(ReportPart part)
    {
        var report = part.Report;
        return new
        {
            part.Name,
            report.From,
            report.To,
            report.Decisions,
            report.Scored,
            Outcomes = report.Outcomes.ToDictionary(
                one => ModelText.Of(one.Outcome).Replace(' ', '_').Replace('-', '_'),
                one => new { one.Count, one.Share }),
            Defaults = Counts(report.Counts),
            Figures = ModelFigure.All.ToDictionary(figure => figure.Key, figure => figure.Of(report).Value),
            Absent = ModelFigure.All.Where(figure => figure.Of(report).Value is null)
                .ToDictionary(figure => figure.Key, figure => figure.Of(report).WhyAbsent),
            report.Power.KsAt,
            Confusion = new
            {
                report.Confusion.Cut,
                report.Confusion.TrueBad,
                report.Confusion.FalseBad,
                report.Confusion.MissedBad,
                report.Confusion.TrueGood,
            },
            Overrides = report.Overrides is var overrides ? new
            {
                overrides.Passed,
                overrides.PassedButDeclined,
                overrides.Failed,
                overrides.FailedButApproved,
            } : null,
            Measure = ModelText.Of(report.Scores.Measure).ToLowerInvariant(),
            Bins = report.Scores.Bins.Select(Bin),
            Grades = report.Grades.Where(grade => grade.Grade.Length > 0).Select(Grade),
            AllGrades = Grade(report.Grades[^1]),
            Characteristics = report.Characteristics.Select(Characteristic),
            Reasons = report.Reasons.ToDictionary(reason => reason.Name, reason => reason.Count),
            report.AreScoresRounded,
        };
    }

    private static object Counts(DefaultCounts counts) => new { counts.Good, counts.Bad, counts.Unknown };

    private static object Bin(BinShare bin) => new
    {
        bin.Bin,
        bin.Points,
        bin.Counts.Total,
        Defaults = Counts(bin.Counts),
        bin.Share,
        bin.Expected,
        bin.Contribution,
    };

    private static object Grade(GradeCalibration grade) => new
    {
        grade.Grade,
        Defaults = Counts(grade.Counts),
        ExpectedPd = grade.ExpectedPd.Value,
        ObservedRate = grade.ObservedRate.Value,
        TailProbability = grade.TailProbability.Value,
    };

    private static object Characteristic(CharacteristicStability one) => new
    {
        one.Name,
        Psi = one.Psi.Value,
        ScoreShift = one.ScoreShift.Value,
        Absent = one.Psi.Value is null ? one.Psi.WhyAbsent : null,
        Bins = one.Bins.Select(Bin),
    };
}
