using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Tests.Warnings;

/// <summary>A small rule set with indicators over one view, and what tests of warnings do with it.</summary>
internal static class SmallIndicators
{
    /// <summary>Most tests use it: yellow from 10, orange from 20, red from 30; each dwells ten days.</summary>
    public const string Debt = """
        {"RuleName":"debt","Operator":"Or","Properties":{"tocsin":{"family":"fin","actions":["A01"],
          "title":{"zh":"债","en":"Debt"},"applies_when":"firm.active == true"}},"Rules":[
          {"RuleName":"yellow","Expression":"firm.debt >= 10","Properties":{"tocsin":{"dwell":"10d"}}},
          {"RuleName":"orange","Expression":"firm.debt >= 20","Properties":{"tocsin":{
            "clear":"firm.debt < 15","dwell":"10d"}}},
          {"RuleName":"red","Expression":"firm.debt >= 30","Properties":{"tocsin":{"dwell":"10d"}}}]}
        """;

    /// <summary>A hard indicator of another family, over a personal feature, that clears at once.</summary>
    public const string Court = """
        {"RuleName":"court","Operator":"Or","Properties":{"tocsin":{"family":"jud","strength":"hard"}},"Rules":[
          {"RuleName":"red","Expression":"firm.cases > 0 and firm.owner_cases > 0"}]}
        """;

    private const string Features = """
        {"time_zone":"Asia/Shanghai","views":[{"name":"firm","accept_from":["feed"],"stale":"20d","features":[
          {"name":"active","type":"flag"},{"name":"debt","type":"number","unit":"CNY"},
          {"name":"cases","type":"integer"},{"name":"owner_cases","type":"integer","personal":true},
          {"name":"branch","type":"text","label":true}]}]}
        """;

    public static DateTimeOffset Noon => SmallRules.Noon;

    public static BorrowerId Borrower { get; } = BorrowerId.Parse("b1");

    /// <summary>The rule set of both indicators, as activation 7.</summary>
    public static ActivatedRuleSet Both { get; } = Rules(7, Debt, Court);

    /// <summary>A rule set of the given indicators.</summary>
    public static ActivatedRuleSet Rules(long activation, params string[] indicators) =>
        RulesWith("", activation, indicators);

    /// <summary>A rule set of the given indicators and of what more <c>warnings.json</c> says.</summary>
    public static ActivatedRuleSet RulesWith(string more, long activation, params string[] indicators)
    {
        var set = SmallRules.Read(
            ("features.json", Features),
            ("actions.json", """{"actions":[{"code":"A01","title":{"zh":"看","en":"Look"}}]}"""),
            ("workflows/early.json", $$"""{"WorkflowName":"early","Rules":[{{string.Join(',', indicators)}}]}"""),
            ("warnings.json", $$$"""
                {"workflows":["early"],{{{more}}}"families":[
                  {"code":"fin","title":{"zh":"财","en":"Money"}},{"code":"jud","title":{"zh":"法","en":"Court"}}]}
                """));
        return new ActivatedRuleSet(set, activation, Noon);
    }

    /// <summary>The stored features of the borrower: active, with a debt and, if given, other values.</summary>
    public static StoredProfile Stored(
        double? debt, long revision = 1, int day = 0, params (string Name, string Value)[] others)
    {
        List<(string, string)> values = [("active", "true"), .. others];
        if (debt is { } known) values.Add(("debt", FeatureValue.OfNumber(known).ToCanonicalText()));
        // The last of several values of one name counts.
        var distinct = values.GroupBy(pair => pair.Item1).Select(group => group.Last()).ToArray();
        return SmallRules.Stored("firm", Noon.AddDays(day), revision, distinct);
    }

    /// <summary>A profile as of a day, observed on a day.</summary>
    public static BorrowerProfile Profile(StoredProfile stored, double asOfDay) =>
        BorrowerProfileReader.Read(Both.Set.Layout, stored, [], Noon.AddDays(asOfDay));
}
