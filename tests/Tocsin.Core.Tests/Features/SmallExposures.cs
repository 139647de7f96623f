using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Tests.Features;

/// <summary>A catalogue with a view per exposure and what is computed from it, and rules on both.</summary>
internal static class SmallExposures
{
    private const string Features = """
        {"time_zone":"Asia/Shanghai","views":[
          {"name":"firm","accept_from":["feed"],"features":[{"name":"debt","type":"number"}]},
          {"name":"loan","per":"exposure","accept_from":["feed"],"stale":"10d","features":[
            {"name":"balance","type":"number","unit":"CNY","min":0},{"name":"late","type":"integer","min":0,"max":999},
            {"name":"secured","type":"flag"},{"name":"matures","type":"date"}]},
          {"name":"all","features":[
            {"name":"count","aggregate":{"by":"count"}},
            {"name":"secured","aggregate":{"of":"loan.secured","by":"count"}},
            {"name":"balance","aggregate":{"of":"loan.balance","by":"sum"}},
            {"name":"late","aggregate":{"of":"loan.late","by":"max"}},
            {"name":"matures","aggregate":{"of":"loan.matures","by":"max"}},
            {"name":"any","aggregate":{"of":"loan.secured","by":"any"}}]}]}
        """;

    private const string Indicators = """
        {"WorkflowName":"early","Rules":[
          {"RuleName":"late","Operator":"Or","Properties":{"tocsin":{"family":"loan","strength":"hard",
            "per":"exposure"}},"Rules":[
            {"RuleName":"orange","Expression":"loan.late > 30"},{"RuleName":"red","Expression":"loan.late > 90"}]},
          {"RuleName":"total","Operator":"Or","Properties":{"tocsin":{"family":"loan"}},"Rules":[
            {"RuleName":"yellow","Expression":"all.balance > 100"}]}]}
        """;

    /// <summary>The rules, as activation 7.</summary>
    public static ActivatedRuleSet Rules { get; } = new(
        SmallRules.Read(
            ("features.json", Features), ("workflows/early.json", Indicators),
            ("warnings.json", """
                {"workflows":["early"],"families":[{"code":"loan","title":{"zh":"贷","en":"Loan"}}]}
                """)),
        7, SmallRules.Noon);

    /// <summary>The layout of the catalogue.</summary>
    public static InputLayout Layout => Rules.Set.Layout;

    /// <summary>What is stored: values by view key, each with its age in days.</summary>
    public static StoredProfile Stored(params (string Key, int Age, (string, string)[] Values)[] views) => new(
        BorrowerId.Parse("b1"), 1, views.ToDictionary(
            view => view.Key,
            view => new StoredView(
                SmallRules.Noon.AddDays(-view.Age),
                view.Values.ToDictionary(pair => pair.Item1, pair => pair.Item2))));

    /// <summary>The borrower's profile at noon.</summary>
    public static BorrowerProfile Read(StoredProfile stored) =>
        BorrowerProfileReader.Read(Layout, stored, [], SmallRules.Noon);

    /// <summary>A value as text; null when it is not present.</summary>
    public static string? Value(BorrowerProfile profile, string name) =>
        profile.ValueOf(Layout.Find(name)!)?.ToCanonicalText();
}
