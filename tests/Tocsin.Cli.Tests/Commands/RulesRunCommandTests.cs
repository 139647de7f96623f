using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesRunCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task ShowsNestedRulesAndWhatTheyLack()
    {
        await using var tool = await ToolFixture.StartAsync();
        var nested = new RuleResult { Rule = "red", Outcome = RuleOutcome.Unknown };
        nested.Absent.Add(new AbsentFeature { Feature = "bureau.listed", Reason = AbsenceReason.Missing });
        var result = new RuleResult { Rule = "ltv", Outcome = RuleOutcome.Hit, Output = new() { Number = 0.5 } };
        result.Nested.Add(nested);
        tool.Services.Evaluate = _ => new EvaluateWorkflowResponse { Results = { result } };
        var answer = await tool.RunAsync("rules run warnings --borrower B1 --set bureau.owner_query_count_3m=3");
        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Contains("bureau.listed (missing)", answer.Out, StringComparison.Ordinal);
        Assert.Contains("0.5", answer.Out, StringComparison.Ordinal);
        var request = Assert.IsType<EvaluateWorkflowRequest>(tool.Services.Requests.Single());
        Assert.Equal("warnings", request.Workflow);
        Assert.Equal(3, request.Views.Single().Features["owner_query_count_3m"].Integer);
    }

    [Fact(Timeout = 60_000)]
    public async Task Run_ExplainedLevels_AreCalledAfterTheirIndicator()
    {
        await using var tool = await ToolFixture.StartAsync();
        var answer = new EvaluateWorkflowResponse();
        foreach (var indicator in new[] { "ltv", "dscr" })
        {
            var condition = new ConditionPart { Text = $"{indicator} > 1", Outcome = RuleOutcome.Hit };
            var level = new RuleResult { Rule = "red", Explanation = new() { Condition = condition } };
            answer.Results.Add(new RuleResult { Rule = indicator, Nested = { level } });
        }

        tool.Services.Evaluate = _ => answer;

        var result = await tool.RunAsync("rules run warnings --explain");

        Assert.Contains("│ ltv.red", result.Out, StringComparison.Ordinal);
        Assert.Contains("│ dscr.red", result.Out, StringComparison.Ordinal);
    }
}
