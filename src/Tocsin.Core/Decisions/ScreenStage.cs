using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions;

/// <summary>The first stage: knock-outs, all of them, and whether what the policy requires is there.</summary>
/// <remarks>
/// What is free comes first: while a knock-out hits, or something free is lacking, nothing that costs money or consent
/// is asked for.
/// </remarks>
internal static class ScreenStage
{
    /// <summary>Runs it.</summary>
    /// <param name="draft">The decision so far.</param>
    /// <param name="stopsAtHit">True when the first hit is enough.</param>
    /// <returns>False when a required value is lacking, or the decision stopped.</returns>
    public static bool Run(DecisionDraft draft, bool stopsAtHit)
    {
        List<KnockOut>? unknown = null;
        var isHit = false;
        var knockOuts = draft.Policy.KnockOuts;
        for (var i = 0; i < knockOuts.Count; i++)
        {
            var knockOut = knockOuts[i];
            var outcome = knockOut.Rule.Evaluate(draft.Profile);
            if (outcome == RuleOutcome.Unknown) (unknown ??= []).Add(knockOut);
            if (outcome != RuleOutcome.Hit) continue;
            isHit = true;
            draft.Give(knockOut.Reason, ReasonKind.KnockOut, knockOut.Rule.Name);
            draft.Worsen(DecisionOutcome.Decline);
            if (stopsAtHit) return false;
        }

        var lacking = AbsentInput.Among(draft.Policy.RequiredSlots, draft.Profile);
        draft.DefersCostly = isHit;
        // All that follows is of something unknown or lacking.
        if (unknown is null && lacking.Count == 0) return true;
        GiveAbsent(unknown ?? [], lacking, draft);
        // Without a required value the missing bins would speak for the borrower: nothing is scored.
        return lacking.Count == 0;
    }

    private static void GiveAbsent(List<KnockOut> unknown, IReadOnlyList<AbsentInput> lacking, DecisionDraft draft)
    {
        draft.DefersCostly |= unknown.SelectMany(knockOut => knockOut.Rule.Reads).Concat(Slots(lacking))
            .Any(slot => IsFreeAndLacking(slot, draft));
        foreach (var knockOut in unknown)
        {
            var reason = knockOut.WhenUnknown == WhenUnknown.Decline ? knockOut.Reason : null;
            draft.GiveUnknown(reason, knockOut.Rule.Name, knockOut.WhenUnknown, knockOut.Rule.Reads);
        }

        draft.GiveLacking(lacking);
    }

    private static IEnumerable<InputSlot> Slots(IEnumerable<AbsentInput> inputs) => inputs.Select(input => input.Slot);

    private static bool IsFreeAndLacking(InputSlot slot, DecisionDraft draft) =>
        slot.Feature is { } feature && !draft.Profile.IsPresent(slot.Index)
        && draft.Rules.Catalogue.FindView(feature.View) is not { IsCostly: true };
}
