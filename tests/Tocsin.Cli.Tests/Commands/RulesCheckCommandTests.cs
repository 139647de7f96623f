using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesCheckCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task ProblemsEndWithThreeAndAreListedInTheContractsShape()
    {
        await using var tool = await ToolFixture.StartAsync();
        var folder = Path.GetDirectoryName(tool.WriteFile("features.json", "{"))!;
        var result = await tool.RunAsync(["rules", "check", folder, "-o", "json"]);
        Assert.Equal(ExitCode.RulesHaveProblems, result.ExitCode);
        var answer = CheckRuleSetResponse.Parser.ParseJson(result.Out);
        Assert.False(answer.Accepted);
        Assert.Equal(64, answer.Digest.Length);
        Assert.Contains(answer.Problems, problem => problem.File == "features.json");
    }

    [Fact(Timeout = 60_000)]
    public async Task WritesAProblemALine()
    {
        await using var tool = await ToolFixture.StartAsync();
        var folder = Path.GetDirectoryName(tool.WriteFile("features.json", "{"))!;
        var result = await tool.RunAsync(["rules", "check", folder]);
        Assert.Equal(ExitCode.RulesHaveProblems, result.ExitCode);
        Assert.Contains("[FILE_MISSING]", result.Out, StringComparison.Ordinal);
        Assert.Contains("These rules cannot be activated", result.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task AFolderThatIsNotThereEndsWithOne()
    {
        await using var tool = await ToolFixture.StartAsync();
        var result = await tool.RunAsync("rules check no-such-folder");
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("no-such-folder", result.Error, StringComparison.Ordinal);
    }
}
