using Tocsin.Core.Decisions;
using Tocsin.V1;
using Date = Google.Type.Date;
using FeatureValue = Tocsin.Core.Features.FeatureValue;
using Money = Google.Type.Money;

namespace Tocsin.Server.Endpoints;

/// <summary>Writes the offer of a decision: amounts, rate, conditions, and how they came about.</summary>
internal static class OfferWire
{
    private const int NanosPerUnit = 1_000_000_000;

    /// <summary>Adds them to an answer.</summary>
    public static void Write(Decision decision, DecisionPolicy policy, DecideResponse response)
    {
        if (decision.Limit is { } limit) response.Limit = Write(limit, policy.Currency);
        if (decision.Price is { } price)
        {
            response.PriceComponents.Capacity = price.Components.Count;
            for (var i = 0; i < price.Components.Count; i++) response.PriceComponents.Add(Write(price.Components[i]));
        }

        if (decision.Offer is not { } offer) return;
        response.Offer = new Offer
        {
            Amount = Write(offer.Amount, policy.Currency),
            TermMonths = offer.TermMonths ?? 0,
            BaseRate = offer.BaseRate,
            Spread = offer.Spread,
            Repayment = offer.Repayment,
        };
        for (var i = 0; i < decision.Conditions.Count; i++)
            response.Offer.Conditions.Add(Write(decision.Conditions[i]));
        if (offer.AnnualRate is { } rate) response.Offer.AnnualRate = rate;
    }

    /// <summary>
    /// An amount, to a billionth of a unit. One beyond the largest that a number holds exactly is written as that.
    /// </summary>
    public static Money Write(double amount, string currency)
    {
        var (units, nanos) = Split(amount);
        return new Money { CurrencyCode = currency, Units = units, Nanos = nanos };
    }

    /// <summary>The whole units and the billionths of <see cref="Write(double, string)"/>.</summary>
    public static (long Units, int Nanos) Split(double amount)
    {
        var bound = (double)FeatureValue.MaximumInteger;
        // Most amounts are whole, and a decimal takes twenty times as long.
        if (Math.Abs(amount) <= bound && amount == Math.Truncate(amount)) return ((long)amount, 0);
        var kept = double.IsNaN(amount) ? 0 : (decimal)Math.Clamp(amount, -bound, bound);
        var whole = Math.Truncate(kept);
        return ((long)whole, (int)((kept - whole) * NanosPerUnit));
    }

    private static Limit Write(DecisionLimit limit, string currency)
    {
        var written = new Limit
        {
            Requested = limit.Requested is { } requested ? Write(requested, currency) : null,
            Granted = limit.Granted is { } granted ? Write(granted, currency) : null,
            BindingCap = limit.BindingCap,
        };
        written.Caps.Capacity = limit.Caps.Count;
        for (var i = 0; i < limit.Caps.Count; i++)
        {
            var cap = limit.Caps[i];
            written.Caps.Add(new V1.LimitCap
            {
                Name = cap.Cap,
                Outcome = DecisionWire.Write(cap.Outcome),
                Amount = cap.Amount is { } amount ? Write(amount, currency) : null,
            });
        }

        return written;
    }

    private static V1.PriceComponent Write(PriceResult component) => new()
    {
        Name = component.Component,
        Outcome = DecisionWire.Write(component.Outcome),
        AnnualRate = component.AnnualRate ?? 0,
    };

    private static V1.OfferCondition Write(Core.Decisions.OfferCondition condition) => new()
    {
        Code = condition.Code,
        Text = DecisionWire.Write(condition.Title),
        DueOn = condition.DueOn is { } due ? new Date { Year = due.Year, Month = due.Month, Day = due.Day } : null,
    };
}
