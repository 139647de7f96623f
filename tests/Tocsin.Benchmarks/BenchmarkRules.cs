using System.Text;
using System.Text.Json.Nodes;
using Tocsin.Core.Rules;

namespace Tocsin.Benchmarks;

/// <summary>
/// Workflow files in RulesEngine's format, as credit rules are: most compare a feature with a constant, some join two
/// or three comparisons.
/// </summary>
internal static class BenchmarkRules
{
    private static readonly (string Path, string Text)[] _others =
    [
        ("features.json", Catalogue().ToJsonString()),
        ("parameters.json", """{"parameters": []}"""),
        ("reasons.json", """{"reasons": []}"""),
        ("warnings.json", """{"workflows": [], "families": []}"""),
        ("ruleset.json", """
            {"name": "made", "owner": "tests", "purpose": "Cost.", "revision": "1", "review_date": "2099-12-31"}
            """),
        ("calendar.json", """
            {"zone": "Asia/Shanghai", "business_hours": {"from": "09:00", "to": "17:00"}, "years": []}
            """),
    ];

    /// <summary>A workflow of so many rules, the same for the same count.</summary>
    public static string Workflow(int rules)
    {
        var random = new Random(rules);
        var list = Enumerable.Range(0, rules).Select(index => (JsonNode)new JsonObject
        {
            ["RuleName"] = $"r{index}",
            ["Expression"] = (index % 5) switch
            {
                3 => $"{Comparison(random)} and {Comparison(random)}",
                4 => $"{Comparison(random)} or ({Comparison(random)} and {Comparison(random)})",
                _ => Comparison(random),
            },
        });
        return new JsonObject { ["WorkflowName"] = "w", ["Rules"] = new JsonArray([.. list]) }.ToJsonString();
    }

    /// <summary>Reads a workflow through the whole loader.</summary>
    public static RuleSetReading Read(string workflow) => RuleSetReader.Read(new RuleFiles(
        [.. _others.Append(("workflows/made.json", workflow))
            .Select(file => new RuleFile(file.Item1, Encoding.UTF8.GetBytes(file.Item2)))]));

    private static string Comparison(Random random)
    {
        string[] order = ["<", "<=", ">", ">="];
        var symbol = order[random.Next(order.Length)];
        return random.Next(10) switch
        {
            < 5 => $"v.n{random.Next(8)} {symbol} {random.Next(-100, 1_000)}.5",
            < 8 => $"v.i{random.Next(4)} {symbol} {random.Next(0, 120)}",
            8 => $"v.f{random.Next(2)} == {(random.Next(2) == 0 ? "true" : "false")}",
            _ => $"v.t{random.Next(2)} == \"{(random.Next(2) == 0 ? "B" : "农业")}\"",
        };
    }

    private static JsonObject Catalogue()
    {
        var features = new JsonArray();
        foreach (var property in typeof(BenchmarkInput).GetProperties())
        {
            features.Add(new JsonObject
            {
                ["name"] = property.Name,
                ["type"] = property.Name[0] switch { 'n' => "number", 'i' => "integer", 'f' => "flag", _ => "text" },
            });
        }

        return new JsonObject
        {
            ["time_zone"] = "Asia/Shanghai",
            ["views"] = new JsonArray(new JsonObject
            {
                ["name"] = "v",
                ["per"] = "borrower",
                ["accept_from"] = new JsonArray("feed"),
                ["features"] = features,
            }),
        };
    }
}
