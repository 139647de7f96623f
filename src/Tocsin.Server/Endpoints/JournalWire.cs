using Google.Protobuf.WellKnownTypes;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Journal.Files;
using Tocsin.Journal.Recording;
using Tocsin.Journal.Records;
using Tocsin.Journal.Verifying;
using Tocsin.V1;
using WireResult = Tocsin.V1.DecisionResult;

namespace Tocsin.Server.Endpoints;

/// <summary>Writes what a journal holds for the wire.</summary>
internal static class JournalWire
{
    /// <summary>A decision with what became of it.</summary>
    /// <param name="opened">The decision.</param>
    /// <param name="outcomes">What became of it.</param>
    /// <param name="isIntact">False where the hash of its group is wrong.</param>
    /// <param name="withInputs">False to leave out its inputs.</param>
    /// <param name="rules">The rules that decided; null where they are not kept any more.</param>
    /// <param name="instance">Whose journal it is.</param>
    public static V1.JournaledDecision Write(
        OpenedDecision opened, IReadOnlyList<OpenedOutcome> outcomes, bool isIntact, bool withInputs, RuleSet? rules,
        string instance)
    {
        var record = opened.Record;
        var asked = record.Application ?? new Application();
        var currency = opened.Layout.Currency;
        return new V1.JournaledDecision
        {
            Answer = DecidedWire.Write(opened, rules),
            BorrowerId = record.BorrowerId,
            Kind = (ApplicationKind)asked.Kind,
            Amount = asked.HasAmount && opened.State != OpenedState.Altered
                ? OfferWire.Write(asked.Amount, currency) : null,
            TermMonths = asked.TermMonths,
            Purpose = asked.Purpose,
            ExposureId = asked.ExposureId,
            Caller = record.Caller,
            RecordedAt = Moment(record.RecordedAt),
            Inputs = { withInputs ? opened.Inputs.Select(Write) : [] },
            KnockOuts = { KnockOuts(opened) },
            Outcomes = { outcomes.Select(outcome => Write(outcome, currency)) },
            Instance = instance,
            Intact = isIntact && opened.State != OpenedState.Altered && outcomes.All(outcome => outcome.IsSound),
        };
    }

    /// <summary>A place that is not as it was written.</summary>
    public static JournalProblem Write(JournalFinding finding) => new()
    {
        Kind = (JournalProblemKind)finding.Kind,
        Segment = finding.Segment,
        Offset = finding.Offset,
        Group = finding.Group,
        Message = finding.Text,
    };

    /// <summary>What the store knows of a journal.</summary>
    public static StoreAnchor Write(JournalAnchor anchor) => new()
    {
        Journal = anchor.Journal,
        Group = anchor.Group,
        Entries = anchor.Entries,
        Hash = anchor.Hash,
        OldestGroup = anchor.OldestGroup,
        OldestPrevious = anchor.OldestPrevious,
        NotedAt = Timestamp.FromDateTimeOffset(anchor.At),
    };

    /// <summary>A moment as a journal keeps it.</summary>
    public static Timestamp Moment(long microseconds) => JournalTime.FromMicroseconds(microseconds).ToTimestamp();

    private static JournaledInput Write(RecordedInput input) => new()
    {
        Feature = input.Name,
        Value = input.Value is { } value ? FeatureWire.Write(value) : null,
        State = (InputState)((int)input.State + 1),
        ObservedAt = input.ObservedAt?.ToTimestamp(),
        Personal = input.IsPersonal,
    };

    private static IEnumerable<JournaledRule> KnockOuts(OpenedDecision opened) =>
        opened.Layout.KnockOuts.Zip(opened.Decided.KnockOuts)
        .Select(pair => new JournaledRule
        {
            Rule = pair.First,
            Outcome = DecisionWire.Write((Core.Rules.RuleOutcome)pair.Second),
        });

    private static RecordedOutcome Write(OpenedOutcome opened, string currency) =>
        Write(opened.Record, opened, currency);

    private static RecordedOutcome Write(DecisionOutcomeRecord outcome, OpenedOutcome opened, string currency) => new()
    {
        Result = (WireResult)outcome.Result,
        OccurredAt = Moment(outcome.OccurredAt),
        RecordedAt = Moment(outcome.RecordedAt),
        Caller = outcome.Caller,
        Reason = opened.Reason,
        ReasonErased = opened.IsReasonErased,
        OverriddenTo = (Outcome)outcome.OverriddenTo,
        Amount = outcome.HasAmount ? OfferWire.Write(outcome.Amount, currency) : null,
    };
}
