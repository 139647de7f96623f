using System.Text;
using System.Text.Json.Nodes;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Tests.Rules.Equality;

/// <summary>Puts workflows into a small rule set whose catalogue maps the engine's input <c>v</c>.</summary>
internal static class MadeRuleSet
{
    private const string Features = """
        {"time_zone": "Asia/Shanghai", "views": [{"name": "v", "per": "borrower", "accept_from": ["feed", "request"],
         "features": [{"name": "n", "type": "number"}, {"name": "m", "type": "number"},
          {"name": "i", "type": "integer"}, {"name": "j", "type": "integer"},
          {"name": "f", "type": "flag"}, {"name": "g", "type": "flag"},
          {"name": "t", "type": "text"}, {"name": "u", "type": "text"}]}]}
        """;

    private static readonly (string Path, string Text)[] _others =
    [
        ("parameters.json", """{"parameters": []}"""),
        ("reasons.json", """{"reasons": []}"""),
        ("warnings.json", """{"workflows": [], "families": []}"""),
        ("ruleset.json", """
            {"name": "made", "owner": "tests", "purpose": "Equality.", "revision": "1", "review_date": "2099-12-31"}
            """),
        ("calendar.json", """
            {"zone": "Asia/Shanghai", "business_hours": {"from": "09:00", "to": "17:00"}, "years": []}
            """),
    ];

    /// <summary>Reads the workflows, as they are, through the whole loader.</summary>
    public static RuleSetReading Read(JsonArray workflows) =>
        Read(Encoding.UTF8.GetBytes(workflows.ToJsonString()), Features);

    /// <summary>Reads a workflow file byte for byte, with a catalogue of its inputs.</summary>
    public static RuleSetReading Read(byte[] workflows, string features) => RuleSetReader.Read(new RuleFiles(
        [.. _others.Append(("features.json", features))
            .Select(file => new RuleFile(file.Item1, Encoding.UTF8.GetBytes(file.Item2)))
            .Append(new RuleFile("workflows/made.json", workflows))]));
}
