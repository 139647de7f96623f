using Tocsin.Core.Decisions;

namespace Tocsin.Core.Monitoring;

/// <summary>How a model did, over the decisions that count. Immutable and thread-safe.</summary>
public sealed record ModelReport
{
    /// <summary>The model.</summary>
    public required MonitoredModel Model { get; init; }

    /// <summary>How it was made.</summary>
    public required ModelReportOptions Options { get; init; }

    /// <summary>The first moment as of which was decided, in UTC; null without decisions.</summary>
    public required DateTimeOffset? From { get; init; }

    /// <summary>The last such moment, in UTC.</summary>
    public required DateTimeOffset? To { get; init; }

    /// <summary>Decisions, scored or not.</summary>
    public required long Decisions { get; init; }

    /// <summary>Decisions with a score or a PD; the others count in shares of outcomes only.</summary>
    public required long Scored { get; init; }

    /// <summary>What became of the borrowers of all decisions.</summary>
    public required DefaultCounts Counts { get; init; }

    /// <summary>Every outcome that occurred, best first.</summary>
    public required IReadOnlyList<OutcomeShare> Outcomes { get; init; }

    /// <summary>The share of decisions that approve, with or without conditions, or make an offer.</summary>
    public required Statistic ApprovalRate { get; init; }

    /// <summary>In how many decisions each reason was given, the most frequent first.</summary>
    public required IReadOnlyList<NamedCount> Reasons { get; init; }

    /// <summary>How scores are spread, with their PSI against the baseline.</summary>
    public required ScoreDistribution Scores { get; init; }

    /// <summary>Each characteristic against the baseline; empty for a formula, which has none.</summary>
    public required IReadOnlyList<CharacteristicStability> Characteristics { get; init; }

    /// <summary>AUC, Gini and KS.</summary>
    public required RankPower Power { get; init; }

    /// <summary>The confusion at the cut.</summary>
    public required ConfusionTable Confusion { get; init; }

    /// <summary>The Brier score.</summary>
    public required Statistic Brier { get; init; }

    /// <summary>Each grade, best first, and last all of them together under an empty name.</summary>
    public required IReadOnlyList<GradeCalibration> Grades { get; init; }

    /// <summary>
    /// The concentration of grades: the sum of their squared shares (Herfindahl and Hirschman), 1 where all decisions
    /// have one grade.
    /// </summary>
    public required Statistic GradeConcentration { get; init; }

    /// <summary>How often people decided against the model.</summary>
    public required OverrideFigures Overrides { get; init; }

    /// <summary>True when scores were rounded to four digits because there were too many different ones.</summary>
    public bool AreScoresRounded { get; init; }
}

/// <summary>How many decisions had an outcome.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Count">How many.</param>
/// <param name="Share">Their share of all, 0 to 1.</param>
public readonly record struct OutcomeShare(DecisionOutcome Outcome, long Count, double Share);

/// <summary>How often something occurred.</summary>
/// <param name="Name">What.</param>
/// <param name="Count">How often.</param>
public readonly record struct NamedCount(string Name, long Count);
