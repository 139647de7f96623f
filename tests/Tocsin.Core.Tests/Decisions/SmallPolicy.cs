using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Tests.Decisions;

/// <summary>A small rule set with one policy, and borrowers for it.</summary>
/// <remarks>
/// A borrower has the values of <see cref="Sound"/> unless a test says otherwise: it passes every knock-out, and has
/// the 100 points of every best bin, so that its log-odds are 5 (PD 0.0067).
/// </remarks>
internal sealed class SmallPolicy
{
    private const string Features = """
        {"time_zone":"Asia/Shanghai","views":[
          {"name":"court","accept_from":["feed"],"stale":"10d","features":[
            {"name":"listed","type":"flag"},{"name":"cases","type":"integer"},{"name":"frozen","type":"flag"}]},
          {"name":"firm","accept_from":["feed","request"],"stale":"10d","features":[
            {"name":"age","type":"integer"},{"name":"sector","type":"text"},
            {"name":"sales","type":"number"},{"name":"debt","type":"number"}]}]}
        """;

    private const string Reasons = """
        {"reasons":[
          {"code":"K01","kind":"knock_out","audience":"owner","text":{"zh":"一","en":"Listed."}},
          {"code":"K02","kind":"knock_out","audience":"owner","text":{"zh":"二","en":"Cases."}},
          {"code":"K03","kind":"knock_out","audience":"owner","text":{"zh":"三","en":"Frozen."}},
          {"code":"S01","kind":"score","audience":"owner","text":{"zh":"四","en":"Age."}},
          {"code":"S02","kind":"score","audience":"owner","text":{"zh":"五","en":"Sector."}},
          {"code":"S03","kind":"score","audience":"owner","text":{"zh":"六","en":"Money."}},
          {"code":"U01","kind":"unknown","audience":"owner","text":{"zh":"七","en":"Missing."}},
          {"code":"U02","kind":"unknown","audience":"owner","text":{"zh":"八","en":"Stale."}},
          {"code":"U03","kind":"unknown","audience":"owner","text":{"zh":"九","en":"No score."}},
          {"code":"P01","kind":"policy","audience":"owner","text":{"zh":"十","en":"Risk."}}]}
        """;

    private const string KnockOuts = """
        {"WorkflowName":"knock_outs","Rules":[
          {"RuleName":"listed","Expression":"court.listed == true",
           "Properties":{"tocsin":{"reason":"K01"}}},
          {"RuleName":"cases","Expression":"court.cases > 3",
           "Properties":{"tocsin":{"reason":"K02","when_unknown":"incomplete"}}},
          {"RuleName":"frozen","Expression":"court.frozen == true",
           "Properties":{"tocsin":{"reason":"K03","when_unknown":"decline"}}}]}
        """;

    // Debt and sales share a reason; sales has no bin for missing.
    private const string Characteristics = """
        {"WorkflowName":"card","Rules":[
          {"RuleName":"age","Expression":"true","Properties":{"tocsin":{"value":"firm.age","reason":"S01",
            "bins":[{"below":12,"points":0},{"below":24,"points":20},{"points":40}],"missing":{"points":5}}}},
          {"RuleName":"sector","Expression":"true","Properties":{"tocsin":{"value":"firm.sector","reason":"S02",
            "bins":[{"in":["mill","shop"],"points":20},{"in":["inn"],"points":0}],"missing":{"points":0}}}},
          {"RuleName":"sales","Expression":"true","Properties":{"tocsin":{"value":"firm.sales","reason":"S03",
            "bins":[{"below":100,"points":0},{"points":20}]}}},
          {"RuleName":"debt","Expression":"true","Properties":{"tocsin":{
            "value":"Fn.Div(firm.debt, firm.sales, 9.0)","reason":"S03","baseline":15,
            "bins":[{"below":0.5,"points":20},{"below":1,"points":10},{"points":0}],"missing":{"points":0}}}}]}
        """;

    /// <summary>The values of a borrower that is approved.</summary>
    public static (string Name, string? Value)[] Sound { get; } =
    [
        ("court.listed", "false"), ("court.cases", "0"), ("court.frozen", "false"),
        ("firm.age", "60"), ("firm.sector", "mill"), ("firm.sales", "1000"), ("firm.debt", "100"),
    ];

    public SmallPolicy(
        double approveUpTo = 0.05, double referUpTo = 0.2, int scoreReasons = 4, int minimumKnown = 2,
        string required = "")
    {
        Rules = SmallRules.Read(
            ("features.json", Features), ("reasons.json", Reasons), ("workflows/knock_outs.json", KnockOuts),
            ("workflows/card.json", Characteristics),
            ("rating_scales/two.json",
                """{"name":"two","grades":[{"grade":"A","pd_up_to":0.05},{"grade":"B"}]}"""),
            ("policies/loan.json", FormattableString.Invariant($$"""
                {"product":"loan","currency":"CNY","required":[{{required}}],"knock_outs":"knock_outs",
                 "scorecard":{"workflow":"card","base_score":0,"base_odds":1,
                   "points_to_double_odds":13.862943611198906,"min_known":{{minimumKnown}}},
                 "rating_scale":"two","score_reasons":{{scoreReasons}},
                 "outcome":{"approve_up_to_pd":{{approveUpTo}},"refer_up_to_pd":{{referUpTo}},"pd_reason":"P01"},
                 "unknown_reasons":{"missing":"U01","stale":"U02","no_score":"U03"} }
                """)));
        Policy = Rules.Policies["loan"];
    }

    public RuleSet Rules { get; }

    public DecisionPolicy Policy { get; }

    /// <summary>Decides on a sound borrower with some values changed, or taken away where null.</summary>
    public Decision Decide(params (string Name, string? Value)[] changes) => Decide([], changes);

    /// <summary>Decides on such a borrower, with some views past their stale limit.</summary>
    public Decision Decide(string[] stale, params (string Name, string? Value)[] changes) =>
        Decider.Decide(Rules, Policy, Profile(stale, changes));

    public BorrowerProfile Profile(string[] stale, params (string Name, string? Value)[] changes)
    {
        var values = Sound.ToDictionary(pair => pair.Name, pair => pair.Value);
        foreach (var (name, value) in changes) values[name] = value;
        var views = values.Where(pair => pair.Value is not null).GroupBy(pair => pair.Key.Split('.')[0]).ToDictionary(
            group => group.Key,
            group => new StoredView(
                stale.Contains(group.Key) ? SmallRules.Noon.AddDays(-11) : SmallRules.Noon,
                group.ToDictionary(pair => pair.Key.Split('.')[1], pair => pair.Value!)));
        var stored = new StoredProfile(BorrowerId.Parse("b1"), 1, views);
        return BorrowerProfileReader.Read(Rules.Layout, stored, [], SmallRules.Noon);
    }
}
