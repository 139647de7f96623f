using System.Globalization;
using System.Text.Json.Nodes;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Load.Naive;

/// <summary>
/// A workflow in RulesEngine's format that knocks out, and a product that has no other rules; and borrowers whose
/// values lie where some of its thresholds are.
/// </summary>
internal static class NaiveRules
{
    /// <summary>How many rules there are.</summary>
    public const int Count = 200;

    /// <summary>The workflow.</summary>
    public const string Workflow = "two_hundred";

    /// <summary>The code that its rules give.</summary>
    public const string Reason = "K01";

    private const string Formula = "constant_odds";

    // What the sound borrower has of each, and by how much thresholds lie apart.
    private static readonly (string View, string Feature, double Sound, double Step)[] _features =
    [
        ("financial", "current_ratio", 1.6, 0.02), ("financial", "quick_ratio", 1.1, 0.02),
        ("financial", "interest_cover_ratio", 5, 0.05), ("financial", "debt_to_assets_ratio", 0.45, 0.005),
        ("accounts", "dscr_ratio", 1.6, 0.02), ("accounts", "returned_item_count_90d", 0, 1),
        ("accounts", "top_payer_fraction_12m", 0.22, 0.005), ("judicial", "lawsuit_count_12m", 0, 1),
        ("bureau", "owner_query_count_3m", 1, 1), ("bureau", "lender_count", 2, 1),
        ("invoices", "buyer_hhi", 0.12, 0.005), ("registry", "age_months", 84, 1),
    ];

    /// <summary>An application for the product that the rules are for.</summary>
    public static DecideRequest Application { get; } = new() { Product = Workflow };

    /// <summary>The workflow's file: most rules compare once, each fourth twice.</summary>
    public static string Text { get; } = new JsonObject
    {
        ["WorkflowName"] = Workflow,
        ["Rules"] = new JsonArray([.. Enumerable.Range(0, Count).Select(Rule)]),
    }.ToJsonString();

    /// <summary>Adds workflow and product to a copy of the shipped rules.</summary>
    public static void AddTo(RuleCopy rules)
    {
        rules.Write($"workflows/{Workflow}.json", Text);
        rules.Write($"workflows/{Formula}.json", """
            {"WorkflowName": "constant_odds", "Rules": [{"RuleName": "log_odds_of_default", "Expression": "true",
             "Actions": {"OnSuccess": {"Name": "OutputExpression", "Context": {"Expression": "0.0 - 3.0"}}},
             "Properties": {"tocsin": {"component": "log_odds_of_default", "when_unknown": "incomplete"}}}]}
            """);
        rules.Write($"policies/{Workflow}.json", """
            {"product": "two_hundred", "title": {"zh": "两百条规则", "en": "Two hundred rules"}, "currency": "CNY",
             "amount": {"min": 1000, "max": 5000000, "step": 100}, "term_months": {"min": 1, "max": 360},
             "required": [], "knock_outs": "two_hundred",
             "formula": {"workflow": "constant_odds", "rule": "log_odds_of_default"}, "rating_scale": "sba_cut_off",
             "outcome": {"approve_up_to_pd": 0.5, "pd_reason": "P02"},
             "unknown_reasons": {"missing": "U01", "stale": "U02", "no_score": "U03"},
             "refer_to": "credit_officer", "valid_for_days": 30}
            """);
    }

    /// <summary>The views of a kind of borrowers: each is up to a few steps above the sound one.</summary>
    public static List<FeatureViewValues> Views(int kind, int seed)
    {
        var random = new Random(unchecked((seed * 1_000_003) + kind));
        var views = SoundBorrower.Views();
        foreach (var (view, feature, sound, step) in _features)
        {
            var steps = 3 * random.NextDouble();
            views.Single(one => one.View == view).Features[feature] = IsWhole(step)
                ? FeatureUpdates.Whole((long)(sound + steps)) : SampleRequests.Number(sound + (step * steps));
        }

        return views;
    }

    private static JsonNode Rule(int number)
    {
        var expression = Comparison(number);
        if (number % 4 == 3) expression += " and " + Comparison(number + 1);
        return new JsonObject
        {
            ["RuleName"] = $"rule_{number:d3}",
            ["Expression"] = expression,
            ["Properties"] = new JsonObject
            {
                ["tocsin"] = new JsonObject { ["reason"] = Reason, ["when_unknown"] = "refer" },
            },
        };
    }

    private static string Comparison(int number)
    {
        var (view, feature, sound, step) = _features[number % _features.Length];
        var bound = sound + (step * (1 + (number / _features.Length)));
        return string.Create(CultureInfo.InvariantCulture, $"{view}.{feature} > {bound:0.####}");
    }

    private static bool IsWhole(double step) => step >= 1;
}
