using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Decisions;

/// <summary>Reasons as PMML 4.4 ranks them: by the side of the baseline that is worse, summed by code.</summary>
public class PointReasonsTests
{
    private const string Features = """
        {"time_zone":"Asia/Shanghai","views":[{"name":"f","accept_from":["feed"],"stale":"10d","features":[
          {"name":"a","type":"integer"},{"name":"b","type":"integer"},{"name":"c","type":"integer"}]}]}
        """;

    // Baselines of 10; the bin of b under 5 has a reason of its own.
    private const string Card = """
        {"WorkflowName":"card","Rules":[
          {"RuleName":"a","Expression":"true","Properties":{"tocsin":{"value":"f.a","reason":"S01","baseline":10,
            "bins":[{"below":5,"points":4},{"below":9,"points":12},{"points":20}]}}},
          {"RuleName":"b","Expression":"true","Properties":{"tocsin":{"value":"f.b","reason":"S01","baseline":10,
            "bins":[{"below":5,"points":2,"reason":"S03"},{"below":9,"points":7},{"points":15}]}}},
          {"RuleName":"c","Expression":"true","Properties":{"tocsin":{"value":"f.c","reason":"S02","baseline":10,
            "bins":[{"below":5,"points":1},{"points":11}]}}}]}
        """;

    [Fact]
    public void Decide_PointsBelow_SumsByCodeAndRanks() =>
        // a loses 6 and b loses 3 under one code; c loses 9 and stands behind it, since the file has it later.
        Assert.Equal([("S01", 9), ("S02", 9)], Reasons("below", 1, 6, 1));

    [Fact]
    public void Decide_BinWithAReasonOfItsOwn_GivesThat() =>
        Assert.Equal([("S03", 8), ("S01", 6)], Reasons("below", 1, 1, 9));

    [Fact]
    public void Decide_PointsAbove_RanksWhatIsOverTheBaseline() =>
        // a is 10 over, b 5 over, both under one code; c is 1 over.
        Assert.Equal([("S01", 15), ("S02", 1)], Reasons("above", 9, 9, 9));

    [Fact]
    public void Decide_EverythingAtTheGoodSideOfTheBaseline_GivesNoPoints() =>
        Assert.Empty(Reasons("below", 9, 9, 9));

    private static List<(string Code, int Points)> Reasons(string side, int a, int b, int c)
    {
        var rules = SmallRules.Read(
            ("features.json", Features), ("workflows/card.json", Card), ("reasons.json", ReasonsJson()),
            ("rating_scales/one.json", """{"name":"one","grades":[{"grade":"A"}]}"""),
            ("policies/loan.json", $$"""
                {"product":"loan","currency":"CNY","rating_scale":"one","score_reasons":9,
                 "scorecard":{"workflow":"card","base_score":{{(side == "above" ? 0 : 600)}},"base_odds":50,
                   "points_to_double_odds":20,
                   "reason_points":"{{side}}" },
                 "outcome":{"approve_up_to_pd":0.0001,"pd_reason":"P01"},
                 "unknown_reasons":{"missing":"P01","stale":"P01","no_score":"P01"} }
                """));
        var stored = SmallRules.Stored("f", SmallRules.Noon, 1, ("a", $"{a}"), ("b", $"{b}"), ("c", $"{c}"));
        var profile = BorrowerProfileReader.Read(rules.Layout, stored, [], SmallRules.Noon);
        return [.. Decider.Decide(rules, rules.Policies["loan"], profile).Reasons
            .Where(reason => reason.Kind == ReasonKind.Score)
            .Select(reason => (reason.Definition.Code, reason.PointsLost))];
    }

    private static string ReasonsJson() => "{\"reasons\":[" + string.Join(',', new[] { "S01", "S02", "S03", "P01" }
        .Select(code => $$$"""{"code":"{{{code}}}","audience":"owner","text":{"zh":"一","en":"One."} }""")) + "]}";
}
