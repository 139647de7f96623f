using Tocsin.Core.Decisions;
using Tocsin.Core.Monitoring;

namespace Tocsin.Core.Tests.Monitoring;

/// <summary>A small model, and decisions of it.</summary>
internal static class SmallModel
{
    /// <summary>Two grades, and one characteristic of two bins and one for missing values.</summary>
    public static MonitoredModel Model { get; } = new(
        "loan", "digest", ScoreMeasure.Pd, ["A", "B"],
        [
            new MonitoredCharacteristic(
                "age", [new("age", "< 24", 0), new("age", ">= 24", 30), new("age", BinLabel.Missing, 10)]),
        ]);

    /// <summary>A decision with a PD; grade A up to 0.2.</summary>
    public static ScoredDecision Decision(
        double? pd, bool? defaulted = null, DecisionOutcome outcome = DecisionOutcome.Approve, string? bin = null) =>
        new(0, SmallRules.Noon, outcome)
        {
            Pd = pd,
            Grade = pd is null ? "" : pd <= 0.2 ? "A" : "B",
            Defaulted = defaulted,
            Characteristics = bin is null ? [] : [new("age", bin, bin == "< 24" ? 0 : bin == "missing" ? 10 : 30)],
        };

    /// <summary>A tally of decisions.</summary>
    public static ModelTally Tally(params IEnumerable<ScoredDecision> decisions)
    {
        var tally = new ModelTally(Model);
        foreach (var decision in decisions) tally.Add(decision);
        return tally;
    }

    /// <summary>Counts by value; each of (value, good, bad).</summary>
    public static IReadOnlyList<ScoreStep> Steps(params (double Value, long Good, long Bad)[] steps) =>
        [.. steps.Select(step => new ScoreStep(step.Value, new DefaultCounts(step.Good, step.Bad, 0)))];
}
