using Tocsin.Core;
using Tocsin.Core.Decisions;
using Tocsin.Core.Rules;
using Tocsin.Journal.Files;
using Tocsin.Journal.Recording;
using Tocsin.Journal.Records;
using Tocsin.V1;

namespace Tocsin.Server.Endpoints;

/// <summary>
/// Writes a journaled answer as it was given, or what of it can be read; its texts come from the rules that gave it.
/// </summary>
internal static class DecidedWire
{
    /// <summary>The answer.</summary>
    public static DecideResponse Write(OpenedDecision opened, RuleSet? rules)
    {
        var (record, layout, decided) = (opened.Record, opened.Layout, opened.Decided);
        var policy = rules?.Policies.GetValueOrDefault(layout.Product);
        var currency = layout.Currency;
        var asOf = JournalTime.FromMicroseconds(record.AsOf);
        var response = new DecideResponse
        {
            RequestId = record.RequestId,
            DecisionId = JournalFields.IdOf(record).ToString(),
            Outcome = (Outcome)decided.Outcome,
            AsOf = JournalWire.Moment(record.AsOf),
            RuleSet = new RuleSetReference
            {
                Activation = record.Activation,
                Digest = layout.RuleSetDigest,
                Variant = record.Variant.Length > 0 ? record.Variant : "live",
            },
            Product = layout.Product,
            Degraded = record.Degraded,
            StoredFeatures = (StoredFeatures)record.Stored,
            UsesDraft = policy?.IsDraft ?? false,
            Score = decided.Score is { } score ? Write(score, layout, policy) : null,
            Limit = decided.Limit is { } limit ? Write(limit, currency) : null,
            Offer = decided.Offer is { } offer ? Write(offer, decided, currency, policy) : null,
        };
        if (policy is not null && opened.State != OpenedState.Altered
            && decided.Outcome <= (int)DecisionOutcome.CounterOffer)
        {
            response.ValidUntil = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(
                asOf.AddDays(policy.ValidForDays));
        }

        if (decided.Outcome == (int)DecisionOutcome.Refer)
            response.Referral = new Referral { Queue = policy?.ReferTo ?? "", Checks = { decided.Checks } };
        response.Reasons.AddRange(decided.Reasons.Select(reason => Write(reason, rules)));
        response.Needed.AddRange(decided.Needed.Select(name => Needed(name, rules)));
        response.PriceComponents.AddRange((decided.Price?.Components ?? []).Select(component => new V1.PriceComponent
        {
            Name = component.Name,
            Outcome = DecisionWire.Write((Core.Rules.RuleOutcome)component.Outcome),
            AnnualRate = component.Rate,
        }));
        return response;
    }

    private static Score Write(ScoreRecord score, LayoutRecord layout, DecisionPolicy? policy)
    {
        var written = new Score
        {
            Grade = score.Grade,
            HorizonMonths = policy?.HorizonMonths ?? 0,
            ModelGrade = score.ModelGrade,
            BehaviourClass = score.BehaviourClass,
            Notches = { score.Notches.Select(notch => new Notch { Rule = notch.Rule, Notches = notch.Notches }) },
        };
        if (score.HasPoints) written.Points = score.Points;
        if (score.HasLogOdds) written.LogOdds = score.LogOdds;
        if (score.HasPd) written.ProbabilityOfDefault = score.Pd;
        if (score.HasModelPd) written.ModelProbabilityOfDefault = score.ModelPd;
        if (score.HasDiscriminant) written.Discriminant = score.Discriminant;
        for (var at = 0; at < Math.Min(layout.Characteristics.Count, score.CharacteristicPoints.Count); at++)
        {
            written.Characteristics.Add(new CharacteristicPoints
            {
                Name = layout.Characteristics[at],
                Points = score.CharacteristicPoints[at],
                Baseline = policy?.Scorecard?.Characteristics.ElementAtOrDefault(at)?.Baseline ?? 0,
                Missing = score.CharacteristicStates[at] == 1,
                Bin = Math.Max(0, score.CharacteristicStates[at] - 1),
            });
        }

        return written;
    }

    private static Limit Write(LimitRecord limit, string currency) => new()
    {
        Requested = limit.HasRequested ? OfferWire.Write(limit.Requested, currency) : null,
        Granted = limit.HasGranted ? OfferWire.Write(limit.Granted, currency) : null,
        BindingCap = limit.BindingCap,
        Caps =
        {
            limit.Caps.Select(cap => new V1.LimitCap
            {
                Name = cap.Name,
                Outcome = DecisionWire.Write((Core.Rules.RuleOutcome)cap.Outcome),
                Amount = cap.HasAmount ? OfferWire.Write(cap.Amount, currency) : null,
            }),
        },
    };

    private static Offer Write(OfferRecord offer, DecidedRecord decided, string currency, DecisionPolicy? policy)
    {
        var written = new Offer
        {
            Amount = OfferWire.Write(offer.Amount, currency),
            TermMonths = offer.TermMonths,
            BaseRate = decided.Price?.BaseRate ?? 0,
            Spread = offer.Spread,
            Repayment = offer.Repayment,
            Conditions =
            {
                decided.Conditions.Select(condition => new V1.OfferCondition
                {
                    Code = condition.Code,
                    Text = DecisionWire.Write(policy?.Conditions
                        .FirstOrDefault(known => known.Code == condition.Code)?.Title ?? BilingualText.Empty),
                    DueOn = condition.HasDueOn ? FeatureWire.WriteDate(DateOnly.FromDayNumber(condition.DueOn)) : null,
                }),
            },
        };
        if (offer.HasAnnualRate) written.AnnualRate = offer.AnnualRate;
        return written;
    }

    private static Reason Write(ReasonRecord reason, RuleSet? rules)
    {
        var written = rules?.Reasons.GetValueOrDefault(reason.Code) is { } known
            ? DecisionWire.Write(known)
            // A reason whose audience nobody can tell is for nobody but restricted staff.
            : new Reason { Code = reason.Code, Audience = Audience.Restricted };
        (written.Kind, written.Rule, written.PointsLost) =
            ((V1.ReasonKind)reason.Kind, reason.Rule, reason.PointsLost);
        return written;
    }

    // Why it was not there stands with the inputs.
    private static NeededFeature Needed(string name, RuleSet? rules)
    {
        var feature = rules?.Layout.Find(name)?.Feature;
        var view = feature?.View ?? name.Split('.')[0];
        return new NeededFeature
        {
            View = view,
            Feature = feature?.Name ?? name[(view.Length + 1)..],
            Title = DecisionWire.Write(feature?.Title ?? BilingualText.Empty),
        };
    }
}
