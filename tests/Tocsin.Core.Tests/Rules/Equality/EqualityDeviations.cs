using System.Text.Json;
using System.Text.Json.Nodes;
using RulesEngine.Models;
using Tocsin.Core.Features;
using Xunit;
using RuleOutcome = Tocsin.Core.Rules.RuleOutcome;

namespace Tocsin.Core.Tests.Rules.Equality;

/// <summary>Where we differ from RulesEngine on purpose: each row of the table in rules/README.md.</summary>
public class EqualityDeviations
{
    private static readonly EqualityInput _input = new(4, 0, 9, 0, true, false, "A", "B");

    [Fact]
    public async Task FailingExpression_IsFalseThere_IsUnknownHere()
    {
        var (theirs, ours) = await RunAsync("""{"RuleName": "r", "Expression": "v.i / v.j > 1"}""");

        Assert.False(theirs.IsSuccess);
        Assert.Equal(RuleOutcome.Unknown, ours.Outcome);
    }

    [Fact]
    public async Task FailingGlobalParam_TakesEveryRuleThere_TakesThoseThatUseItHere()
    {
        const string fails = """[{"Name": "g", "Expression": "v.i / v.j"}]""";

        var (theirs, ours) = await RunAsync("""{"RuleName": "r", "Expression": "v.f"}""", fails);
        var (_, user) = await RunAsync("""{"RuleName": "r", "Expression": "g > 1"}""", fails);

        Assert.False(theirs.IsSuccess);
        Assert.Equal((RuleOutcome.Hit, RuleOutcome.Unknown), (ours.Outcome, user.Outcome));
    }

    [Fact]
    public async Task FailingLocalParamThatNothingReaches_IsFalseThere_HasNoEffectHere()
    {
        var (theirs, ours) = await RunAsync("""
            {"RuleName": "r", "Expression": "v.f or l > 1", "LocalParams": [{"Name": "l", "Expression": "v.i / v.j"}]}
            """);

        Assert.False(theirs.IsSuccess);
        Assert.Equal(RuleOutcome.Hit, ours.Outcome);
    }

    [Fact]
    public async Task FailedRule_GivesWhatAMissDoesThere_GivesNothingHere()
    {
        var (theirs, ours) = await RunAsync("""
            {"RuleName": "r", "Expression": "v.i / v.j > 1", "Actions": {"OnFailure":
              {"Name": "OutputExpression", "Context": {"Expression": "v.n"}}}}
            """);

        Assert.Equal(4.0, theirs.ActionResult.Output);
        Assert.Null(ours.Output);
    }

    [Theory]
    [InlineData("v.n / v.m", double.PositiveInfinity)]
    [InlineData("v.i * 9007199254740991", 81064793292668919L)]
    public async Task NumberThatNoneCanKeep_IsGivenThere_IsUnknownHere(string expression, object given)
    {
        const string rule = """
            {"RuleName": "r", "Expression": "v.f", "Actions": {"OnSuccess":
              {"Name": "OutputExpression", "Context": {"Expression": "GIVEN"}}}}
            """;

        var (theirs, ours) = await RunAsync(rule.Replace("GIVEN", expression, StringComparison.Ordinal));

        Assert.Equal(given, theirs.ActionResult.Output);
        Assert.Null(ours.Output);
    }

    [Fact]
    public async Task MinusZero_IsWrittenThere_IsZeroHere()
    {
        var (theirs, ours) = await RunAsync(
            """{"RuleName": "r", "Expression": "v.g", "ErrorMessage": "$(z)"}""",
            """[{"Name": "z", "Expression": "-v.m"}]""");

        Assert.Equal(("-0", "0"), (theirs.ExceptionMessage, ours.Message));
    }

    [Fact]
    public async Task PlaceOfANumberThatIsNotFinite_FailsEveryRuleThere_StaysHere()
    {
        const string rule = """{"RuleName": "r", "Expression": "v.g", "ErrorMessage": "is $(z)"}""";
        const string infinite = """[{"Name": "z", "Expression": "v.n / v.m"}]""";

        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(rule, infinite));
        Assert.Equal("is $(z)", Ours(rule, infinite).Message);
    }

    [Fact]
    public async Task PlaceOfAWholeInput_IsFilledThere_StaysHere()
    {
        var (theirs, ours) = await RunAsync("""{"RuleName": "r", "Expression": "v.g", "ErrorMessage": "is $(v)"}""");

        Assert.StartsWith("is {\"n\":4", theirs.ExceptionMessage, StringComparison.Ordinal);
        Assert.Equal("is $(v)", ours.Message);
    }

    [Theory]
    [InlineData("""{"WorkflowName": "w", "Rules": [{"RuleName": "r", "Expression": "v.f", "enabled": false}, #]}""")]
    [InlineData("""{"WorkflowName": "w", "workflowsToInject": ["x"], "Rules": [#]}""")]
    [InlineData("""{"WorkflowName": "w", "WorkflowRulesToInject": ["x"], "Rules": [#]}""")]
    public async Task KeyByAnotherName_IsIgnoredThere_IsRefusedHere(string text)
    {
        const string rule = """{"RuleName": "s", "Expression": "v.f"}""";
        var workflow = JsonNode.Parse(text.Replace("#", rule, StringComparison.Ordinal))!;
        var other = JsonNode.Parse("""{"WorkflowName": "x", "Rules": [{"RuleName": "t", "Expression": "v.f"}]}""")!;
        var read = new[] { workflow, other }.Select(node => node.Deserialize<Workflow>()!);
        var engine = new global::RulesEngine.RulesEngine([.. read]);

        var results = await engine.ExecuteAllRulesAsync("w", new RuleParameter("v", _input));
        var reading = MadeRuleSet.Read([workflow, other]);

        Assert.Equal(read.First().Rules.Count(), results.Count(result => result.IsSuccess));
        Assert.StartsWith("KEY_", Assert.Single(reading.Problems).Code, StringComparison.Ordinal);
    }

    private static async Task<(RuleResultTree Theirs, Given Ours)> RunAsync(string rule, string globals = "[]")
    {
        var engine = new global::RulesEngine.RulesEngine([Workflow(rule, globals).Deserialize<Workflow>()!]);
        var results = await engine.ExecuteAllRulesAsync("w", new RuleParameter("v", _input));
        return (results[0], Ours(rule, globals));
    }

    private static Given Ours(string rule, string globals)
    {
        var set = MadeRuleSet.Read([Workflow(rule, globals)]).RuleSet!;
        var (ours, profile) = (set.Workflows["w"].Rules[0], _input.Profile(set.Layout));
        return new Given(ours.Evaluate(profile), ours.Give(profile), ours.Message?.Render(profile));
    }

    private static JsonObject Workflow(string rule, string globals) => new()
    {
        ["WorkflowName"] = "w",
        ["GlobalParams"] = JsonNode.Parse(globals),
        ["Rules"] = new JsonArray(JsonNode.Parse(rule)),
    };

    private sealed record Given(RuleOutcome Outcome, FeatureValue? Output, string? Message);
}
