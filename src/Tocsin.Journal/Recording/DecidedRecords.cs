using Google.Protobuf;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Recording;

/// <summary>Writes down what was decided: the one place that knows the members of a decision.</summary>
public static class DecidedRecords
{
    /// <summary>
    /// What was decided, in the order of the policy. Two decisions of one policy are the same where their records are
    /// equal, and what one record has and the other has not is what moved.
    /// </summary>
    public static DecidedRecord Of(DecisionPolicy policy, Decision decision, BorrowerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(profile);
        return new DecidedRecord
        {
            Outcome = (int)decision.Outcome,
            Score = decision.Score is { } score ? Of(score) : null,
            KnockOuts = KnockOuts(policy, profile),
            Reasons = { decision.Reasons.Select(Of) },
            Checks = { decision.Checks },
            Needed = { decision.Needed.Select(input => input.Slot.Name) },
            Limit = decision.Limit is { } limit ? OfferRecords.Of(limit) : null,
            Price = decision.Price is { } price ? OfferRecords.Of(price) : null,
            Conditions = { decision.Conditions.Select(OfferRecords.Of) },
            Offer = decision.Offer is { } offer ? OfferRecords.Of(offer) : null,
        };
    }

    private static ByteString KnockOuts(DecisionPolicy policy, BorrowerProfile profile)
    {
        var outcomes = new byte[policy.KnockOuts.Count];
        // The profile remembers the outcomes of blocks that were judged, so this reads them off.
        for (var at = 0; at < outcomes.Length; at++) outcomes[at] = (byte)policy.KnockOuts[at].Rule.Evaluate(profile);
        return UnsafeByteOperations.UnsafeWrap(outcomes);
    }

    private static ScoreRecord Of(DecisionScore score)
    {
        var record = new ScoreRecord
        {
            Grade = score.Grade,
            ModelGrade = score.ModelGrade ?? "",
            BehaviourClass = score.BehaviourClass,
            Notches = { score.Notches.Select(notch => new NotchRecord { Rule = notch.Rule, Notches = notch.Notches }) },
        };
        if (score.Points is { } points) record.Points = points;
        if (score.LogOdds is { } logOdds) record.LogOdds = logOdds;
        if (score.Pd is { } pd) record.Pd = pd;
        if (score.Discriminant is { } discriminant) record.Discriminant = discriminant;
        if (score.ModelPd is { } modelPd) record.ModelPd = modelPd;
        var states = new byte[score.Characteristics.Count];
        for (var at = 0; at < states.Length; at++)
        {
            var result = score.Characteristics[at];
            states[at] = StateOf(result);
            record.CharacteristicPoints.Add(result.Points ?? 0);
        }

        record.CharacteristicStates = UnsafeByteOperations.UnsafeWrap(states);
        return record;
    }

    private static byte StateOf(CharacteristicResult result)
    {
        if (result.Points is null) return 0;
        return (byte)Math.Min(result.BinNumber + 1, byte.MaxValue);
    }

    private static ReasonRecord Of(DecisionReason reason) => new()
    {
        Code = reason.Definition.Code,
        Kind = (int)reason.Kind,
        Rule = reason.Rule,
        PointsLost = reason.PointsLost,
    };
}
