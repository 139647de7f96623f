using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesShadowStopCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task Stop_OneThatRan_ShowsIt()
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync("rules shadow stop");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("Stopped.", result.Out, StringComparison.Ordinal);
        Assert.Contains("firms are older", result.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_NoneThatRan_SaysSo()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.RuleSets.Shadow = null;

        var result = await tool.RunAsync("rules shadow stop");

        Assert.Equal((ExitCode.Done, "No shadow runs."), (result.ExitCode, result.Out.Trim()));
    }
}
