using Tocsin.Core.Decisions;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Monitoring;

/// <summary>What is known of a model before it decides: its grades and bins. Immutable and thread-safe.</summary>
/// <param name="Product">The product it decides.</param>
/// <param name="RuleSetDigest">The digest of the rule set.</param>
/// <param name="Measure">What its decisions are ranked by.</param>
/// <param name="Grades">Its grades, best first.</param>
/// <param name="Characteristics">Its characteristics with all their bins; empty for a formula.</param>
public sealed record MonitoredModel(
    string Product, string RuleSetDigest, ScoreMeasure Measure, IReadOnlyList<string> Grades,
    IReadOnlyList<MonitoredCharacteristic> Characteristics)
{
    /// <summary>
    /// The model of a policy: a scorecard is ranked by its points, a discriminant by its value, another formula by its
    /// PD.
    /// </summary>
    public static MonitoredModel Of(RuleSet rules, DecisionPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(policy);
        return new MonitoredModel(
            policy.Product, rules.Digest,
            policy.Formula is null or { Link: FormulaLink.Discriminant } ? ScoreMeasure.Score : ScoreMeasure.Pd,
            [.. policy.RatingScale.Grades.Select(grade => grade.Grade)],
            [.. (policy.Scorecard?.Characteristics ?? []).Select(MonitoredCharacteristic.Of)]);
    }

    /// <summary>What monitoring needs of a decision that this model made.</summary>
    /// <param name="sequence">Its place in the stream.</param>
    /// <param name="asOf">The moment as of which was decided, in UTC.</param>
    /// <param name="decision">The decision.</param>
    public ScoredDecision Read(long sequence, DateTimeOffset asOf, Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var read = new ScoredDecision(sequence, asOf, decision.Outcome)
        {
            Reasons = [.. decision.Reasons.Select(reason => reason.Definition.Code).Distinct()],
        };
        if (decision.Score is not { } score) return read;
        return read with
        {
            Score = score.Points ?? score.Discriminant,
            Pd = score.Pd,
            Grade = score.Grade,
            Characteristics =
            [
                .. score.Characteristics.Zip(Characteristics, (result, one) => one.Read(result)),
            ],
        };
    }
}

/// <summary>What decisions are ranked by.</summary>
public enum ScoreMeasure
{
    /// <summary>The probability of default: more is riskier.</summary>
    Pd,

    /// <summary>Points, or a discriminant: more is safer.</summary>
    Score,
}

/// <summary>A characteristic with all its bins. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bins">Its bins, in document order, that of missing values last where there is one.</param>
public sealed record MonitoredCharacteristic(string Name, IReadOnlyList<CharacteristicBin> Bins)
{
    /// <summary>Reads a characteristic of a scorecard.</summary>
    public static MonitoredCharacteristic Of(Characteristic characteristic)
    {
        ArgumentNullException.ThrowIfNull(characteristic);
        var bins = BinLabel.Of(characteristic.Bins).Zip(characteristic.Bins)
            .Select(pair => new CharacteristicBin(characteristic.Name, pair.First, pair.Second.Points)).ToList();
        if (characteristic.MissingPoints is { } points)
            bins.Add(new CharacteristicBin(characteristic.Name, BinLabel.Missing, points));
        return new MonitoredCharacteristic(characteristic.Name, bins);
    }

    internal CharacteristicBin Read(CharacteristicResult result)
    {
        var points = result.Points ?? 0;
        if (result.IsMissing) return new CharacteristicBin(Name, BinLabel.Missing, points);
        var bins = result.Characteristic.Bins;
        for (var i = 0; i < bins.Count; i++)
        {
            if (ReferenceEquals(bins[i], result.Bin)) return Bins[i];
        }

        return new CharacteristicBin(Name, "unknown", points);
    }
}
