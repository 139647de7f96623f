namespace Tocsin.Core.Monitoring;

/// <summary>What counts by score amount to for each grade.</summary>
internal sealed class GradeFigures(
    IReadOnlyList<string> defined, IReadOnlyList<KeyValuePair<ScoreKey, DefaultCounts>> scores)
{
    /// <summary>Each grade, best first, those that nobody got among them, and last all together.</summary>
    public IReadOnlyList<GradeCalibration> Calibration =>
    [
        .. Names().Select(grade => GradeCalibration.Of(grade, [.. scores.Where(pair => pair.Key.Grade == grade)])),
        GradeCalibration.Of("", [.. scores.Where(pair => pair.Key.Grade.Length > 0)]),
    ];

    /// <summary>The sum of the squared shares of the grades.</summary>
    public Statistic Concentration
    {
        get
        {
            var counts = scores.Where(pair => pair.Key.Grade.Length > 0)
                .GroupBy(pair => pair.Key.Grade, pair => pair.Value.Total).Select(group => group.Sum()).ToList();
            var total = counts.Sum();
            return total == 0 ? Statistic.Absent("no decision has a grade")
                : Statistic.Of(counts.Order().Sum(count => (double)count / total * count / total));
        }
    }

    private IEnumerable<string> Names() => defined.Concat(
        scores.Select(pair => pair.Key.Grade).Where(grade => grade.Length > 0).Distinct()
            .Except(defined).Order(StringComparer.Ordinal));
}
