using Tocsin.Core.Classification;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Tests.Classification;

/// <summary>
/// Two tables of a loan and one that is a draft: <c>grade</c> by the worst row, <c>route</c> by the first, and
/// <c>draft</c>. A loan is <c>weak</c> when it is late, unless its route is <c>spared</c>; <c>bad</c> when it is very
/// late, or by the borrower's other loans; <c>lost</c> when it is written off, by a draft.
/// </summary>
internal static class SmallTables
{
    private const string Features = """
        {"time_zone":"Asia/Shanghai","views":[
          {"name":"loan","per":"exposure","accept_from":["feed","request"],"stale":"10d","features":[
            {"name":"late","type":"integer","min":0,"max":999},{"name":"written_off","type":"flag"},
            {"name":"kind","type":"text","unordered":["old","new"]},{"name":"agreed","type":"flag"},
            {"name":"balance","type":"number","unit":"CNY","min":0},
            {"name":"booked","type":"text"},{"name":"paid","type":"integer","min":0}]},
          {"name":"all","features":[{"name":"balance","aggregate":{"of":"loan.balance","by":"sum"}}]}]}
        """;

    private const string Workflows = """
        [{"WorkflowName":"grade","Rules":[
           {"RuleName":"late","Expression":"loan.late > 0",
            "Properties":{"tocsin":{"result":"weak","unless":{"table":"route","result":"spared"}}}},
           {"RuleName":"very_late","Expression":"loan.late > 90","Properties":{"tocsin":{"result":"bad"}}},
           {"RuleName":"others","Expression":"classified.non_performing_cny > 0.1 * all.balance",
            "Properties":{"tocsin":{"result":"bad"}}},
           {"RuleName":"written_off","Expression":"loan.written_off == true",
            "Properties":{"tocsin":{"result":"lost","draft":true,"source":"hearsay"}}}]},
         {"WorkflowName":"route","Rules":[
           {"RuleName":"old","Expression":"loan.kind == \"old\"","Properties":{"tocsin":{"result":"standard"}}},
           {"RuleName":"agreed","Expression":"loan.agreed == true","Properties":{"tocsin":{"result":"spared"}}}]},
         {"WorkflowName":"draft","Rules":[
           {"RuleName":"large","Expression":"all.balance >= 100","Properties":{"tocsin":{"result":"large"}}}]},
         {"WorkflowName":"upgrade","Rules":[
           {"RuleName":"not_late","Expression":"loan.late == 0"},{"RuleName":"paid","Expression":"loan.paid >= 2"}]}]
        """;

    private static readonly (string Path, string Json)[] _files =
    [
        ("features.json", Features), ("workflows/all.json", Workflows),
        Table("grade", "exposure", "worst", "good", "good", "weak", "bad", "lost"),
        Table("route", "exposure", "first", "standard", "standard", "spared"),
        ("tables/draft.json", Table("draft", "borrower", "worst", "small", "small", "large").Json
            .Replace("\"per\"", "\"draft\":true,\"per\"", StringComparison.Ordinal)),
        ("classification.json", """
            {"category":"grade","size":"draft","renewal":"route","non_performing_from":"bad","balance":"loan.balance",
             "booked":"loan.booked","upgrade":"upgrade"}
            """),
    ];

    /// <summary>The rules.</summary>
    public static RuleSet Rules { get; } = SmallRules.Read(_files);

    /// <summary>The coverage of a row or of a rule of the upgrade by these examples, of a loan as in Loan.</summary>
    public static RuleCoverage Cover(string rule, params IReadOnlyList<string> examples)
    {
        var reading = SmallRules.Reading([.. _files, ("examples/loan.json", $$$"""
            {"as_of":"2026-06-30T08:00:00Z",
             "base":{"features":{"loan.late":0,"loan.written_off":false,"loan.kind":"new","loan.agreed":false,
               "loan.balance":1000,"loan.booked":"good","loan.paid":12}},
             "examples":[{{{string.Join(',', examples)}}}]}
            """)]);
        return ExampleCoverage.Of(reading.Tested!, reading.Results).Rules.Single(known => known.Rule == rule);
    }

    /// <summary>A loan that is sound in every respect, but for what is said of it; null takes a value away.</summary>
    public static Dictionary<string, string> Loan(params (string Name, string? Value)[] changes)
    {
        var values = new Dictionary<string, string>
        {
            ["late"] = "0",
            ["written_off"] = "false",
            ["kind"] = "new",
            ["agreed"] = "false",
            ["balance"] = "1000",
            ["booked"] = "good",
            ["paid"] = "12",
        };
        foreach (var (name, value) in changes)
        {
            if (value is null) values.Remove(name);
            else values[name] = value;
        }

        return values;
    }

    /// <summary>What a table says of one loan, by its answer in words.</summary>
    public static TableAnswer Ask(string table, bool usesDrafts, params (string Name, string? Value)[] changes)
    {
        var (exposures, borrower) = Borrower(Loan(changes));
        // The borrower's other loans are none of a single table's business.
        borrower.Set(ReservedInputs.ClassifiedNonPerforming, FeatureValue.OfNumber(0));
        var profile = BorrowerProfileReader.ReadExposure(borrower, exposures, ExposureId.Parse("L-1"));
        return Rules.Tables[table].Evaluate(profile, usesDrafts);
    }

    /// <summary>Classifies a borrower of these loans, called L-1 and so on.</summary>
    public static BorrowerClassification Classify(
        ClassificationRequest request, params IReadOnlyList<Dictionary<string, string>> loans)
    {
        var (exposures, borrower) = Borrower([.. loans]);
        return ExposureClassifier.Classify(Rules, exposures, borrower, request);
    }

    /// <summary>Classifies the first of these loans.</summary>
    public static ExposureClassification First(params IReadOnlyList<Dictionary<string, string>> loans) =>
        Classify(new ClassificationRequest(), loans).Exposures[0];

    private static (BorrowerExposures Exposures, BorrowerProfile Borrower) Borrower(
        params Dictionary<string, string>[] loans)
    {
        var views = loans.Select((loan, i) => (Key: $"loan[L-{i + 1}]", View: new StoredView(SmallRules.Noon, loan)))
            .ToDictionary(pair => pair.Key, pair => pair.View);
        var stored = new StoredProfile(BorrowerId.Parse("b1"), 1, views);
        var exposures = BorrowerExposures.Of(Rules.Catalogue, stored, []);
        return (exposures, BorrowerProfileReader.Read(Rules.Layout, stored, [], exposures, SmallRules.Noon));
    }

    private static (string Path, string Json) Table(
        string name, string per, string hit, string otherwise, params string[] results) => ($"tables/{name}.json", $$"""
        {"name":"{{name}}","source":"tests","owner":"tests","per":"{{per}}","hit":"{{hit}}","workflow":"{{name}}",
         "results":[{{string.Join(',', results.Select(code => $$"""{"code":"{{code}}"}"""))}}],
         "otherwise":"{{otherwise}}"}
        """);
}
