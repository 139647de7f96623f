using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class WarningsOutcomeCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task SendsWhatCameOfItAndShowsIt()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Stepped = new()
        {
            Id = "B1/0",
            Outcome = new() { CameTrue = true, On = new() { Year = 2026, Month = 3, Day = 31 } },
        };

        var result = await tool.RunAsync("warnings outcome B1/0 --came-true --on 2026-03-31 --reason default");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        var expected = new RecordWarningOutcomeRequest
        {
            WarningId = "B1/0",
            CameTrue = true,
            On = new() { Year = 2026, Month = 3, Day = 31 },
            Reason = "default",
        };
        Assert.Equal(expected, tool.Services.Requests.Single());
        Assert.Contains("came true on 2026-03-31", result.Out, StringComparison.Ordinal);
    }
}
