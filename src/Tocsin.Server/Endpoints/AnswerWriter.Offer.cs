using Tocsin.Core.Decisions;
using Tocsin.V1;
using Date = Google.Type.Date;
using LimitCap = Tocsin.V1.LimitCap;
using Money = Google.Type.Money;
using OfferCondition = Tocsin.V1.OfferCondition;
using PriceComponent = Tocsin.V1.PriceComponent;

namespace Tocsin.Server.Endpoints;

/// <content>Amounts, rate and conditions, as <see cref="OfferWire"/> has them.</content>
internal static partial class AnswerWriter
{
    private static void WriteOffer(Decision decision, DecisionPolicy policy, MessageBytes to)
    {
        if (decision.Offer is not { } offer) return;
        var mark = to.Open(DecideResponse.OfferFieldNumber);
        Write(Offer.AmountFieldNumber, offer.Amount, policy.Currency, to);
        to.Whole(Offer.TermMonthsFieldNumber, offer.TermMonths ?? 0);
        to.Optional(Offer.AnnualRateFieldNumber, offer.AnnualRate);
        to.Number(Offer.BaseRateFieldNumber, offer.BaseRate);
        to.Number(Offer.SpreadFieldNumber, offer.Spread);
        to.Text(Offer.RepaymentFieldNumber, offer.Repayment);
        for (var i = 0; i < decision.Conditions.Count; i++) Write(decision.Conditions[i], to);
        to.Close(mark);
    }

    private static void Write(Core.Decisions.OfferCondition condition, MessageBytes to)
    {
        var mark = to.Open(Offer.ConditionsFieldNumber);
        to.Text(OfferCondition.CodeFieldNumber, condition.Code);
        Write(OfferCondition.TextFieldNumber, condition.Title, to);
        if (condition.DueOn is { } due)
        {
            var date = to.Open(OfferCondition.DueOnFieldNumber);
            to.Whole(Date.YearFieldNumber, due.Year);
            to.Whole(Date.MonthFieldNumber, due.Month);
            to.Whole(Date.DayFieldNumber, due.Day);
            to.Close(date);
        }

        to.Close(mark);
    }

    private static void Write(DecisionLimit limit, string currency, MessageBytes to)
    {
        var mark = to.Open(DecideResponse.LimitFieldNumber);
        if (limit.Requested is { } requested) Write(Limit.RequestedFieldNumber, requested, currency, to);
        if (limit.Granted is { } granted) Write(Limit.GrantedFieldNumber, granted, currency, to);
        to.Text(Limit.BindingCapFieldNumber, limit.BindingCap);
        for (var i = 0; i < limit.Caps.Count; i++)
        {
            var cap = to.Open(Limit.CapsFieldNumber);
            to.Text(LimitCap.NameFieldNumber, limit.Caps[i].Cap);
            to.Whole(LimitCap.OutcomeFieldNumber, (int)DecisionWire.Write(limit.Caps[i].Outcome));
            if (limit.Caps[i].Amount is { } amount) Write(LimitCap.AmountFieldNumber, amount, currency, to);
            to.Close(cap);
        }

        to.Close(mark);
    }

    private static void Write(DecisionPrice price, MessageBytes to)
    {
        for (var i = 0; i < price.Components.Count; i++)
        {
            var mark = to.Open(DecideResponse.PriceComponentsFieldNumber);
            to.Text(PriceComponent.NameFieldNumber, price.Components[i].Component);
            to.Whole(PriceComponent.OutcomeFieldNumber, (int)DecisionWire.Write(price.Components[i].Outcome));
            to.Number(PriceComponent.AnnualRateFieldNumber, price.Components[i].AnnualRate ?? 0);
            to.Close(mark);
        }
    }

    private static void Write(int field, double amount, string currency, MessageBytes to)
    {
        var mark = to.Open(field);
        var (units, nanos) = OfferWire.Split(amount);
        to.Text(Money.CurrencyCodeFieldNumber, currency);
        to.Whole(Money.UnitsFieldNumber, units);
        to.Whole(Money.NanosFieldNumber, nanos);
        to.Close(mark);
    }
}
