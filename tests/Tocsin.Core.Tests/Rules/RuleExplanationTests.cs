using System.Text.Json.Nodes;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Tests.Rules.Equality;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public class RuleExplanationTests
{
    [Fact]
    public void Of_NestedRules_ExplainsEachWithTheValuesItReads()
    {
        var set = MadeRuleSet.Read((JsonArray)JsonNode.Parse("""
            [{"WorkflowName": "w", "Rules": [{"RuleName": "both", "Operator": "And", "Rules": [
              {"RuleName": "large", "Expression": "v.n > 3"}, {"RuleName": "named", "Expression": "v.t == v.u"}]}]}]
            """)!).RuleSet!;
        var profile = new BorrowerProfile(set.Layout, DateTimeOffset.UnixEpoch);
        profile.Set("v.n", FeatureValue.OfNumber(4));
        profile.Set("v.t", FeatureValue.OfText("甲"));

        var explanation = RuleExplanation.Of(set.Workflows["w"].Rules[0], profile);

        Assert.Equal((RuleOutcome.Unknown, null), (explanation.Outcome, explanation.Condition));
        Assert.Equal([RuleOutcome.Hit, RuleOutcome.Unknown], explanation.Nested.Select(nested => nested.Outcome));
        Assert.Equal(["v.t 甲", "v.u "], explanation.Nested[1].Values.Select(
            read => $"{read.Slot.Name} {read.Value?.AsText}"));
    }
}
