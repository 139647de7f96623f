using Google.Protobuf.WellKnownTypes;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class WatchlistAddCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task SendsTheReasonAndShowsThePlace()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Watchlist = new()
        {
            Since = new Timestamp { Seconds = 1_783_000_000 },
            ReviewBy = new Timestamp { Seconds = 1_785_592_000 },
            ReviewMissed = true,
            Actor = "anonymous",
            Reason = "a large buyer failed",
        };

        var result = await tool.RunAsync("watchlist add B1 --reason buyer");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        var expected = new PutOnWatchlistRequest { BorrowerId = "B1", Reason = "buyer" };
        Assert.Equal(expected, tool.Services.Requests.Single());
        Assert.Contains("a large buyer failed", result.Out, StringComparison.Ordinal);
        Assert.Contains("MISSED", result.Out, StringComparison.Ordinal);
    }
}
