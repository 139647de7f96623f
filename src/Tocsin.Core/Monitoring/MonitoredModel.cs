using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
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
    /// <summary>The model of a policy: a scorecard is ranked by its points, a formula by its PD.</summary>
    public static MonitoredModel Of(RuleSet rules, DecisionPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(policy);
        return new MonitoredModel(
            policy.Product, rules.Digest, policy.Scorecard is null ? ScoreMeasure.Pd : ScoreMeasure.Score,
            [.. policy.RatingScale.Grades.Select(grade => grade.Grade)],
            [.. (policy.Scorecard?.Characteristics ?? []).Select(MonitoredCharacteristic.Of)]);
    }

    /// <summary>What monitoring needs of a decision that this model made of a profile.</summary>
    /// <param name="sequence">Its place in the stream.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="profile">The profile it was made of, which tells the bins apart that have the same points.</param>
    public ScoredDecision Read(long sequence, Decision decision, BorrowerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(profile);
        var read = new ScoredDecision(sequence, profile.AsOf, decision.Outcome)
        {
            Reasons = [.. decision.Reasons.Select(reason => reason.Definition.Code).Distinct()],
        };
        if (decision.Score is not { } score) return read;
        double? pd = score.Pd;
        return read with
        {
            Score = score.Points,
            Pd = pd,
            Grade = score.Grade,
            Characteristics =
            [
                .. score.Characteristics.Zip(Characteristics, (result, one) => one.Read(result, profile)),
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

    internal CharacteristicBin Read(CharacteristicResult result, BorrowerProfile profile)
    {
        var points = result.Points ?? 0;
        if (result.IsMissing) return new CharacteristicBin(Name, BinLabel.Missing, points);
        if (result.Characteristic.Value.Evaluate(profile) is not { } value)
            return new CharacteristicBin(Name, "unknown", points);
        var bins = result.Characteristic.Bins;
        for (var i = 0; i < bins.Count; i++)
        {
            if (bins[i].Takes(value)) return Bins[i];
        }

        return new CharacteristicBin(Name, "unknown", points);
    }
}
