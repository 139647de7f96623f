using Grpc.Core;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class WarningsAcknowledgeCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task SendsRevisionAndReason()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Acknowledge = _ => new() { Warning = new() { Id = "B1/0", State = WarningState.Acknowledged } };
        var result = await tool.RunAsync("warnings ack B1/0 --reason visited --revision 3");
        Assert.Equal(ExitCode.Done, result.ExitCode);
        var expected = new AcknowledgeWarningRequest { WarningId = "B1/0", Reason = "visited", ExpectedRevision = 3 };
        Assert.Equal(expected, tool.Services.Requests.Single());
        Assert.Contains("acknowledged", result.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task ARefusalEndsWithTwoAndIsOneLine()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Acknowledge = _ => throw new RpcException(new Status(StatusCode.Aborted, "It changed."));
        var result = await tool.RunAsync("warnings ack B1/0 --reason visited");
        Assert.Equal(ExitCode.Refused, result.ExitCode);
        Assert.Equal("tocsin: It changed. [ABORTED]" + Environment.NewLine, result.Error);
    }
}
