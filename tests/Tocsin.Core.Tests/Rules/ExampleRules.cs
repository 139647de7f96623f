using System.Text;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Tests.Rules;

/// <summary>A rule set of one of each kind of rule, to write examples for.</summary>
/// <remarks>
/// Court cases over 3 and a frozen account decline (K01), unknown ones refer (U01). A firm under 24 months has 0
/// points, an older one 10, one of unknown age 5; ten points are log-odds of 5 (PD 0.0067), under 0.05 and so
/// approved. Debt is red over 0.9 and clears below 0.8, where the firm has a loan.
/// </remarks>
internal static class ExampleRules
{
    private static readonly Dictionary<string, string> _files = new(StringComparer.Ordinal)
    {
        ["ruleset.json"] = """{"name":"small","owner":"tests","revision":"1"}""",
        ["parameters.json"] = """{"parameters":[{"name":"debt_red","value":0.9}]}""",
        ["calendar.json"] = """{"zone":"Asia/Shanghai","business_hours":{"from":"09:00","to":"17:00"},"years":[]}""",
        ["features.json"] = """
            {"time_zone":"Asia/Shanghai","views":[{"name":"firm","accept_from":["feed"],"stale":"10d","features":[
              {"name":"cases","type":"integer"},{"name":"frozen","type":"flag"},
              {"name":"age_months","type":"integer"},{"name":"debt_ratio","type":"number"},
              {"name":"loan","type":"flag"}]}]}
            """,
        ["reasons.json"] = """
            {"reasons":[{"code":"K01","kind":"knock_out","audience":"owner","text":{"zh":"一","en":"Cases."}},
              {"code":"S01","kind":"score","audience":"owner","text":{"zh":"二","en":"Age."}},
              {"code":"U01","kind":"unknown","audience":"owner","text":{"zh":"三","en":"Unknown."}},
              {"code":"P01","kind":"policy","audience":"owner","text":{"zh":"四","en":"Risk."}}]}
            """,
        ["warnings.json"] = """
            {"workflows":["warnings"],"families":[{"code":"fin","title":{"zh":"财务","en":"Financial"}}]}
            """,
        ["rating_scales/scale.json"] =
            """{"name":"scale","grades":[{"grade":"good","pd_up_to":0.01},{"grade":"bad"}]}""",
        ["policies/loan.json"] = """
            {"product":"loan","currency":"CNY","knock_outs":"knock_outs",
             "scorecard":{"workflow":"card","base_score":10,"base_odds":148.4131591,
               "points_to_double_odds":1.386294361},
             "rating_scale":"scale","outcome":{"approve_up_to_pd":0.05,"pd_reason":"P01"},
             "unknown_reasons":{"missing":"U01","stale":"U01","no_score":"U01"}}
            """,
        ["workflows/all.json"] = """
            [{"WorkflowName":"knock_outs","Rules":[{"RuleName":"cases","Expression":"firm.cases > 3",
               "Properties":{"tocsin":{"reason":"K01"}}},{"RuleName":"frozen","Expression":"firm.frozen",
               "Properties":{"tocsin":{"reason":"K01"}}}]},
             {"WorkflowName":"card","Rules":[{"RuleName":"age","Expression":"true","Properties":{"tocsin":{
               "value":"firm.age_months","reason":"S01","bins":[{"below":24,"points":0},{"points":10}],
               "missing":{"points":5}}}}]},
             {"WorkflowName":"warnings","Rules":[{"RuleName":"debt","Operator":"Or",
               "Properties":{"tocsin":{"family":"fin","applies_when":"firm.loan == true"}},
               "Rules":[{"RuleName":"red","Expression":"firm.debt_ratio > p.debt_red",
                 "Properties":{"tocsin":{"clear":"firm.debt_ratio < p.debt_red - 0.1","dwell":"30d"}}}]}]}]
            """,
    };

    /// <summary>Reads the rule set with these examples, as JSON objects.</summary>
    public static RuleSetReading Read(params string[] examples)
    {
        var file = $$$"""
            {"product":"loan","as_of":"2026-06-30T08:00:00Z",
             "base":{"features":{"firm.cases":0,"firm.frozen":false,"firm.age_months":60,"firm.debt_ratio":0.5,
               "firm.loan":true}},
             "examples":[{{{string.Join(",\n", examples)}}}]}
            """;
        return RuleSetReader.Read(new RuleFiles(_files.Append(new("examples/loan.json", file))
            .Select(pair => new RuleFile(pair.Key, Encoding.UTF8.GetBytes(pair.Value)))));
    }

    /// <summary>The coverage by these examples of a part that is called so, or of a rule that has no parts.</summary>
    public static RuleCoverage Cover(CoverageRole role, string name, params string[] examples)
    {
        var reading = Read(examples);
        return ExampleCoverage.Of(reading.Tested!, reading.Results).Rules.Single(
            rule => rule.Role == role && (rule.Part.Length > 0 ? rule.Part : rule.Rule) == name);
    }
}
