using Google.Protobuf.WellKnownTypes;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesShadowStartCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task Start_SendsWhatWasSaid_AndShowsTheShadow()
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync("rules shadow start 4bf92f35 --share 0.1 --for 2h --reason older --replace");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("In the shadow.", result.Out, StringComparison.Ordinal);
        Assert.Contains("small 2", result.Out, StringComparison.Ordinal);
        Assert.Contains("4bf92f3577b3", result.Out, StringComparison.Ordinal);
        Assert.Equal(
            new StartShadowRequest
            {
                Digest = "4bf92f35",
                Share = 0.1,
                Duration = Duration.FromTimeSpan(TimeSpan.FromHours(2)),
                Reason = "older",
                Replace = true,
            },
            tool.Services.Requests.Single());
    }

    [Fact(Timeout = 60_000)]
    public async Task Start_WithoutOptions_LeavesThemToTheServer()
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync("rules shadow start 4bf92f35");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal(new StartShadowRequest { Digest = "4bf92f35" }, tool.Services.Requests.Single());
    }

    [Theory(Timeout = 60_000)]
    [InlineData("rules shadow start")]
    [InlineData("rules shadow start 4bf92f35 --share 0")]
    [InlineData("rules shadow start 4bf92f35 --share 1.1")]
    [InlineData("rules shadow start 4bf92f35 --for 2")]
    public async Task Start_WrongUse_IsRefusedBeforeItAsks(string words)
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync(words);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Empty(tool.Services.Requests);
    }
}
