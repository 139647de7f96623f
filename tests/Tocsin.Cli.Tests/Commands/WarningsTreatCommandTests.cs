using Google.Protobuf.WellKnownTypes;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class WarningsTreatCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task SendsTheActionAndWhenItIsDue()
    {
        await using var tool = await ToolFixture.StartAsync();
        var due = new Timestamp { Seconds = 1_783_000_000 };
        tool.Services.Treat = _ => new()
        {
            Warning = new()
            {
                Id = "B1/0",
                State = WarningState.Treating,
                Treatment = new() { Code = "A02", Title = new() { En = "Visit" }, DueAt = due },
                TreatBy = due,
                TreatMissed = true,
            },
        };

        var result = await tool.RunAsync(
            $"warnings treat B1/0 --action A02 --due {due.ToDateTimeOffset():O} --reason visit --revision 3");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        var expected = new TreatWarningRequest
        {
            WarningId = "B1/0",
            Action = "A02",
            DueAt = due,
            Reason = "visit",
            ExpectedRevision = 3,
        };
        Assert.Equal(expected, tool.Services.Requests.Single());
        Assert.Contains("A02 Visit", result.Out, StringComparison.Ordinal);
        Assert.Contains("MISSED", result.Out, StringComparison.Ordinal);
    }
}
