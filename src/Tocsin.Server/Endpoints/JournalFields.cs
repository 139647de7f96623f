using Google.Protobuf.WellKnownTypes;
using Tocsin.Core.Decisions;
using Tocsin.Journal;
using Tocsin.Journal.Files;
using Tocsin.Journal.Reading;
using Tocsin.Journal.Records;
using Tocsin.V1;
using RecordedResult = Tocsin.Journal.Records.DecisionResult;

namespace Tocsin.Server.Endpoints;

/// <summary>Reads the fields of requests to the journal.</summary>
internal static class JournalFields
{
    private const int MaximumReason = 256;

    /// <summary>The decision.</summary>
    /// <exception cref="FailureException">It is no decision's id.</exception>
    public static DecisionId Decision(string text) => DecisionId.TryParse(text, out var id)
        ? id : throw new FailureException(
            FailureReason.DecisionIdInvalid, "A decision's id is a UUID of version 7, as Decide gives it.",
            "decision_id");

    /// <summary>The id of a record.</summary>
    public static DecisionId IdOf(DecisionRecord record)
    {
        DecisionId.TryRead(record.DecisionId.Span, out var id);
        return id;
    }

    /// <summary>The period; the whole journal where nothing is said.</summary>
    /// <exception cref="FailureException">It ends before it begins.</exception>
    public static JournalRange Range(Timestamp? from, Timestamp? until)
    {
        DateTimeOffset? begin = from is null ? null : StepWire.ReadMoment(from, "from");
        DateTimeOffset? end = until is null ? null : StepWire.ReadMoment(until, "until");
        if (begin >= end)
            throw new FailureException(FailureReason.PeriodInvalid, "from is not before until.", "from");
        return new JournalRange(begin, end);
    }

    /// <summary>What became of a decision.</summary>
    /// <exception cref="FailureException">Something is lacking, or does not go together.</exception>
    public static DecisionOutcomeRecord ReadOutcome(
        RecordDecisionOutcomeRequest request, Tocsin.Journal.Reading.JournaledDecision decision, DateTimeOffset now)
    {
        var isOverride = request.Result == V1.DecisionResult.Overridden;
        if (!System.Enum.IsDefined((RecordedResult)request.Result) || request.Result == V1.DecisionResult.Unspecified)
            throw Invalid("result is none that this server knows.", "result");
        if (request.Reason.Length > MaximumReason)
            throw new FailureException(
                FailureReason.FieldTooLong, $"reason has at most {MaximumReason} characters.", "reason");
        if (isOverride && request.Reason.Trim().Length == 0)
            throw new FailureException(FailureReason.ReasonMissing, "Say why the decision was overridden.", "reason");
        if (isOverride != (request.OverriddenTo != Outcome.Unspecified))
            throw Invalid("overridden_to is said of an override, and of nothing else.", "overridden_to");
        if (isOverride && !System.Enum.IsDefined((DecisionOutcome)request.OverriddenTo))
            throw Invalid("overridden_to is no outcome that this server knows.", "overridden_to");
        var occurredAt = request.OccurredAt is null ? now : StepWire.ReadMoment(request.OccurredAt, "occurred_at");
        if (occurredAt > now)
            throw new FailureException(
                FailureReason.ObservedAtInFuture, "occurred_at has not come yet.", "occurred_at");
        var outcome = new DecisionOutcomeRecord
        {
            DecisionId = decision.Record.DecisionId,
            Result = (RecordedResult)request.Result,
            OccurredAt = JournalTime.ToMicroseconds(occurredAt),
            RecordedAt = JournalTime.ToMicroseconds(now),
            Caller = Caller.Anonymous.Name,
            Reason = Core.Features.TextFolding.Fold(request.Reason.Trim()),
            OverriddenTo = (int)request.OverriddenTo,
        };
        if (request.Amount is not null) outcome.Amount = ReadAmount(request.Amount, decision.Layout?.Currency);
        return outcome;
    }

    private static double ReadAmount(Google.Type.Money money, string? currency)
    {
        if (money.Units < 0 || money.Nanos is < 0 or >= 1_000_000_000)
            throw new FailureException(FailureReason.AmountInvalid, "amount must not be negative.", "amount");
        if (currency is not null && money.CurrencyCode != currency)
            throw new FailureException(
                FailureReason.CurrencyDiffers, $"The decision was in {currency}.", "amount.currency_code");
        if (money.Units > Core.Features.FeatureValue.MaximumInteger)
        {
            throw new FailureException(FailureReason.AmountOutOfBounds,
                $"amount is at most {Core.Features.FeatureValue.MaximumInteger}.", "amount");
        }

        return money.Units + (money.Nanos / 1e9);
    }

    private static FailureException Invalid(string message, string field) =>
        new(FailureReason.RequestInvalid, message, field);
}
