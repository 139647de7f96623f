using System.Text.Json.Nodes;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Differences;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Differences;

/// <summary>Rules that no policy names reach what takes them in, or has them evaluated.</summary>
public sealed partial class RuleSetDifferencesTests
{
    private const string Shared = "workflows/shared.json";

    [Fact]
    public void Between_RuleThatIsTakenIn_ReachesWhatTakesItIn()
    {
        var before = Sharing("workflows/knock_outs.json");
        var after = Edited(before, Shared, root => Rules(root)[0]!["Expression"] = "firm.x < 2");

        var differences = RuleSetDifferences.Between(before, after);

        var only = Assert.Single(differences.Differences);
        Assert.Equal((RuleSubjectKind.KnockOut, "shared/first"), (only.Kind, only.Subject));
        Assert.Equal(["mse_working_capital"], only.Products);
        Assert.Equal(RuleReach.Decisions, differences.Reach);
    }

    [Fact]
    public void Between_RuleThatIsTakenInThroughAnother_ReachesWhatTakesItIn()
    {
        var before = Rewritten(Sharing("workflows/knock_outs.json"), Shared, root =>
        {
            root["WorkflowsToInject"] = new JsonArray("more");
            return new JsonArray(root, JsonNode.Parse(
                """{"WorkflowName":"more","Rules":[{"RuleName":"second","Expression":"p.only > 1"}]}"""));
        });
        var after = Edited(before, Shared, root => Rules(root[1]!)[0]!["Expression"] = "p.only > 2");

        Assert.Equal(RuleReach.Decisions, RuleSetDifferences.Between(before, after).Reach);
    }

    [Fact]
    public void Between_RuleThatWarningsTakeIn_ReachesWarnings()
    {
        var before = Sharing("workflows/early_warning_col.json");
        var after = Edited(before, Shared, root => Rules(root)[0]!["Expression"] = "firm.x < 2");

        var only = Assert.Single(RuleSetDifferences.Between(before, after).Differences);

        Assert.Equal((RuleSubjectKind.Indicator, RuleReach.Warnings), (only.Kind, only.Reach));
    }

    [Fact]
    public void Between_ParameterThatOnlyRulesThatAreTakenInRead_ReachesWhatTakesThemIn()
    {
        var before = Edited(Sharing("workflows/knock_outs.json"), "parameters.json", root =>
            root["parameters"]!.AsArray().Add(JsonNode.Parse("""{"name":"only","value":1}""")));
        var after = Edited(before, "parameters.json", Parameter("only", node => node["value"] = 2));

        var only = Assert.Single(RuleSetDifferences.Between(before, after).Differences);

        Assert.Equal(["shared/first"], only.Affects);
        Assert.Equal(["mse_working_capital"], only.Products);
        Assert.Equal(RuleReach.Decisions, only.Reach);
    }

    [Fact]
    public void Between_ParameterBehindAParamOfWhatTakesARuleIn_ReachesIt()
    {
        var before = Edited(Sharing("workflows/knock_outs.json", "around > 1"), "parameters.json", root =>
            root["parameters"]!.AsArray().Add(JsonNode.Parse("""{"name":"only","value":1}""")));
        before = Edited(before, "workflows/knock_outs.json", root => root["GlobalParams"] =
            new JsonArray(new JsonObject { ["Name"] = "around", ["Expression"] = "p.only" }));
        var after = Edited(before, "parameters.json", Parameter("only", node => node["value"] = 2));

        var only = Assert.Single(RuleSetDifferences.Between(before, after).Differences);

        Assert.Equal(["shared/first"], only.Affects);
        Assert.Equal(RuleReach.Decisions, only.Reach);
    }

    [Fact]
    public void Between_RuleThatAnotherHasEvaluated_ReachesWhatThatIsFor()
    {
        var before = Edited(Sharing("workflows/knock_outs.json"), "workflows/knock_outs.json", root =>
        {
            root.AsObject().Remove("WorkflowsToInject");
            Rules(root)[0]!["Actions"] = JsonNode.Parse("""
                {"OnSuccess":{"Name":"EvaluateRule","Context":{"WorkflowName":"shared","ruleName":"first"}}}
                """);
        });
        var after = Edited(before, Shared, root => Rules(root)[0]!["Expression"] = "firm.x < 2");

        var only = Assert.Single(RuleSetDifferences.Between(before, after).Differences);

        Assert.Equal((RuleSubjectKind.Rule, RuleReach.Decisions), (only.Kind, only.Reach));
    }

    [Fact]
    public void Between_WorkflowsThatTakeEachOtherIn_AreToldOf()
    {
        var before = Edited(Sharing("workflows/knock_outs.json"), Shared,
            root => root["WorkflowsToInject"] = new JsonArray("mse_knock_outs", "shared", "nowhere"));
        var after = Edited(before, Shared, root => Rules(root)[0]!["Expression"] = "firm.x < 2");

        Assert.Equal(RuleReach.Decisions, RuleSetDifferences.Between(before, after).Reach);
    }

    [Fact]
    public void Between_MoreRulesTakenInThanAnySetMayHold_LeavesNothingProven()
    {
        // Each takes all after it in: half a million workflows to look into.
        var chain = new JsonArray([.. Enumerable.Range(0, 1_000).Select(i => JsonNode.Parse(
            $$"""{"WorkflowName":"c{{i}}","WorkflowsToInject":["c{{i + 1}}"]}"""))]);
        var before = new RuleFiles(
            EditedRules.Shipped.Files.Concat(EditedRules.Of((Shared, chain.ToJsonString())).Files));
        var after = Edited(before, "parameters.json", Parameter("firm_age_min", node => node["value"] = 13));

        Assert.Equal(RuleReach.All, RuleSetDifferences.Between(before, after).Reach);
    }

    // One more workflow that another takes rules from.
    private static RuleFiles Sharing(string path, string expression = "p.only > 1") => Edited(
        new RuleFiles(EditedRules.Shipped.Files.Concat(EditedRules.Of((Shared, new JsonObject
        {
            ["WorkflowName"] = "shared",
            ["Rules"] = new JsonArray(new JsonObject { ["RuleName"] = "first", ["Expression"] = expression }),
        }.ToJsonString())).Files)),
        path, root => root["WorkflowsToInject"] = new JsonArray("shared"));

    private static RuleFiles Edited(RuleFiles files, string path, Action<JsonNode> edit) =>
        Rewritten(files, path, root =>
        {
            edit(root);
            return root;
        });

    private static RuleFiles Rewritten(RuleFiles files, string path, Func<JsonNode, JsonNode> edit)
    {
        var json = edit(JsonNode.Parse(files.Files.Single(file => file.Path == path).Content.Span)!).ToJsonString();
        return new RuleFiles(files.Files.Where(file => file.Path != path).Concat(EditedRules.Of((path, json)).Files));
    }
}
