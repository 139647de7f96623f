using System.Text.Json.Nodes;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>
/// A workflow written for another host of RulesEngine runs as it is, once the catalogue names its inputs.
/// </summary>
public sealed class PlainWorkflowTests
{
    private const string Discount = """
        [{
          "WorkflowName": "Discount",
          "Rules": [
            {
              "RuleName": "GiveDiscount10", "SuccessEvent": "10", "ErrorMessage": "One or more rules failed.",
              "ErrorType": "Error", "RuleExpressionType": "LambdaExpression",
              "Expression": "input1.country == \"india\" AND input1.loyaltyFactor <= 2 AND input1.total >= 5000"
            },
            {
              "RuleName": "GiveShare", "Expression": "input1.loyaltyFactor > 0",
              "Actions": { "OnSuccess": { "Name": "OutputExpression",
                "Context": { "Expression": "input1.total / input1.loyaltyFactor" } } }
            },
            { "RuleName": "InBranch", "Expression": "lender.branch == \"hz-xihu\"" },
            {
              "RuleName": "Any", "Operator": "Or", "SuccessEvent": "any",
              "Rules": [
                { "RuleName": "Chinese", "Expression": "input1.country == \"中国\"" },
                { "RuleName": "Large", "Expression": "input1.total > 1000000" }
              ]
            }
          ]
        }]
        """;

    [Fact]
    public async Task EvaluateWorkflow_PlainFile_GivesEachRulesOutcomeAndOutput()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var decisions = new DecisionService.DecisionServiceClient(server.Channel);

        var answer = await decisions.EvaluateWorkflowAsync(Request("india", 2, 6_000));
        var unknown = await decisions.EvaluateWorkflowAsync(new EvaluateWorkflowRequest { Workflow = "Discount" });
        var chinese = await decisions.EvaluateWorkflowAsync(Request("中国", 0, 6_000));

        var results = answer.Results.ToDictionary(result => result.Rule);
        var discount = results["GiveDiscount10"];
        Assert.Equal((RuleOutcome.Hit, "10"), (discount.Outcome, discount.SuccessEvent));
        Assert.Equal(3_000, results["GiveShare"].Output.Number);
        Assert.Equal(RuleOutcome.Miss, results["Any"].Outcome);
        Assert.Equal(["Chinese", "Large"], results["Any"].Nested.Select(nested => nested.Rule));
        Assert.All(unknown.Results, result => Assert.Equal(RuleOutcome.Unknown, result.Outcome));
        Assert.Equal((RuleOutcome.Hit, "any"), (chinese.Results[3].Outcome, chinese.Results[3].SuccessEvent));
        Assert.Equal(RuleOutcome.Miss, chinese.Results[1].Outcome);
        Assert.Null(chinese.Results[1].Output);
    }

    [Fact]
    public async Task EvaluateWorkflow_Labels_AreNeverTheRequests()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var decisions = new DecisionService.DecisionServiceClient(server.Channel);
        var features = new FeatureService.FeatureServiceClient(server.Channel);
        await features.PutFeaturesAsync(new PutFeaturesRequest
        {
            BorrowerId = "b-label",
            Views = { View("lender", ("branch", Text("hz-xihu"))) },
        });
        var carried = View("lender", ("branch", Text("sh-pudong")));
        var ofNobody = new EvaluateWorkflowRequest { Workflow = "Discount", Views = { carried } };
        var ofKnown = new EvaluateWorkflowRequest(ofNobody) { BorrowerId = "b-label" };

        var known = await decisions.EvaluateWorkflowAsync(ofKnown);
        var nobody = await decisions.EvaluateWorkflowAsync(ofNobody);

        Assert.Equal(RuleOutcome.Hit, known.Results[2].Outcome);
        Assert.Equal(RuleOutcome.Unknown, nobody.Results[2].Outcome);
    }

    private static EvaluateWorkflowRequest Request(string country, int loyalty, double total) => new()
    {
        Workflow = "Discount",
        Views =
        {
            View("input1", ("country", Text(country)), ("loyaltyFactor", Integer(loyalty)), ("total", Number(total))),
        },
    };

    private static async Task<ServerProcess> StartAsync(TemporaryFolder folder)
    {
        var rules = folder.CopyOf(ProjectFolder.Rules, "rules");
        await File.WriteAllTextAsync(Path.Combine(rules, "workflows", "discount.json"), Discount);
        var catalogue = Path.Combine(rules, "features.json");
        var json = JsonNode.Parse(await File.ReadAllTextAsync(catalogue))!;
        json["views"]!.AsArray().Add(JsonNode.Parse("""
            {
              "name": "input1", "per": "borrower", "accept_from": ["request"], "title": {"zh": "输入", "en": "Input"},
              "features": [
                {"name": "country", "type": "text", "title": {"zh": "国家", "en": "Country"}},
                {"name": "loyaltyFactor", "type": "integer", "title": {"zh": "忠诚度", "en": "Loyalty"}},
                {"name": "total", "type": "number", "title": {"zh": "总额", "en": "Total"}}
              ]
            }
            """));
        await File.WriteAllTextAsync(catalogue, json.ToJsonString());
        return await ServerProcess.StartReadyAsync(folder.At("data"), "Samples:Enabled=false", $"Rules:Folder={rules}");
    }
}
