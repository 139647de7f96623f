using System.Runtime.CompilerServices;
using System.Text;
using Google.Protobuf;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Journal.Files;
using Tocsin.Journal.Records;
using Tocsin.Journal.Sealing;

namespace Tocsin.Journal.Recording;

/// <summary>
/// Makes the record of a decision: what it read and what came out. Where anything personal was read or carried, that
/// and what came of it is sealed, and a summary of the answer stands in the clear. Thread-safe.
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
    /// The record of a decision. Where the store does not give the borrower's key in time, what would be sealed is left
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
        var decided = DecidedRecords.Of(policy, decision, profile);
        var carried = CarriedPacking.Pack(facts.Carried, profile.AsOf);
        if (layout.Personal.Count > 0 || facts.Carried.Any(view => CarriedPacking.IsPersonal(view, rules.Catalogue)))
        {
            var inputs = InputPacking.Pack(profile, layout.Personal);
            record.Decided = DecidedSummary.Of(decided);
            await SealAsync(
                record, facts.Borrower, new SealedPart { Inputs = inputs, Decided = decided, Carried = { carried } },
                cancellation);
        }
        else
        {
            record.Decided = decided;
            record.Carried.AddRange(carried);
        }

        return new RecordedDecision(record, layout.Entry);
    }

    /// <summary>
    /// The record of what became of a decision, its reason sealed. Where there is no store for keys the reason is left
    /// out and the record says so.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store does not give the borrower's key now.</exception>
    public async ValueTask<DecisionOutcomeRecord> SealAsync(
        DecisionOutcomeRecord outcome, BorrowerId borrower, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.Reason.Length == 0) return outcome;
        var record = outcome.Clone();
        record.Reason = "";
        if (await _keys.GetAsync(borrower, cancellation) is { } key)
        {
            var reason = Encoding.UTF8.GetBytes(outcome.Reason);
            record.SealedReason = PersonalSeal.Seal(reason, key, record.DecisionId.Span, SealedKind.Reason);
        }
        else if (_keys.HasStore)
        {
            // Nobody waits for an answer to this as one waits for a decision: it is said again rather than half.
            throw new StoreUnavailableException("The store does not give the key that the reason is sealed under.");
        }
        else
        {
            record.ReasonAbsence = SealedAbsence.NoStore;
        }

        return record;
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
        Stored = (int)facts.Stored,
        Activation = facts.Activation,
        Variant = facts.Variant,
        OutcomeAlone = facts.IsOutcomeAlone,
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
        DecisionRecord record, BorrowerId borrower, SealedPart part, CancellationToken cancellation)
    {
        if (await _keys.GetAsync(borrower, cancellation) is { } key)
        {
            record.Sealed = PersonalSeal.Seal(
                part.ToByteArray(), key, record.DecisionId.Span, SealedKind.Decision);
            return;
        }

        record.SealedAbsence = _keys.HasStore ? SealedAbsence.StoreAway : SealedAbsence.NoStore;
        _withheld();
    }
}
