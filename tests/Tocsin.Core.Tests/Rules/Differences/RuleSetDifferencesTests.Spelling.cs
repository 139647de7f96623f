using System.Text.Json.Nodes;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Differences;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Differences;

/// <summary>Expressions may spell inputs in any case, and read them all the same.</summary>
public sealed partial class RuleSetDifferencesTests
{
    [Theory]
    [InlineData("""Warnings.Level >= "red" """)]
    [InlineData("""CONNECTED.owner_level >= "red" """)]
    [InlineData("Data.WARNINGS_AGE_DAYS > 3")]
    public void Between_DecisionsThatSpellWarningsOtherwise_AreReachedByThem(string expression)
    {
        var before = Deciding(root => Rules(root)[0]!["Expression"] = expression);
        var after = Edited(before, "parameters.json", Parameter("ltv_red", node => node["value"] = 0.99));

        Assert.DoesNotContain(RuleSetReader.Read(before).Problems, problem => problem.Code == "NAME_UNKNOWN");
        Assert.Equal(RuleReach.Warnings | RuleReach.Decisions, RuleSetDifferences.Between(before, after).Reach);
    }

    [Fact]
    public void Between_DecisionsThatReadNoWarnings_AreNotReachedByThem()
    {
        var before = Deciding(root => Rules(root)[0]!["Expression"] = "false");
        var after = Edited(before, "parameters.json", Parameter("ltv_red", node => node["value"] = 0.99));

        Assert.Equal(RuleReach.Warnings, RuleSetDifferences.Between(before, after).Reach);
    }

    [Fact]
    public void Between_ParamSpelledAsAViewButForCase_HidesNoReadOfIt()
    {
        var before = Deciding(root =>
        {
            root["GlobalParams"] = JsonNode.Parse("""[{"Name":"Warnings","Expression":"1"}]""");
            Rules(root)[0]!["Expression"] = """Warnings.level >= "red" and Warnings == 1""";
        });
        var after = Edited(before, "parameters.json", Parameter("ltv_red", node => node["value"] = 0.99));

        Assert.Equal(RuleReach.Warnings | RuleReach.Decisions, RuleSetDifferences.Between(before, after).Reach);
    }

    [Fact]
    public void Between_FeatureThatARuleSpellsOtherwise_NamesTheRule()
    {
        var before = EditedRules.With("workflows/knock_outs.json", "registry.age_months", "Registry.Age_Months");
        var after = Edited(before, "features.json", root => root["views"]!.AsArray()
            .Single(view => (string)view!["name"]! == "registry")!["features"]!.AsArray()
            .Single(feature => (string)feature!["name"]! == "age_months")!["type"] = "number");

        Assert.Contains(
            "mse_knock_outs/firm_too_young",
            Assert.Single(RuleSetDifferences.Between(before, after).Differences).Affects);
    }

    // Nothing else of its decisions reads how warnings stand.
    private static RuleFiles Deciding(Action<JsonNode> edit)
    {
        string[] others = ["warnings.limit_frozen", "warnings.level", "connected.group_exposure_cny"];
        var files = EditedRules.Shipped;
        foreach (var path in new[] { "workflows/knock_outs.json", "workflows/mse_limit_caps.json" })
        {
            files = Rewritten(files, path, root => JsonNode.Parse(others.Aggregate(
                root.ToJsonString(), (text, other) => text.Replace(other, "request.kind", StringComparison.Ordinal)))!);
        }

        return Edited(files, "workflows/knock_outs.json", edit);
    }
}
