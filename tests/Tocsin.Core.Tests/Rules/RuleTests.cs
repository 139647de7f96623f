using System.Text.Json.Nodes;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Tests.Rules.Equality;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public sealed class RuleTests
{
    [Theory]
    [InlineData("v.n > 1 and v.m > 1", "v.n Missing, v.m Stale", false)]
    [InlineData("v.n > 1 or v.i / v.j > 1", "v.n Missing", true)]
    [InlineData("v.i / v.j > 1", "", true)]
    public void WhyUnknown_ValuesNotThereOrFailure_TellsEach(string expression, string absent, bool hasFailed)
    {
        var (rule, profile) = Made($$"""{"RuleName": "r", "Expression": "{{expression}}"}""");

        var cause = rule.WhyUnknown(profile);

        Assert.Equal(RuleOutcome.Unknown, rule.Evaluate(profile));
        Assert.Equal(absent, string.Join(", ", cause.Absent.Select(input => $"{input.Slot.Name} {input.Absence}")));
        Assert.Equal(hasFailed, cause.Failure is DivideByZeroException);
    }

    [Fact]
    public void WhyUnknown_NestedRuleThatFails_TellsTheFailure()
    {
        var (rule, profile) = Made("""
            {"RuleName": "r", "Operator": "And", "Rules": [
              {"RuleName": "a", "Expression": "v.f"}, {"RuleName": "b", "Expression": "v.i / v.j > 1"}]}
            """);

        Assert.IsType<DivideByZeroException>(rule.WhyUnknown(profile).Failure);
    }

    // i is 2, j 0, f true; n was never given, m is stale.
    private static (Rule Rule, BorrowerProfile Profile) Made(string rule)
    {
        var workflow = $$"""[{"WorkflowName": "w", "Rules": [{{rule}}]}]""";
        var set = MadeRuleSet.Read((JsonArray)JsonNode.Parse(workflow)!).RuleSet!;
        var profile = new BorrowerProfile(set.Layout, DateTimeOffset.UnixEpoch);
        profile.Set("v.i", FeatureValue.OfInteger(2));
        profile.Set("v.j", FeatureValue.OfInteger(0));
        profile.Set("v.f", FeatureValue.OfFlag(true));
        profile.MarkStale(set.Layout.Find("v.m")!.Index);
        return (set.Workflows["w"].Rules[0], profile);
    }
}
