using System.Globalization;

namespace Tocsin.Core.Monitoring;

/// <summary>
/// Counts decisions by score, PD and grade. Sums are made of the counts, in order of the scores, so that they do not
/// depend on the order in which decisions came.
/// </summary>
/// <remarks>
/// With more different scores than <see cref="MaximumScores"/> all are rounded to four significant digits, which again
/// does not depend on the order.
/// </remarks>
internal sealed class ScoreTally(int maximumScores = ScoreTally.MaximumScores)
{
    /// <summary>The most different scores that are kept as they are.</summary>
    public const int MaximumScores = 1_000_000;

    private const string FourDigits = "E3";

    private Dictionary<ScoreKey, DefaultCounts> _counts = [];

    /// <summary>True when scores were rounded because there were too many different ones.</summary>
    public bool IsRounded { get; private set; }

    /// <summary>The counts, in order of PD, then score, then grade.</summary>
    public IEnumerable<KeyValuePair<ScoreKey, DefaultCounts>> InOrder => _counts
        .OrderBy(pair => pair.Key.Pd).ThenBy(pair => pair.Key.Score)
        .ThenBy(pair => pair.Key.Grade, StringComparer.Ordinal);

    /// <summary>Takes a decision; one without score and PD is left out.</summary>
    public void Add(ScoredDecision decision)
    {
        if (decision.Score is null && decision.Pd is null) return;
        var key = new ScoreKey(Kept(decision.Score), Kept(decision.Pd), decision.Grade);
        _counts[key] = _counts.GetValueOrDefault(key).Plus(decision.Defaulted);
        if (!IsRounded && _counts.Count > maximumScores) Round();
    }

    /// <summary>The counts by value of a measure, lowest first; decisions without it are left out.</summary>
    public IReadOnlyList<ScoreStep> Steps(ScoreMeasure measure) =>
    [
        .. _counts.Where(pair => pair.Key.Of(measure) is not null)
            .GroupBy(pair => pair.Key.Of(measure)!.Value, pair => pair.Value)
            .OrderBy(group => group.Key)
            .Select(group => new ScoreStep(group.Key, DefaultCounts.Sum(group))),
    ];

    private void Round()
    {
        IsRounded = true;
        var rounded = new Dictionary<ScoreKey, DefaultCounts>();
        foreach (var (key, counts) in _counts)
        {
            var kept = new ScoreKey(Kept(key.Score), Kept(key.Pd), key.Grade);
            rounded[kept] = rounded.GetValueOrDefault(kept) + counts;
        }

        _counts = rounded;
    }

    private double? Kept(double? number) => !IsRounded || number is not { } exact ? number
        : double.Parse(exact.ToString(FourDigits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

/// <summary>What decisions are counted by.</summary>
internal readonly record struct ScoreKey(double? Score, double? Pd, string Grade)
{
    /// <summary>The value of a measure; null when there is none.</summary>
    public double? Of(ScoreMeasure measure) => measure == ScoreMeasure.Pd ? Pd : Score;
}
