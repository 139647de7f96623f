using Google.Protobuf.WellKnownTypes;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class WarningsSuppressCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task SendsUntilWhenAndShowsIt()
    {
        await using var tool = await ToolFixture.StartAsync();
        var until = new Timestamp { Seconds = 1_783_000_000 };
        tool.Services.Stepped = new()
        {
            Id = "B1/0",
            State = WarningState.Suppressed,
            SuppressedUntil = until,
            EscalatedTo = "team lead",
        };

        var result = await tool.RunAsync(
            $"warnings suppress B1/0 --until {until.ToDateTimeOffset():O} --reason seasonal --revision 3");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        var expected = new SuppressWarningRequest
        {
            WarningId = "B1/0",
            Until = until,
            Reason = "seasonal",
            ExpectedRevision = 3,
        };
        Assert.Equal(expected, tool.Services.Requests.Single());
        Assert.Contains("suppressed until", result.Out, StringComparison.Ordinal);
        Assert.Contains("team lead", result.Out, StringComparison.Ordinal);
    }
}
