using Tocsin.Core.Decisions;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Recording;

/// <summary>Writes down what was offered, and how it came about.</summary>
internal static class OfferRecords
{
    /// <summary>A limit.</summary>
    public static LimitRecord Of(DecisionLimit limit)
    {
        var record = new LimitRecord { BindingCap = limit.BindingCap, Caps = { limit.Caps.Select(Of) } };
        if (limit.Requested is { } requested) record.Requested = requested;
        if (limit.Granted is { } granted) record.Granted = granted;
        return record;
    }

    /// <summary>A price.</summary>
    public static PriceRecord Of(DecisionPrice price)
    {
        var record = new PriceRecord { BaseRate = price.BaseRate, Components = { price.Components.Select(Of) } };
        if (price.AnnualRate is { } rate) record.AnnualRate = rate;
        return record;
    }

    /// <summary>A condition.</summary>
    public static ConditionRecord Of(OfferCondition condition)
    {
        var record = new ConditionRecord { Code = condition.Code, Rule = condition.Rule };
        if (condition.DueOn is { } due) record.DueOn = due.DayNumber;
        return record;
    }

    /// <summary>An offer.</summary>
    public static OfferRecord Of(DecisionOffer offer)
    {
        var record = new OfferRecord { Amount = offer.Amount, Spread = offer.Spread, Repayment = offer.Repayment };
        if (offer.TermMonths is { } term) record.TermMonths = term;
        if (offer.AnnualRate is { } rate) record.AnnualRate = rate;
        return record;
    }

    private static CapRecord Of(CapResult cap)
    {
        var record = new CapRecord { Name = cap.Cap, Outcome = (int)cap.Outcome };
        if (cap.Amount is { } amount) record.Amount = amount;
        return record;
    }

    private static ComponentRecord Of(PriceResult component)
    {
        var record = new ComponentRecord { Name = component.Component, Outcome = (int)component.Outcome };
        if (component.AnnualRate is { } rate) record.Rate = rate;
        return record;
    }
}
