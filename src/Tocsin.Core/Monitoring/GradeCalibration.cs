namespace Tocsin.Core.Monitoring;

/// <summary>What the model expected of one grade, against what became of its borrowers. Immutable.</summary>
/// <remarks>
/// The test asks how likely so many defaults or more would be if each borrower defaulted with the mean PD of the grade,
/// each by itself: P(X ≥ defaults), binomial. Defaults that come together make it too strict.
/// </remarks>
/// <param name="Grade">The grade; empty for all grades together.</param>
/// <param name="Counts">Decisions with that grade.</param>
/// <param name="ExpectedPd">The mean PD of those of known outcome.</param>
/// <param name="ObservedRate">The share of those of known outcome that defaulted.</param>
/// <param name="TailProbability">How likely so many defaults or more would be.</param>
public sealed record GradeCalibration(
    string Grade, DefaultCounts Counts, Statistic ExpectedPd, Statistic ObservedRate, Statistic TailProbability)
{
    private const string NoneKnown = "no decision of this grade has a known outcome";
    private const string NoPd = "the model gives no PD";

    /// <summary>True when the PD is too low to be believed at a level of the test; null without a test.</summary>
    public bool? IsTooLow(double level) => TailProbability.Value is { } tail ? tail < level : null;

    internal static GradeCalibration Of(string grade, IReadOnlyList<KeyValuePair<ScoreKey, DefaultCounts>> scores)
    {
        var counts = DefaultCounts.Sum(scores.Select(pair => pair.Value));
        var known = scores.Where(pair => pair.Value.Known > 0).ToList();
        var observed = Statistic.Share(counts.Bad, counts.Known, NoneKnown);
        var expected = counts.Known == 0 ? Statistic.Absent(NoneKnown)
            : known.Exists(pair => pair.Key.Pd is null) ? Statistic.Absent(NoPd)
            : Statistic.Of(known.Sum(pair => pair.Key.Pd!.Value * pair.Value.Known) / counts.Known);
        var tail = expected.Value is { } pd
            ? Statistic.Of(BinomialTail.AtLeast(counts.Bad, counts.Known, Math.Clamp(pd, 0, 1)))
            : Statistic.Absent(expected.WhyAbsent);
        return new GradeCalibration(grade, counts, expected, observed, tail);
    }
}
