using Tocsin.Core.Rules;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesPublishCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task Publish_Folder_SendsTheReasonAndEveryFileWhole()
    {
        using var rules = new SmallRuleFolder();
        rules.Write("workflows/long.json", new string(' ', 600_000) + "[]");
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync(["rules", "publish", rules.Folder, "--reason", "firms are older"]);

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("Published.", result.Out, StringComparison.Ordinal);
        Assert.Contains("2026-11-27 12:00:00 +08:00 by risk", result.Out, StringComparison.Ordinal);
        var sent = tool.Services.Requests.Cast<PublishRuleSetRequest>().ToList();
        Assert.Equal("firms are older", sent[0].Reason);
        var files = sent.Where(part => part.File is not null).GroupBy(part => part.File.Path)
            .Select(file => (file.Key, file.Sum(part => part.File.Content.Length)));
        Assert.Equal(
            RuleFolder.Read(rules.Folder).Files.Select(file => (file.Path, file.Content.Length)), files);
    }

    [Fact(Timeout = 60_000)]
    public async Task Publish_RulesWithErrors_ShowsThem_AndEndsWith3()
    {
        using var rules = new SmallRuleFolder();
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.RuleSets.Published = new PublishRuleSetResponse
        {
            Check = new CheckRuleSetResponse
            {
                Problems =
                {
                    new RuleSetProblem
                    {
                        Severity = V1.ProblemSeverity.Error,
                        Code = "FEATURE_UNKNOWN",
                        File = "workflows/all.json",
                        JsonPath = "$[0]",
                        Message = "No feature is named so.",
                    },
                },
            },
        };

        var result = await tool.RunAsync(["rules", "publish", rules.Folder]);

        Assert.Equal(ExitCode.RulesHaveProblems, result.ExitCode);
        Assert.Contains("FEATURE_UNKNOWN", result.Out, StringComparison.Ordinal);
        Assert.Contains("nothing was published", result.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Publish_NoFolder_IsRefusedBeforeItAsks()
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync(["rules", "publish", tool.PathOf("nowhere")]);

        Assert.NotEqual(ExitCode.Done, result.ExitCode);
        Assert.Contains("nowhere", result.Error, StringComparison.Ordinal);
        Assert.Empty(tool.Services.Requests);
    }
}
