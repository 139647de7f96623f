using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class LinksPutCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task SendsEveryLinkWithItsDays()
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync(
            "links put B1 --link guarantor=G-1 --link group=B-2,2026-01-01.. --wait");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        var expected = new PutLinksRequest
        {
            BorrowerId = "B1",
            Links =
            {
                new Link { Kind = LinkKind.Guarantor, PartyId = "G-1" },
                new Link
                {
                    Kind = LinkKind.Group,
                    PartyId = "B-2",
                    From = new() { Year = 2026, Month = 1, Day = 1 },
                },
            },
            WaitForReview = true,
        };
        Assert.Equal(expected, tool.Services.Requests.Single());
        Assert.Contains("applied", result.Out, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("friend=F-1")]
    [InlineData("guarantor")]
    [InlineData("group=B-2,2026-01-01")]
    [InlineData("group=B-2,yesterday..")]
    public async Task LinkThatIsNone_IsRefusedBeforeAnyCall(string link)
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync($"links put B1 --link {link}");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Empty(tool.Services.Requests);
    }
}
