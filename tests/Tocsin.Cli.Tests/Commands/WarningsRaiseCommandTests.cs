using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class WarningsRaiseCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task SendsWhatWasSeen()
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync(
            "warnings raise B1 --indicator hand_site_visit --level orange --exposure L-1 --reason shut");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        var expected = new RaiseWarningRequest
        {
            BorrowerId = "B1",
            ExposureId = "L-1",
            Indicator = "hand_site_visit",
            Level = WarningLevel.Orange,
            Reason = "shut",
        };
        Assert.Equal(expected, tool.Services.Requests.Single());
    }

    [Fact(Timeout = 60_000)]
    public async Task LevelThatIsNone_IsRefusedBeforeAnyCall()
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync(
            "warnings raise B1 --indicator hand_site_visit --level amber --reason shut");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Empty(tool.Services.Requests);
    }
}
