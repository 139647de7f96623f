using CsCheck;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Decisions;

/// <summary>Over the shipped rules: knowing less never makes a decision better.</summary>
public class ShippedPolicyProperties
{
    private static readonly RuleSet _rules =
        RuleSetReader.Read(RuleFolder.Read(ShippedRules.Folder)).RuleSet!;

    private static readonly DecisionPolicy _policy = _rules.Policies["mse_working_capital"];

    // Only inputs that the policy reads matter; the others would dilute the search.
    private static readonly InputSlot[] _slots =
    [
        .. _policy.Reads.Where(slot => slot.Feature is { Aggregate: null }),
    ];

    private static readonly string[] _views = [.. _slots.Select(slot => slot.Feature!.View).Distinct()];

    private static readonly RuleExample _sound = _rules.ReadExamples()
        .First(example => example.Product == "mse_working_capital" && example.Name == "a sound workshop is approved");

    private static readonly Gen<(InputSlot Slot, FeatureValue Value)> _change =
        Among(_slots).SelectMany(slot => Value(slot), (slot, value) => (slot, value));

    private static readonly Gen<Dictionary<string, FeatureValue>> _values =
        _change.Array[0, 12].Select(changes =>
        {
            var values = _sound.Features.ToDictionary();
            foreach (var (slot, value) in changes) values[slot.Name] = value;
            return values;
        });

    [Fact]
    public void Decide_OneViewStale_NeverApprovesWhatWasNot() =>
        Gen.Select(_values, Among(_views)).Sample(
            (values, view) => Decide(values, []).Offer is not null || Decide(values, [view]).Offer is null,
            iter: 2_000);

    [Fact]
    public void Decide_OneValueTakenAway_NeverApprovesWhatWasNot() =>
        Gen.Select(_values, Among(_slots)).Sample((values, slot) =>
        {
            var without = values.Where(pair => pair.Key != slot.Name).ToDictionary();
            return Decide(values, []).Outcome == DecisionOutcome.Approve
                || Decide(without, []).Outcome != DecisionOutcome.Approve;
        }, iter: 2_000);

    [Fact]
    public void Decide_OneValueTakenAway_NeverGivesABetterOutcomeMoreMoneyOrALowerRate() =>
        Gen.Select(_values, Among(_slots)).Sample((values, slot) =>
        {
            var without = values.Where(pair => pair.Key != slot.Name).ToDictionary();
            var (known, unknown) = (Decide(values, []), Decide(without, []));
            // Only what is offered is a promise; what a person sees of a limit or a rate beside a referral is not.
            return unknown.Offer is null || (unknown.Outcome >= known.Outcome
                && known.Offer is { } offer && unknown.Offer.Amount <= offer.Amount
                && (unknown.Offer.AnnualRate >= offer.AnnualRate || unknown.Offer.Amount < offer.Amount));
        }, iter: 4_000);

    [Fact]
    public void Decide_OutcomeAlone_IsTheOutcome() =>
        Gen.Select(_values, Among(_slots), Gen.Bool).Sample((values, slot, takes) =>
        {
            var known = takes ? values.Where(pair => pair.Key != slot.Name).ToDictionary() : values;
            var profile = (_sound with { Features = known }).Profile(_rules.Layout);
            return Decider.Decide(_rules, _policy, profile, DecisionDepth.OutcomeAlone).Outcome
                == Decide(known, []).Outcome;
        }, iter: 4_000);

    private static Decision Decide(Dictionary<string, FeatureValue> values, string[] stale) => Decider.Decide(
        _rules, _policy,
        (_sound with { Features = values, Stale = stale.ToHashSet() }).Profile(_rules.Layout));

    private static Gen<T> Among<T>(T[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);

    private static Gen<FeatureValue> Value(InputSlot slot)
    {
        var feature = slot.Feature!;
        var low = feature.Minimum ?? -1_000_000;
        var high = feature.Maximum ?? 10_000_000;
        var texts = slot.Order is null ? ["other"] : slot.Order.Members.ToArray();
        return feature.Type switch
        {
            FeatureType.Flag => Gen.Bool.Select(FeatureValue.OfFlag),
            FeatureType.Text => Among(texts).Select(FeatureValue.OfText),
            FeatureType.Date => Gen.Int[0, 800].Select(day =>
                FeatureValue.OfDate(new DateOnly(2026, 1, 1).AddDays(day))),
            // Thresholds stand near zero far more often than near the catalogue's bounds.
            FeatureType.Integer => Gen.OneOf(Gen.Long[(long)low, (long)Math.Min(high, low + 120)],
                Gen.Long[(long)low, (long)high]).Select(FeatureValue.OfInteger),
            _ => Gen.OneOf(Gen.Double[low, Math.Min(high, low + 3)], Gen.Double[low, high])
                .Select(FeatureValue.OfNumber),
        };
    }
}
