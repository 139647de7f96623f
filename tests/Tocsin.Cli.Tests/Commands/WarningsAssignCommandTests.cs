using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class WarningsAssignCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task SendsThePersonAndTheReason()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Assign = _ => new() { Warning = new() { Id = "B1/0", Assignee = "li.na" } };

        var result = await tool.RunAsync("warnings assign B1/0 --to li.na --reason holidays --revision 3");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        var expected = new AssignWarningRequest
        {
            WarningId = "B1/0",
            Assignee = "li.na",
            Reason = "holidays",
            ExpectedRevision = 3,
        };
        Assert.Equal(expected, tool.Services.Requests.Single());
        Assert.Contains("li.na", result.Out, StringComparison.Ordinal);
    }
}
