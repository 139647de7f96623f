using System.Collections.Concurrent;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Previews;
using Tocsin.Core.Rules;
using Tocsin.Journal.Recording;

namespace Tocsin.Journal.Replaying;

/// <summary>
/// Decides journaled decisions again under a candidate, each on the values that it was made from, and holds the answers
/// against each other. Pure and thread-safe; nothing is written anywhere.
/// </summary>
/// <param name="candidate">The candidate.</param>
/// <param name="usesDrafts">True where policies that are drafts decide, too.</param>
public sealed class CandidateReplay(RuleSet candidate, bool usesDrafts)
{
    // By layout, of which each product of each rule set has one.
    private readonly ConcurrentDictionary<ulong, bool> _areJournaled = new();

    /// <summary>Compares one decision.</summary>
    /// <param name="opened">The decision, opened.</param>
    /// <returns>The comparison, or why there is none.</returns>
    public (DecisionPreview? Preview, PreviewGap? Why) Compare(OpenedDecision opened)
    {
        ArgumentNullException.ThrowIfNull(opened);
        if (opened.State != OpenedState.Open) return (null, PreviewGap.JournalSealed);
        var layout = opened.Layout;
        var before = DecidedParts.Answer(opened.Decided, layout.Currency);
        var id = DecisionId.TryRead(opened.Record.DecisionId.Span, out var read) ? read.ToString() : "";
        if (!candidate.Policies.TryGetValue(layout.Product, out var policy))
            return (With(DecisionPreview.Of(layout.Product, before, null, () => ([], []))), null);
        if (policy.RefusalOf(RecordedInputs.AskedOf(opened.Record), layout.Currency, usesDrafts) is { } refusal)
            return (With(DecisionPreview.OfRefusals(layout.Product, before, null, null, refusal)), null);
        if (!_areJournaled.GetOrAdd(layout.Id, _ => AreJournaled(policy, opened)))
            return (null, PreviewGap.NotJournaled);
        if (!RecordedInputs.TryLayOut(opened, candidate.Layout, out var profile))
            return (null, PreviewGap.JournalSealed);
        var depth = opened.Record.OutcomeAlone ? DecisionDepth.OutcomeAlone : DecisionDepth.Whole;
        var decided = DecidedRecords.Of(policy, Decider.Decide(candidate, policy, profile, depth), profile);
        var after = DecidedParts.Answer(decided, policy.Currency);
        var given = DecidedParts.Of(opened.Decided, layout.KnockOuts, layout.Characteristics);
        var gives = DecidedParts.Of(decided, KnockOutsOf(policy), CharacteristicsOf(policy));
        return (With(DecisionPreview.Of(
            layout.Product, before, after, () => (given, gives), DecidedParts.IsSame(given, gives))), null);

        DecisionPreview With(DecisionPreview preview) => preview with
        {
            DecisionId = id,
            Exposure = opened.Record.Application?.ExposureId ?? "",
        };
    }

    private static List<string> KnockOutsOf(DecisionPolicy policy) =>
        [.. policy.KnockOuts.Select(knockOut => knockOut.Rule.Name)];

    private static List<string> CharacteristicsOf(DecisionPolicy policy) =>
        [.. (policy.Scorecard?.Characteristics ?? []).Select(characteristic => characteristic.Name)];

    // What was not read then is not kept: taking it for missing would answer for values that nobody looked at.
    private static bool AreJournaled(DecisionPolicy policy, OpenedDecision opened)
    {
        var kept = opened.Inputs.Select(input => (input.Name, input.Type)).ToHashSet();
        return policy.Reads.Concat(policy.RequiredSlots).Where(IsOfBorrower)
            .All(slot => kept.Contains((slot.Name, slot.Type)));
    }

    // What was asked for, the time and what the stages bring is there with every decision.
    private static bool IsOfBorrower(InputSlot slot) =>
        slot.Feature is not null || ReservedInputs.All.All(reserved => reserved.Name != slot.Name);
}
