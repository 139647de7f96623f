using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Tests.Decisions;

/// <summary>
/// A small rule set whose one product has caps, a price, conditions and a grading; and borrowers for it.
/// </summary>
/// <remarks>
/// The PD is what the borrower says it is (<c>firm.pd</c>), so that goldens can be written for round ones. A sound
/// borrower has a PD of 3 %, a cash flow that carries 400,000, and no events.
/// </remarks>
internal sealed class OfferPolicy
{
    private const string Features = """
        {"time_zone":"Asia/Shanghai","views":[
          {"name":"firm","accept_from":["feed","request"],"stale":"10d","features":[
            {"name":"pd","type":"number"},{"name":"cash","type":"number"},{"name":"sales","type":"number"},
            {"name":"listed","type":"flag"},{"name":"client","type":"flag"},{"name":"late","type":"integer"},
            {"name":"cases","type":"integer"}]},
          {"name":"bureau","accept_from":["request"],"stale":"10d","paid":true,"consent":true,"features":[
            {"name":"overdue","type":"integer"},{"name":"queries","type":"integer"}]}]}
        """;

    private const string Parameters = """
        {"parameters":[
          {"name":"lgd","value":0.45,"unit":"fraction","source":"s","owner":"o","review_date":"2027-01-01"},
          {"name":"top","value":0.2,"unit":"fraction","source":"s","owner":"o","review_date":"2027-01-01"}]}
        """;

    private const string Workflows = """
        [{"WorkflowName":"knock_outs","Rules":[
          {"RuleName":"listed","Expression":"firm.listed == true","Properties":{"tocsin":{"reason":"K01"}}},
          {"RuleName":"overdue","Expression":"bureau.overdue > 0","Properties":{"tocsin":{"reason":"K02"}}},
          {"RuleName":"half_of_sales","Expression":"request.amount > firm.sales / 2",
           "Properties":{"tocsin":{"reason":"K03"}}},
          {"RuleName":"large_with_cases","Expression":"request.amount > 150000 and firm.cases > 9",
           "Properties":{"tocsin":{"reason":"K01"}}}]},
         {"WorkflowName":"model","Rules":[
          {"RuleName":"log_odds","Expression":"true","Actions":{"OnSuccess":{"Name":"OutputExpression",
            "Context":{"Expression":"Fn.Logit(firm.pd + (request.amount > 350000 ? 0.04 : 0.0))"}}}}]},
         {"WorkflowName":"caps","Rules":[
          {"RuleName":"cash","Expression":"true","Actions":{"OnSuccess":{"Name":"OutputExpression",
            "Context":{"Expression":"firm.cash / 1.25"}}},"Properties":{"tocsin":{"reason":"L01"}}},
          {"RuleName":"stranger","Expression":"firm.client == false","Actions":{"OnSuccess":{
            "Name":"OutputExpression","Context":{"Expression":"100999.0"}}},"Properties":{"tocsin":{"reason":"L02"}}}]},
         {"WorkflowName":"price","Rules":[
          {"RuleName":"funding","Expression":"true","Actions":{"OnSuccess":{"Name":"OutputExpression",
            "Context":{"Expression":"0.03"}}},"Properties":{"tocsin":{"component":"funding","base":true}}},
          {"RuleName":"opex","Expression":"true","Actions":{"OnSuccess":{"Name":"OutputExpression",
            "Context":{"Expression":"0.012"}}},"Properties":{"tocsin":{"component":"opex"}}},
          {"RuleName":"loss","Expression":"true","Actions":{"OnSuccess":{"Name":"OutputExpression",
            "Context":{"Expression":"decision.pd * p.lgd"}}},"Properties":{"tocsin":{"component":"loss"}}},
          {"RuleName":"capital","Expression":"true","Actions":{"OnSuccess":{"Name":"OutputExpression",
            "Context":{"Expression":"Fn.CapitalRetail(decision.pd, p.lgd) * 0.12 / (1 - 0.25)"}}},
            "Properties":{"tocsin":{"component":"capital"}}},
          {"RuleName":"late_payer","Expression":"firm.late > 2","Actions":{"OnSuccess":{"Name":"OutputExpression",
            "Context":{"Expression":"0.01"}}},"Properties":{"tocsin":{"component":"late_payer"}}}]},
         {"WorkflowName":"conditions","Rules":[
          {"RuleName":"large","Expression":"decision.amount >= 250000",
           "Properties":{"tocsin":{"condition":"C01","due":"5wd","title":{"zh":"开户","en":"Account."}}}},
          {"RuleName":"dear","Expression":"decision.annual_rate >= 0.07",
           "Properties":{"tocsin":{"condition":"C02","title":{"zh":"担保","en":"Guarantee."}}}}]},
         {"WorkflowName":"behaviour","Rules":[
          {"RuleName":"poor","Expression":"firm.late > 5","Properties":{"tocsin":{"class":"poor"}}}]},
         {"WorkflowName":"events","Rules":[
          {"RuleName":"case","Expression":"firm.cases > 0","Properties":{"tocsin":{"notches":1,"reason":"N01"}}},
          {"RuleName":"cases","Expression":"firm.cases > 3","Properties":{"tocsin":{"notches":2,"reason":"N01"}}}]}]
        """;

    private const string Scale = """
        {"name":"five","grades":[{"grade":"A","pd_up_to":0.01,"pd":0.005},{"grade":"B","pd_up_to":0.04,"pd":0.03},
          {"grade":"C","pd_up_to":0.08,"pd":0.06},{"grade":"D","pd_up_to":0.2,"pd":0.15},{"grade":"E","pd":0.4}]}
        """;

    private const string Matrix = """
        {"name":"matrix","source":"s","classes":["fair","poor"],"rows":[
          {"grade":"A","grades":["A","B"]},{"grade":"B","grades":["B","C"]},{"grade":"C","grades":["C","D"]},
          {"grade":"D","grades":["D","E"]},{"grade":"E","grades":["E","E"]}]}
        """;

    /// <summary>The product; pieces of its policy may be said otherwise.</summary>
    public OfferPolicy(string limit = "", string price = "", string grading = "")
    {
        Rules = SmallRules.Read(
            ("features.json", Features), ("parameters.json", Parameters), ("workflows/all.json", Workflows),
            ("reasons.json", ReasonsJson()), ("rating_scales/five.json", Scale),
            ("rating_matrices/matrix.json", Matrix), ("policies/loan.json", $$"""
                {"product":"loan","currency":"CNY","amount":{"min":10000,"max":1000000,"step":1000},
                 "knock_outs":"knock_outs","required":["bureau.queries"],
                 "formula":{"workflow":"model","rule":"log_odds"},"rating_scale":"five",
                 "outcome":{"approve_up_to_pd":0.05,"refer_up_to_pd":0.1,"pd_reason":"P01"},
                 "limit":{"caps":"caps"{{limit}} },"price":{"components":"price","repayment":"monthly"{{price}} },
                 "conditions":"conditions"{{grading}},
                 "unknown_reasons":{"missing":"U01","stale":"U02","no_score":"U03"},"refer_to":"officer"}
                """));
        Policy = Rules.Policies["loan"];
    }

    /// <summary>The policy's grading, as a piece of it.</summary>
    public static string Grading(string atMost = "") => $$"""
        ,"grading":{"matrix":"matrix","behaviour":{"workflow":"behaviour","otherwise":"fair"},
          "events":{"workflow":"events"{{atMost}} } }
        """;

    public RuleSet Rules { get; }

    public DecisionPolicy Policy { get; }

    /// <summary>Decides on an amount for a sound borrower with some values changed, or taken away where null.</summary>
    public Decision Decide(double? amount, params (string Name, string? Value)[] changes) =>
        Decide(amount, DecisionDepth.Whole, changes);

    /// <summary>Decides to a depth.</summary>
    public Decision Decide(double? amount, DecisionDepth depth, params (string Name, string? Value)[] changes)
    {
        var values = new Dictionary<string, string?>
        {
            ["firm.pd"] = "0.03",
            ["firm.cash"] = "500000",
            ["firm.sales"] = "2000000",
            ["firm.listed"] = "false",
            ["firm.client"] = "true",
            ["firm.late"] = "0",
            ["firm.cases"] = "0",
            ["bureau.overdue"] = "0",
            ["bureau.queries"] = "1",
        };
        foreach (var (name, value) in changes) values[name] = value;
        var views = values.Where(pair => pair.Value is not null).GroupBy(pair => pair.Key.Split('.')[0]).ToDictionary(
            group => group.Key, group => new StoredView(
                SmallRules.Noon, group.ToDictionary(pair => pair.Key.Split('.')[1], pair => pair.Value!)));
        var profile = BorrowerProfileReader.Read(
            Rules.Layout, new StoredProfile(BorrowerId.Parse("b1"), 1, views), [], SmallRules.Noon);
        new DecisionRequest(ApplicationKind.New, amount, 12).WriteTo(profile);
        return Decider.Decide(Rules, Policy, profile, depth);
    }

    private static string ReasonsJson()
    {
        string[] codes = ["K01", "K02", "K03", "L01", "L02", "N01", "P01", "U01", "U02", "U03"];
        return "{\"reasons\":[" + string.Join(',', codes.Select(code =>
            $$$"""{"code":"{{{code}}}","audience":"owner","text":{"zh":"一","en":"One."}}""")) + "]}";
    }
}
