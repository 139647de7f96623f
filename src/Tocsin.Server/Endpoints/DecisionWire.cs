using Google.Protobuf.WellKnownTypes;
using Tocsin.Core;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Journal.Recording;
using Tocsin.V1;
using ApplicationKind = Tocsin.Core.Decisions.ApplicationKind;
using Money = Google.Type.Money;
using WireKind = Tocsin.V1.ApplicationKind;
using WireOutcome = Tocsin.V1.RuleOutcome;
using WireReasonKind = Tocsin.V1.ReasonKind;

namespace Tocsin.Server.Endpoints;

/// <summary>Reads applications from the wire, and writes decisions.</summary>
internal static class DecisionWire
{
    /// <summary>The variant of what callers are answered with.</summary>
    public const string LiveVariant = "live";

    private const int NanosPerUnit = 1_000_000_000;

    /// <summary>What is asked for.</summary>
    /// <exception cref="FailureException">A field is not acceptable for the product.</exception>
    public static DecisionRequest Read(DecideRequest request, DecisionPolicy policy) => new(
        ReadKind(request.Kind), ReadAmount(request.Amount, policy), ReadTerm(request.TermMonths, policy),
        request.Purpose.Length == 0 ? null : TextFolding.Fold(RequestFields.Short(request.Purpose, "purpose")));

    /// <summary>The answer, as <see cref="AnswerWriter"/> writes it.</summary>
    public static DecideResponse Write(EncodedAnswer answer) =>
        Write(answer.Decision, answer.Policy, answer.Rules, answer.Facts, answer.AsOf);

    /// <summary>The answer.</summary>
    public static DecideResponse Write(
        Decision decision, DecisionPolicy policy, ActivatedRuleSet rules, DecisionFacts facts, DateTimeOffset asOf)
    {
        var response = new DecideResponse
        {
            RequestId = facts.RequestId,
            DecisionId = facts.Id.ToString(),
            Outcome = (Outcome)decision.Outcome,
            AsOf = asOf.ToTimestamp(),
            RuleSet = WriteRuleSet(rules),
            Product = policy.Product,
            Degraded = facts.IsDegraded,
            StoredFeatures = (StoredFeatures)facts.Stored,
            Score = decision.Score is { } score ? Write(score, policy) : null,
            UsesDraft = policy.IsDraft,
        };
        OfferWire.Write(decision, policy, response);
        if (decision.Outcome <= DecisionOutcome.CounterOffer)
            response.ValidUntil = asOf.AddDays(policy.ValidForDays).ToTimestamp();
        if (decision.Outcome == DecisionOutcome.Refer)
            response.Referral = new Referral { Queue = policy.ReferTo, Checks = { decision.Checks } };
        // By index, here and below: an enumerator and what it asks would be allocated for each list of each answer.
        for (var i = 0; i < decision.Reasons.Count; i++) response.Reasons.Add(Write(decision.Reasons[i]));
        for (var i = 0; i < decision.Needed.Count; i++)
            response.Needed.Add(WriteNeeded(decision.Needed[i], rules.Set.Catalogue));
        return response;
    }

    /// <summary>Which rules gave an answer.</summary>
    public static RuleSetReference WriteRuleSet(ActivatedRuleSet rules) =>
        new() { Activation = rules.Number, Digest = rules.Set.Digest, Variant = LiveVariant };

    /// <summary>A text for people.</summary>
    public static LocalizedText Write(BilingualText text) => new() { Zh = text.Zh, En = text.En };

    /// <summary>What a rule gave.</summary>
    public static WireOutcome Write(Core.Rules.RuleOutcome outcome) => outcome switch
    {
        Core.Rules.RuleOutcome.Hit => WireOutcome.Hit,
        Core.Rules.RuleOutcome.Miss => WireOutcome.Miss,
        Core.Rules.RuleOutcome.NotApplicable => WireOutcome.NotApplicable,
        _ => WireOutcome.Unknown,
    };

    /// <summary>A rule with what it gave, and its nested rules.</summary>
    public static RuleResult Write(Rule rule, BorrowerProfile profile, bool explains)
    {
        var outcome = rule.Evaluate(profile);
        var result = new RuleResult { Rule = rule.Name, Outcome = Write(outcome) };
        if (outcome == Core.Rules.RuleOutcome.Unknown) result.Absent.AddRange(Absent(rule, profile));
        if (outcome == Core.Rules.RuleOutcome.Hit) result.SuccessEvent = rule.SuccessEvent;
        if (outcome == Core.Rules.RuleOutcome.Miss) result.Message = rule.Message?.Render(profile) ?? "";
        if (rule.Give(profile) is { } output) result.Output = FeatureWire.Write(output);
        result.Nested.AddRange(rule.Nested.Select(nested => Write(nested, profile, explains)));
        if (explains) result.Explanation = ExplanationWire.Write(rule, profile);
        return result;
    }

    /// <summary>A reason of the rule set, without the rule behind it.</summary>
    public static Reason Write(ReasonDefinition reason) => new()
    {
        Code = reason.Code,
        Kind = (WireReasonKind)reason.Kind,
        Text = Write(reason.Text),
        Audience = (Audience)reason.Audience,
        ShownAs = reason.ShownAs,
    };

    /// <summary>A value that is needed; one of the catalogue's features.</summary>
    public static NeededFeature WriteNeeded(AbsentInput input, FeatureCatalogue catalogue) => new()
    {
        Paid = catalogue.FindView(input.Slot.Feature!.View) is { IsPaid: true },
        NeedsConsent = catalogue.FindView(input.Slot.Feature.View) is { NeedsConsent: true },
        View = input.Slot.Feature.View,
        Feature = input.Slot.Feature.Name,
        Reason = (AbsenceReason)input.Absence,
        Title = Write(input.Slot.Feature.Title),
    };

    private static List<AbsentFeature> Absent(Rule rule, BorrowerProfile profile)
    {
        var cause = rule.WhyUnknown(profile);
        var absent = cause.Absent.Select(input => new AbsentFeature
        {
            Feature = input.Slot.Name,
            Reason = (AbsenceReason)input.Absence,
            ObservedAt = input.ObservedAt?.ToTimestamp(),
        }).ToList();
        // Texts that have no order are there and still cannot be told, as an expression that fails.
        if (absent.Count == 0 || cause.Failure is not null)
            absent.Add(new AbsentFeature { Reason = AbsenceReason.Error });
        return absent;
    }

    private static ApplicationKind ReadKind(WireKind kind) => kind switch
    {
        WireKind.Unspecified => ApplicationKind.New,
        _ when System.Enum.IsDefined((ApplicationKind)kind) => (ApplicationKind)kind,
        _ => throw new FailureException(FailureReason.RequestInvalid, "kind is none that this server knows.", "kind"),
    };

    private static double? ReadAmount(Money? money, DecisionPolicy policy)
    {
        if (money is null) return null;
        if (money.Units < 0 || money.Nanos is < 0 or >= NanosPerUnit)
        {
            throw new FailureException(
                FailureReason.AmountInvalid, "amount must not be negative; nanos are 0 to 999,999,999.", "amount");
        }

        if (money.CurrencyCode != policy.Currency)
        {
            throw new FailureException(
                FailureReason.CurrencyDiffers,
                $"The product {policy.Product} is in {policy.Currency}; nothing is converted.", "amount.currency_code");
        }

        var amount = money.Units + (money.Nanos / (double)NanosPerUnit);
        // Beyond the largest integer that a number holds exactly, an amount is another than was asked for.
        var least = policy.MinimumAmount ?? 0;
        var most = policy.MaximumAmount ?? Core.Features.FeatureValue.MaximumInteger;
        if (amount < least || amount > most)
        {
            throw new FailureException(
                FailureReason.AmountOutOfBounds,
                $"The product {policy.Product} takes {least} to {most} {policy.Currency}.", "amount");
        }

        return amount;
    }

    private static int? ReadTerm(int months, DecisionPolicy policy)
    {
        if (months == 0) return null;
        var (shortest, longest) = (policy.MinimumTermMonths ?? 1, policy.MaximumTermMonths ?? 600);
        if (months >= shortest && months <= longest) return months;
        throw new FailureException(
            FailureReason.TermOutOfBounds,
            $"The product {policy.Product} takes {shortest} to {longest} months.", "term_months");
    }

    private static Score Write(DecisionScore score, DecisionPolicy policy)
    {
        var written = new Score
        {
            Grade = score.Grade,
            HorizonMonths = policy.HorizonMonths,
            ModelGrade = score.ModelGrade ?? "",
            BehaviourClass = score.BehaviourClass,
        };
        if (score.Points is { } points) written.Points = points;
        if (score.LogOdds is { } logOdds) written.LogOdds = logOdds;
        if (score.Pd is { } pd) written.ProbabilityOfDefault = pd;
        if (score.ModelPd is { } modelPd) written.ModelProbabilityOfDefault = modelPd;
        if (score.Discriminant is { } discriminant) written.Discriminant = discriminant;
        for (var i = 0; i < score.Notches.Count; i++)
            written.Notches.Add(new Notch { Rule = score.Notches[i].Rule, Notches = score.Notches[i].Notches });
        written.Characteristics.Capacity = score.Characteristics.Count;
        for (var i = 0; i < score.Characteristics.Count; i++)
            written.Characteristics.Add(Write(score.Characteristics[i]));
        return written;
    }

    private static CharacteristicPoints Write(CharacteristicResult result) => new()
    {
        Name = result.Characteristic.Name,
        Points = result.Points ?? 0,
        Baseline = result.Characteristic.Baseline,
        Missing = result.IsMissing,
        Bin = result.BinNumber,
    };

    private static Reason Write(DecisionReason reason)
    {
        var written = Write(reason.Definition);
        written.Kind = (WireReasonKind)reason.Kind;
        written.Rule = reason.Rule;
        written.PointsLost = reason.PointsLost;
        return written;
    }
}
