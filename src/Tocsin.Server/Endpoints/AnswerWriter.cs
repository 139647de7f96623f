using Tocsin.Core;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.V1;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;

namespace Tocsin.Server.Endpoints;

/// <summary>
/// Writes an answer straight to bytes, the very bytes that <see cref="DecisionWire"/>'s message would be encoded to. A
/// tree of some forty messages is neither made nor measured: that takes as long as deciding does.
/// </summary>
internal static partial class AnswerWriter
{
    /// <summary>Writes it, with its fields in the order of their numbers.</summary>
    public static void Write(EncodedAnswer answer, MessageBytes to)
    {
        var (decision, policy, rules, facts, asOf) = answer;
        to.Text(DecideResponse.RequestIdFieldNumber, facts.RequestId);
        facts.Id.FormatTo(to.Ascii(DecideResponse.DecisionIdFieldNumber, Journal.DecisionId.TextLength));
        to.Whole(DecideResponse.OutcomeFieldNumber, (int)decision.Outcome);
        if (decision.Outcome <= DecisionOutcome.CounterOffer)
            Write(DecideResponse.ValidUntilFieldNumber, asOf.AddDays(policy.ValidForDays), to);
        Write(DecideResponse.AsOfFieldNumber, asOf, to);
        var reference = to.Open(DecideResponse.RuleSetFieldNumber);
        to.Whole(RuleSetReference.ActivationFieldNumber, rules.Number);
        to.Text(RuleSetReference.DigestFieldNumber, rules.Set.Digest);
        to.Text(RuleSetReference.VariantFieldNumber, DecisionWire.LiveVariant);
        to.Close(reference);
        WriteOffer(decision, policy, to);
        if (decision.Limit is { } limit) Write(limit, policy.Currency, to);
        if (decision.Price is { } price) Write(price, to);
        if (decision.Score is { } score) Write(score, policy, to);
        for (var i = 0; i < decision.Reasons.Count; i++) Write(decision.Reasons[i], to);
        if (decision.Outcome == DecisionOutcome.Refer) WriteReferral(decision, policy, to);
        for (var i = 0; i < decision.Needed.Count; i++) Write(decision.Needed[i], rules.Set.Catalogue, to);
        to.Flag(DecideResponse.DegradedFieldNumber, facts.IsDegraded);
        to.Text(DecideResponse.ProductFieldNumber, policy.Product);
        to.Flag(DecideResponse.UsesDraftFieldNumber, policy.IsDraft);
        to.Whole(DecideResponse.StoredFeaturesFieldNumber, (int)facts.Stored);
    }

    private static void Write(DecisionScore score, DecisionPolicy policy, MessageBytes to)
    {
        var mark = to.Open(DecideResponse.ScoreFieldNumber);
        if (score.Points is { } points) to.WholeAlways(Score.PointsFieldNumber, points);
        to.Optional(Score.LogOddsFieldNumber, score.LogOdds);
        to.Text(Score.GradeFieldNumber, score.Grade);
        to.Optional(Score.ProbabilityOfDefaultFieldNumber, score.Pd);
        to.Whole(Score.HorizonMonthsFieldNumber, policy.HorizonMonths);
        if (score.Characteristics.Count > 0) EncodedScorecard.Of(policy.Scorecard!).Write(score.Characteristics, to);
        to.Optional(Score.DiscriminantFieldNumber, score.Discriminant);
        to.Text(Score.ModelGradeFieldNumber, score.ModelGrade ?? "");
        to.Optional(Score.ModelProbabilityOfDefaultFieldNumber, score.ModelPd);
        to.Text(Score.BehaviourClassFieldNumber, score.BehaviourClass);
        for (var i = 0; i < score.Notches.Count; i++)
        {
            var notch = to.Open(Score.NotchesFieldNumber);
            to.Text(Notch.RuleFieldNumber, score.Notches[i].Rule);
            to.Whole(Notch.NotchesFieldNumber, score.Notches[i].Notches);
            to.Close(notch);
        }

        to.Close(mark);
    }

    private static void Write(DecisionReason reason, MessageBytes to)
    {
        var mark = to.Open(DecideResponse.ReasonsFieldNumber);
        var definition = reason.Definition;
        to.Text(Reason.CodeFieldNumber, definition.Code);
        to.Whole(Reason.KindFieldNumber, (int)reason.Kind);
        Write(Reason.TextFieldNumber, definition.Text, to);
        to.Whole(Reason.AudienceFieldNumber, (int)definition.Audience);
        to.Text(Reason.ShownAsFieldNumber, definition.ShownAs);
        to.Text(Reason.RuleFieldNumber, reason.Rule);
        to.Whole(Reason.PointsLostFieldNumber, reason.PointsLost);
        to.Close(mark);
    }

    private static void WriteReferral(Decision decision, DecisionPolicy policy, MessageBytes to)
    {
        var mark = to.Open(DecideResponse.ReferralFieldNumber);
        to.Text(Referral.QueueFieldNumber, policy.ReferTo);
        for (var i = 0; i < decision.Checks.Count; i++) to.TextAlways(Referral.ChecksFieldNumber, decision.Checks[i]);
        to.Close(mark);
    }

    private static void Write(AbsentInput input, FeatureCatalogue catalogue, MessageBytes to)
    {
        var mark = to.Open(DecideResponse.NeededFieldNumber);
        var feature = input.Slot.Feature!;
        var view = catalogue.FindView(feature.View);
        to.Text(NeededFeature.ViewFieldNumber, feature.View);
        to.Text(NeededFeature.FeatureFieldNumber, feature.Name);
        to.Whole(NeededFeature.ReasonFieldNumber, (int)input.Absence);
        Write(NeededFeature.TitleFieldNumber, feature.Title, to);
        to.Flag(NeededFeature.PaidFieldNumber, view is { IsPaid: true });
        to.Flag(NeededFeature.NeedsConsentFieldNumber, view is { NeedsConsent: true });
        to.Close(mark);
    }

    private static void Write(int field, BilingualText text, MessageBytes to)
    {
        var mark = to.Open(field);
        to.Text(LocalizedText.ZhFieldNumber, text.Zh);
        to.Text(LocalizedText.EnFieldNumber, text.En);
        to.Close(mark);
    }

    private static void Write(int field, DateTimeOffset moment, MessageBytes to)
    {
        var mark = to.Open(field);
        // A moment of the product is after 1970, so that the fraction is counted forwards.
        var ticks = moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        to.Whole(Timestamp.SecondsFieldNumber, ticks / TimeSpan.TicksPerSecond);
        to.Whole(Timestamp.NanosFieldNumber, ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
        to.Close(mark);
    }
}
