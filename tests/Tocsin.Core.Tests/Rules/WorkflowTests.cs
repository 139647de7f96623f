using System.Text.Json.Nodes;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Tests.Rules.Equality;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public class WorkflowTests
{
    private static readonly EqualityInput _input = new(1.5, 0, 2, 0, true, false, "A", "农业");

    [Fact]
    public void Evaluate_RulesOfEveryShape_EqualsEachRuleByItself()
    {
        var (workflow, layout) = Made(200);
        var profile = _input.Profile(layout);
        var outcomes = new RuleOutcome[workflow.Rules.Count];

        workflow.Evaluate(profile, outcomes);

        Assert.Equal(workflow.Rules.Select(rule => rule.Evaluate(_input.Profile(layout))), outcomes);
        Assert.Contains(RuleOutcome.Hit, outcomes);
        Assert.Contains(RuleOutcome.Unknown, outcomes);
    }

    [Fact]
    public void Evaluate_FullProfilesAndGaps_AllocatesNothing()
    {
        var (workflow, layout) = Made(200, throws: false);
        var (full, gaps) = (_input.Profile(layout), new BorrowerProfile(layout, DateTimeOffset.UnixEpoch));
        gaps.Set("v.n", FeatureValue.OfNumber(2));
        var outcomes = new RuleOutcome[workflow.Rules.Count];
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Run();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Run()
        {
            foreach (var profile in (ReadOnlySpan<BorrowerProfile>)[full, gaps])
            {
                // A changed value makes every condition be evaluated anew.
                profile.Set("v.n", FeatureValue.OfNumber(2));
                workflow.Evaluate(profile, outcomes);
            }
        }
    }

    [Fact]
    public void Evaluate_TooLittleRoom_IsRefused()
    {
        var (workflow, layout) = Made(40);

        Assert.Throws<ArgumentException>(() => workflow.Evaluate(_input.Profile(layout), new RuleOutcome[39]));
    }

    [Fact]
    public void Evaluate_ValueChanged_IsSeenAtOnce()
    {
        var (workflow, layout) = Made(40);
        var profile = _input.Profile(layout);
        var rule = workflow.Find("r0")!;

        var before = rule.Evaluate(profile);
        profile.Set("v.n", FeatureValue.OfNumber(-100));

        Assert.Equal((RuleOutcome.Hit, RuleOutcome.Miss), (before, rule.Evaluate(profile)));
    }

    // Simple, joined, nested and failing rules in turn, so that blocks are broken up in every way.
    private static (Workflow Workflow, InputLayout Layout) Made(int rules, bool throws = true)
    {
        var list = Enumerable.Range(0, rules).Select(index => (JsonNode)((index % 4) switch
        {
            0 => Rule(index, $"v.n > {index - 1}"),
            1 => Rule(index, $"v.i == {index % 5} or (v.f and v.t == \"A\")"),
            2 when throws => Rule(index, "v.i / v.j > 1"),
            2 => Rule(index, "v.u != null and v.m <= 0"),
            _ => new JsonObject
            {
                ["RuleName"] = $"r{index}",
                ["Operator"] = index % 8 == 3 ? "And" : "Or",
                ["Rules"] = new JsonArray(Rule(index + 1, "v.f"), Rule(index + 2, "v.g")),
            },
        }));
        var set = MadeRuleSet.Read([new JsonObject
        {
            ["WorkflowName"] = "w",
            ["Rules"] = new JsonArray([.. list]),
        }]).RuleSet!;
        return (set.Workflows["w"], set.Layout);
    }

    private static JsonObject Rule(int number, string expression) =>
        new() { ["RuleName"] = $"r{number}", ["Expression"] = expression };
}
