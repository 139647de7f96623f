using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Tests.Decisions.Recourse;

/// <summary>
/// Borrowers that the shipped policy for working capital declines, made up from a seed: the values that it reads are
/// drawn as they are met among small firms, weak ones more often, and the rest is that of the policy's first example.
/// </summary>
internal sealed class DeclinedBorrowers(RuleSet rules, int seed)
{
    private readonly Random _random = new(seed);

    private readonly RuleExample _sound = rules.ReadExamples()
        .First(example => example.Product == "mse_working_capital" && example.Before.Count == 0);

    /// <summary>The policy that declines them.</summary>
    public DecisionPolicy Policy { get; } = rules.Policies["mse_working_capital"];

    /// <summary>The next one.</summary>
    public BorrowerProfile Next()
    {
        while (true)
        {
            var values = _sound.Features.ToDictionary();
            foreach (var (name, value) in Drawn())
            {
                // Now and then a feed is late.
                if (_random.Next(200) == 0) values.Remove(name);
                else values[name] = value;
            }

            var amount = Math.Round(Between(50, 3_000)) * 1_000;
            var request = new DecisionRequest(ApplicationKind.New, amount, 12, "working_capital");
            var profile = (_sound with { Features = values, Request = request }).ApplicationProfile(rules.Layout);
            if (Decider.Decide(rules, Policy, profile).Outcome == DecisionOutcome.Decline) return profile;
        }
    }

    private (string Name, FeatureValue Value)[] Drawn() =>
    [
        ("registry.age_months", Count(6, 120)),
        ("registry.sector", OneOf("manufacturing", "wholesale_retail", "construction", "real_estate")),
        ("registry.status", _random.Next(40) == 0 ? OneOf("suspended", "revoked") : OneOf("active")),
        ("registry.restricted_sector", Rarely(100)),
        ("screening.sanctions_match", Rarely(200)),
        ("owner.industry_experience_years", Count(0, 20) is var years ? FeatureValue.OfNumber(years.AsNumber) : years),
        ("bureau.owner_query_count_3m", Count(0, 12)),
        ("bureau.owner_card_utilisation_ratio", Ratio(0, 1.2)),
        ("bureau.owner_overdue_days", _random.Next(12) == 0 ? Count(1, 90) : Count(0, 0)),
        ("bureau.owner_late_month_streak_24m", _random.Next(15) == 0 ? Count(3, 5) : Count(0, 2)),
        ("bureau.owner_late_month_count_24m", _random.Next(15) == 0 ? Count(6, 9) : Count(0, 5)),
        ("bureau.firm_non_performing", Rarely(40)),
        ("bureau.lender_count", Count(0, 7)),
        ("judicial.firm_dishonest_listed", Rarely(50)),
        ("judicial.owner_dishonest_listed", Rarely(50)),
        ("judicial.enforcement_cny", _random.Next(20) == 0 ? Money(1, 500) : Money(0, 0)),
        ("judicial.account_frozen", Rarely(50)),
        ("tax.credit_grade", OneOf("A", "B", "B", "M", "C", "C", "D")),
        ("accounts.dscr_ratio", Ratio(0.8, 2)),
        ("accounts.free_cash_flow_12m_cny", Money(-200, 900)),
        ("accounts.balance_3m_to_12m_ratio", Ratio(0.3, 1.2)),
        ("exposures.days_past_due_max", _random.Next(30) == 0 ? Count(31, 120) : Count(0, 30)),
        ("invoices.sales_12m_cny", Money(300, 8_000)),
        ("invoices.zero_sales_month_count_12m", Count(0, 5)),
        ("invoices.sales_variation_12m_ratio", Ratio(0.4, 2.2)),
        ("invoices.sales_yoy_3m_ratio", Ratio(-0.5, 0.3)),
        ("invoices.void_rate", Ratio(0, 0.25)),
        ("invoices.buyer_hhi", Ratio(0.03, 0.6)),
        ("financial.interest_bearing_debt_cny", Money(0, 4_000)),
    ];

    private FeatureValue Rarely(int times) => FeatureValue.OfFlag(_random.Next(times) == 0);

    private FeatureValue OneOf(params string[] texts) => FeatureValue.OfText(texts[_random.Next(texts.Length)]);

    private FeatureValue Count(int low, int high) => FeatureValue.OfInteger(_random.Next(low, high + 1));

    private FeatureValue Ratio(double low, double high) => FeatureValue.OfNumber(Math.Round(Between(low, high), 3));

    private FeatureValue Money(int low, int high) =>
        FeatureValue.OfNumber(Math.Round(Between(low, high)) * 1_000);

    private double Between(double low, double high) => low + (_random.NextDouble() * (high - low));
}
