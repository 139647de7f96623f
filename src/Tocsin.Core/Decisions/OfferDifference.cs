using System.Globalization;
using Tocsin.Core.Rules;
using static Tocsin.Core.Decisions.DecisionDifference;

namespace Tocsin.Core.Decisions;

/// <summary>What made two limits, prices or offers differ.</summary>
internal static class OfferDifference
{
    /// <summary>What made the limits differ; null where the same is granted and the same cap binds.</summary>
    public static DecisionDifference? OfGranted(DecisionLimit? before, DecisionLimit? after) =>
        before is not null && after is not null
        && before.Granted == after.Granted && before.BindingCap == after.BindingCap
            ? null : OfCaps(before, after);

    /// <summary>
    /// The least cap of the side that grants less, where it differs; else the first cap that does; else what holds the
    /// caps together.
    /// </summary>
    public static DecisionDifference? OfCaps(DecisionLimit? before, DecisionLimit? after)
    {
        if (before is null || after is null)
        {
            return before is null == after is null ? null : Of(
                DifferenceKind.Cap, "limit", Number(before?.Granted), Number(after?.Granted));
        }

        var others = before.Caps.Concat(after.Caps).Select(cap => cap.Cap).Distinct()
            .Where(cap => Find(before, cap) != Find(after, cap)).ToList();
        var lower = after.Granted < before.Granted ? after : before;
        var least = lower.Caps.Where(cap => cap.Amount is not null).MinBy(cap => cap.Amount)?.Cap;
        var rule = least is not null && others.Contains(least) ? least : others.FirstOrDefault();
        if (rule is not null)
            return Of(DifferenceKind.Cap, rule, Text(Find(before, rule)), Text(Find(after, rule)));
        return before.Granted == after.Granted && before.BindingCap == after.BindingCap ? null
            : Of(DifferenceKind.Cap, "limit", Number(before.Granted), Number(after.Granted));
    }

    /// <summary>What made the annual rates differ; null where they are equal.</summary>
    public static DecisionDifference? OfRate(DecisionPrice? before, DecisionPrice? after) =>
        before is not null && after is not null
        && before.AnnualRate == after.AnnualRate && before.Spread == after.Spread
            ? null : OfComponents(before, after);

    /// <summary>The component whose rate moved furthest, the first of several.</summary>
    public static DecisionDifference? OfComponents(DecisionPrice? before, DecisionPrice? after)
    {
        if (before is null || after is null)
        {
            return before is null == after is null ? null : Of(
                DifferenceKind.Price, "price", Number(before?.AnnualRate), Number(after?.AnnualRate));
        }

        var furthest = before.Components.Concat(after.Components).Select(result => result.Component).Distinct()
            .Select(name => (Name: name, Before: Find(before, name), After: Find(after, name)))
            .Where(pair => pair.Before != pair.After)
            .OrderByDescending(pair => Math.Abs((pair.After?.AnnualRate ?? 0) - (pair.Before?.AnnualRate ?? 0)))
            .FirstOrDefault();
        if (furthest.Name is not null)
            return Of(DifferenceKind.Price, furthest.Name, Text(furthest.Before), Text(furthest.After));
        return before.AnnualRate == after.AnnualRate && before.BaseRate == after.BaseRate ? null
            : Of(DifferenceKind.Price, "price", Number(before.AnnualRate), Number(after.AnnualRate));
    }

    /// <summary>The first condition that differs: its code, its text or its date.</summary>
    public static DecisionDifference? OfConditions(
        IReadOnlyList<OfferCondition> before, IReadOnlyList<OfferCondition> after)
    {
        foreach (var rule in before.Concat(after).Select(condition => condition.Rule).Distinct())
        {
            var was = before.FirstOrDefault(condition => condition.Rule == rule);
            var isNow = after.FirstOrDefault(condition => condition.Rule == rule);
            if (was != isNow) return Of(DifferenceKind.Condition, rule, Text(was), Text(isNow));
        }

        return null;
    }

    /// <summary>What differs between offers that have the same limit and price behind them.</summary>
    public static DecisionDifference? OfOffer(DecisionOffer? before, DecisionOffer? after) => before == after ? null
        : Of(DifferenceKind.Offer, "offer", Text(before), Text(after));

    private static CapResult? Find(DecisionLimit limit, string cap) =>
        limit.Caps.FirstOrDefault(result => result.Cap == cap);

    private static PriceResult? Find(DecisionPrice price, string component) =>
        price.Components.FirstOrDefault(result => result.Component == component);

    private static string Text(CapResult? cap) => cap is null ? "" : Text(cap.Outcome, cap.Amount);

    private static string Text(PriceResult? price) => price is null ? "" : Text(price.Outcome, price.AnnualRate);

    private static string Text(RuleOutcome outcome, double? number) => outcome switch
    {
        RuleOutcome.Hit => Number(number),
        RuleOutcome.Unknown => "unknown",
        _ => "not applicable",
    };

    private static string Text(OfferCondition? condition) => condition switch
    {
        null => "",
        { DueOn: { } date } => $"{condition.Code} by {date.ToString("O", CultureInfo.InvariantCulture)}",
        _ => condition.Code,
    };

    private static string Text(DecisionOffer? offer)
    {
        if (offer is null) return "";
        var term = offer.TermMonths is { } months ? $", {Number(months)} months" : "";
        var rate = offer.AnnualRate is { } annual ? $", rate {Number(annual)}" : "";
        return $"{Number(offer.Amount)}{term}{rate} {offer.Repayment}".TrimEnd();
    }
}
