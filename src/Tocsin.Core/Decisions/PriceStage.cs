using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Decisions;

/// <summary>The annual rate, component by component.</summary>
internal static class PriceStage
{
    /// <summary>What dividing by 1 − PD adds.</summary>
    public const string Survival = "survival_adjustment";

    /// <summary>What the floor adds.</summary>
    public const string Floor = "floor";

    /// <summary>What the ceiling takes away.</summary>
    public const string Ceiling = "ceiling";

    /// <summary>Runs it.</summary>
    public static DecisionPrice Run(PricePolicy price, DecisionScore score, DecisionDraft draft)
    {
        // Three may be added: survival, floor and ceiling.
        var components = new List<PriceResult>(price.Components.Count + 3);
        var (rate, baseRate, isKnown) = (0.0, 0.0, true);
        for (var i = 0; i < price.Components.Count; i++)
        {
            var component = Judge(price.Components[i], draft);
            components.Add(component);
            isKnown &= component.Outcome != RuleOutcome.Unknown;
            rate += component.AnnualRate ?? 0;
            if (price.Components[i].IsBase) baseRate += component.AnnualRate ?? 0;
        }

        var (floor, isFloorKnown) = Bound(price.Floor, Floor, draft);
        var (ceiling, isCeilingKnown) = Bound(price.Ceiling, Ceiling, draft);
        var canSurvive = !price.IsSurvivalAdjusted || score.Pd < 1;
        // Who is sure to default leaves nobody to carry the loss.
        if (!canSurvive) draft.GiveUnknown(null, Survival, WhenUnknown.Refer, []);
        if (!isKnown || !isFloorKnown || !isCeilingKnown || !canSurvive)
            return new DecisionPrice(components, null, baseRate);
        if (price.IsSurvivalAdjusted) Move(Survival, rate / (1 - score.Pd!.Value));
        if (floor is { } least && rate < least) Move(Floor, least);
        // The ceiling is the last word: no floor lifts a rate over what may be asked.
        if (ceiling is { } most && rate > most) Move(Ceiling, most);
        var rounded = DecisionPrice.Round(rate);
        draft.Lay(draft.Rules.Layout.DecisionAnnualRate, FeatureValue.OfNumber(rounded));
        return new DecisionPrice(components, rounded, baseRate);

        void Move(string name, double to)
        {
            components.Add(new PriceResult(name, RuleOutcome.Hit, to - rate));
            rate = to;
        }
    }

    private static bool IsRate(double rate) => Math.Abs(rate) <= DecisionPrice.MaximumRate;

    private static (double? Rate, bool IsKnown) Bound(ValueExpression? bound, string name, DecisionDraft draft)
    {
        if (bound is null) return (null, true);
        if (bound.Evaluate(draft.Profile) is { } rate && IsRate(rate.AsNumber)) return (rate.AsNumber, true);
        draft.GiveUnknown(null, name, WhenUnknown.Refer, bound.Reads);
        return (null, false);
    }

    private static PriceResult Judge(PriceComponent component, DecisionDraft draft)
    {
        var outcome = component.Rule.Evaluate(draft.Profile);
        if (outcome == RuleOutcome.Miss) return new PriceResult(component.Name, RuleOutcome.NotApplicable, null);
        if (outcome == RuleOutcome.Hit && component.Rule.Output!.TryNumber(draft.Profile, out var rate)
            && IsRate(rate))
            return new PriceResult(component.Name, RuleOutcome.Hit, rate);
        draft.GiveUnknown(null, component.Rule.Name, component.WhenUnknown, component.Reads);
        return new PriceResult(component.Name, RuleOutcome.Unknown, null);
    }
}
