using System.Runtime.CompilerServices;
using Google.Protobuf;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Journal.Files;
using Tocsin.Journal.Records;
using Tocsin.Journal.Sealing;

namespace Tocsin.Journal.Recording;

/// <summary>
/// Makes the record of a decision: what it read, sealed where it is personal, and what came out. Thread-safe.
/// </summary>
public sealed class DecisionRecorder
{
    private readonly BorrowerKeys _keys;
    private readonly TimeProvider _time;
    private readonly Action _withheld;

    // A layout lives as long as its policy, which goes when its rule set is replaced.
    private readonly ConditionalWeakTable<DecisionPolicy, RecordedLayout> _layouts = [];

    internal DecisionRecorder(BorrowerKeys keys, TimeProvider time, Action withheld)
    {
        _keys = keys;
        _time = time;
        _withheld = withheld;
    }

    /// <summary>
    /// The record of a decision. Where the store does not give the borrower's key in time, the personal values are left
    /// out and the record says so.
    /// </summary>
    /// <param name="facts">What is known besides.</param>
    /// <param name="rules">The rule set that decided.</param>
    /// <param name="policy">Its policy.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="profile">The profile that was decided on.</param>
    /// <param name="cancellation">Ends the wait for the key.</param>
    public async ValueTask<RecordedDecision> RecordAsync(
        DecisionFacts facts, RuleSet rules, DecisionPolicy policy, Decision decision, BorrowerProfile profile,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(profile);
        if (!_layouts.TryGetValue(policy, out var layout))
            layout = _layouts.GetValue(policy, key => RecordedLayout.Of(rules, key));
        var record = Open(facts, layout, profile);
        record.Decided = DecidedRecords.Of(policy, decision, profile);
        if (layout.Personal.Count > 0) await SealAsync(record, facts.Borrower, layout, profile, cancellation);
        return new RecordedDecision(record, layout.Entry);
    }

    private DecisionRecord Open(DecisionFacts facts, RecordedLayout layout, BorrowerProfile profile) => new()
    {
        DecisionId = UnsafeByteOperations.UnsafeWrap(facts.Id.ToByteArray()),
        RequestId = facts.RequestId,
        BorrowerId = facts.Borrower.Value,
        Application = Of(facts),
        AsOf = JournalTime.ToMicroseconds(profile.AsOf),
        RecordedAt = JournalTime.ToMicroseconds(_time.GetUtcNow()),
        Caller = facts.Caller,
        Degraded = facts.IsDegraded,
        Activation = facts.Activation,
        Variant = facts.Variant,
        OutcomeAlone = facts.IsOutcomeAlone,
        CarriedViews = { facts.CarriedViews },
        Layout = layout.Entry.Id,
        Inputs = InputPacking.Pack(profile, layout.Open),
        Observed = InputPacking.PackTimes(profile, layout.Slots),
    };

    private static Application Of(DecisionFacts facts)
    {
        var application = new Application
        {
            Kind = (int)facts.Asked.Kind,
            Purpose = facts.Asked.Purpose ?? "",
            ExposureId = facts.Exposure.Value,
        };
        if (facts.Asked.Amount is { } amount) application.Amount = amount;
        if (facts.Asked.TermMonths is { } term) application.TermMonths = term;
        return application;
    }

    private async ValueTask SealAsync(
        DecisionRecord record, BorrowerId borrower, RecordedLayout layout, BorrowerProfile profile,
        CancellationToken cancellation)
    {
        if (await _keys.GetAsync(borrower, cancellation) is { } key)
        {
            record.Sealed = PersonalSeal.Seal(
                InputPacking.Pack(profile, layout.Personal), key, record.DecisionId.Span);
            return;
        }

        record.SealedAbsence = _keys.HasStore ? SealedAbsence.StoreAway : SealedAbsence.NoStore;
        _withheld();
    }
}
