using Microsoft.Extensions.Time.Testing;
using Tocsin.Core.Decisions.Recourse;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Tests.Decisions.Recourse;

/// <summary>A rule set of one view <c>v</c> and one policy, and recourse for borrowers of it.</summary>
/// <param name="features">The members of the view's features.</param>
/// <param name="knockOuts">The conditions that decline.</param>
internal sealed class SmallRecourse(string features, params IReadOnlyList<string> knockOuts)
{
    private RuleSet? _rules;

    /// <summary>The members of the scorecard's rules, each with its bins; approved are ten points and more.</summary>
    public IReadOnlyList<(string Value, string Bins)> Card { get; init; } = [("1.0", """{"points":10}""")];

    /// <summary>True when the reason of the knock-outs is for named staff only.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Further members of the policy, such as <c>"required":["v.x"],</c>.</summary>
    public string Policy { get; init; } = "";

    /// <summary>A further member of the policy's amount: its step.</summary>
    public string Step { get; init; } = "";

    public RuleSet Rules => _rules ??= SmallRules.Read(
        ("features.json", Catalogue(features)),
        ("reasons.json", $$"""
            {"reasons":[{"code":"R01","kind":"policy","audience":"{{(IsRestricted ? "restricted" : "owner")}}",
              {{(IsRestricted ? "\"shown_as\":\"R02\"," : "")}} "text":{"zh":"一","en":"Some reason."} },
             {"code":"R02","kind":"policy","audience":"owner","text":{"zh":"二","en":"Another."} }]}
            """),
        ("workflows/k.json", $$"""
            {"WorkflowName":"k","Rules":[{{string.Join(",", knockOuts.DefaultIfEmpty("1 > 2").Select(KnockOut))}}]}
            """),
        ("workflows/card.json", $$"""
            {"WorkflowName":"card","Rules":[{{string.Join(",", Card.Select(Characteristic))}}]}
            """),
        ("rating_scales/one.json", """{"name":"one","grades":[{"grade":"A"}]}"""),
        ("policies/loan.json", $$"""
            {"product":"loan","currency":"CNY","amount":{"min":100,"max":100000{{Step}} },"knock_outs":"k",{{Policy}}
             "scorecard":{"workflow":"card","base_score":10,"base_odds":19,"points_to_double_odds":20},
             "rating_scale":"one","outcome":{"approve_up_to_pd":0.0500001,"pd_reason":"R02"},
             "unknown_reasons":{"missing":"R02","stale":"R02","no_score":"R02"} }
            """));

    /// <summary>A catalogue with one view.</summary>
    public static string Catalogue(string features) => $$"""
        {"time_zone":"Asia/Shanghai","views":[
         {"name":"v","accept_from":["feed"],"stale":"10d","features":[{{features}}]}]}
        """;

    public RecourseAnswer Find(params IReadOnlyList<(string Name, FeatureValue Value)> values) =>
        Find(null, null, values);

    public RecourseAnswer Find(
        RecourseOptions? options, TimeProvider? time, params IReadOnlyList<(string Name, FeatureValue Value)> values) =>
        RecourseSearch.Find(Rules, Rules.Policies["loan"], Profile(values), time ?? new FakeTimeProvider(), options);

    public BorrowerProfile Profile(params IReadOnlyList<(string Name, FeatureValue Value)> values)
    {
        var profile = new BorrowerProfile(Rules.Layout, SmallRules.Noon);
        foreach (var (name, value) in values) profile.Set(name, value);
        return profile;
    }

    private static string KnockOut(string condition, int number) => $$"""
        {"RuleName":"k{{number}}","Expression":"{{condition}}","Properties":{"tocsin":{"reason":"R01"} } }
        """;

    private static string Characteristic((string Value, string Bins) rule, int number) => $$"""
        {"RuleName":"c{{number}}","Expression":"true","Properties":{"tocsin":{
         "value":"{{rule.Value}}","reason":"R02","bins":[{{rule.Bins}}],"missing":{"points":0} } } }
        """;

    /// <summary>The changes of an answer's first option, such as <c>v.debt 9 to 5</c>.</summary>
    public static string First(RecourseAnswer answer) => answer.Options.Count == 0 ? $"{answer.Status}"
        : Text(answer.Options[0]);

    /// <summary>The changes of an option.</summary>
    public static string Text(RecourseOption option) => string.Join(", ", option.Changes.Select(change =>
        $"{change.Input.Name} {change.From} to {change.To}"));
}
