using System.Globalization;
using System.Text.Json.Nodes;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>The shipped rules, and so many indicators more that there are as many rules as are asked for.</summary>
internal static class GeneratedRules
{
    private const string Workflow = "early_warning_generated";

    // What borrowers have of each, at most; a rule asks for a little less or far more.
    private static readonly (string Feature, double Most)[] _features =
    [
        ("financial.current_ratio", 6), ("financial.quick_ratio", 5), ("financial.interest_cover_ratio", 30),
        ("financial.debt_to_assets_ratio", 0.9), ("accounts.dscr_ratio", 1.65),
        ("accounts.returned_item_count_90d", 3), ("accounts.top_payer_fraction_12m", 1),
        ("judicial.lawsuit_count_12m", 5), ("bureau.owner_query_count_3m", 7), ("bureau.lender_count", 9),
        ("invoices.buyer_hhi", 1), ("registry.age_months", 600),
    ];

    /// <summary>Adds them to a copy of the shipped rules.</summary>
    /// <param name="rules">The copy.</param>
    /// <param name="count">How many rules there are to be, those with rules of their own not counted.</param>
    /// <returns>How many there are: the shipped ones where they are more.</returns>
    public static int AddTo(RuleCopy rules, int count)
    {
        var shipped = Shipped(rules);
        if (count <= shipped) return shipped;
        WriteTo(rules, count);
        rules.Edit("warnings.json", file => file["workflows"]!.AsArray().Add(Workflow));
        return count;
    }

    /// <summary>Writes those that were added once more, each asking for another number than in any other set.</summary>
    /// <param name="rules">The copy.</param>
    /// <param name="count">How many rules there are.</param>
    /// <param name="set">The number of the set, 0 for the first; after some hundred numbers come again.</param>
    public static void WriteTo(RuleCopy rules, int count, int set = 0) =>
        rules.Write($"workflows/{Workflow}.json", new JsonObject
        {
            ["WorkflowName"] = Workflow,
            ["Rules"] = new JsonArray(
                [.. Enumerable.Range(0, count - Shipped(rules)).Select(number => Indicator(number, set))]),
        }.ToJsonString());

    private static int Shipped(RuleCopy rules) => Directory.GetFiles(Path.Combine(rules.Folder, "workflows"), "*.json")
        .Where(path => Path.GetFileNameWithoutExtension(path) != Workflow)
        .Sum(path => Leaves(JsonNode.Parse(File.ReadAllText(path))!));

    // Of a hundred thousand borrowers each is raised for some: half of them ask for two things at once.
    private static JsonObject Indicator(int number, int set)
    {
        var (feature, most) = _features[number % _features.Length];
        var (other, _) = _features[(number + 1 + (number / _features.Length)) % _features.Length];
        var bound = (most * (0.98 + (number / _features.Length * 0.02))) + (set * 0.0001);
        var expression = string.Create(CultureInfo.InvariantCulture, $"{feature} > {bound:f4}");
        if (number % 2 == 1 && other != feature) expression += $" and {other} >= 0";
        return new JsonObject
        {
            ["RuleName"] = $"generated_{number:d4}",
            ["Operator"] = "Or",
            ["Properties"] = new JsonObject
            {
                ["tocsin"] = new JsonObject
                {
                    ["family"] = "fin",
                    ["strength"] = "soft",
                    ["title"] = new JsonObject { ["zh"] = "生成", ["en"] = $"Generated {number}" },
                },
            },
            ["Rules"] = new JsonArray(new JsonObject { ["RuleName"] = "yellow", ["Expression"] = expression }),
        };
    }

    private static int Leaves(JsonNode node) => node switch
    {
        JsonArray array => array.Sum(one => Leaves(one!)),
        JsonObject rule when rule["Rules"] is JsonArray { Count: > 0 } nested => nested.Sum(one => Leaves(one!)),
        _ => 1,
    };
}
