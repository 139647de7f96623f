using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class BookCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task SendsWhatWasBooked()
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync(
            "book B1 --exposure L-1 --decision d-1 --pd 0.012 --grade 3 --ltv 0.6 --amount 300000 --term 12");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        var expected = new BookDecisionRequest
        {
            BorrowerId = "B1",
            ExposureId = "L-1",
            DecisionId = "d-1",
            Pd = 0.012,
            Grade = "3",
            LtvRatio = 0.6,
            Amount = 300_000,
            TermMonths = 12,
        };
        Assert.Equal(expected, tool.Services.Requests.Single());
        Assert.Contains("revision 9", result.Out, StringComparison.Ordinal);
    }
}
