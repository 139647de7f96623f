using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class BorrowersListCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task ReadsPagesUpToTheLimit()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Borrowers = request => new ListBorrowersResponse
        {
            Borrowers = { new BorrowerSummary { BorrowerId = $"B{request.PageToken}", Level = WarningLevel.Red } },
            NextPageToken = request.PageToken + "1",
        };
        var result = await tool.RunAsync("borrowers list --limit 2 -o json");
        Assert.Equal(
            """{ "borrowers": [ { "borrower_id": "B", "level": "WARNING_LEVEL_RED" }, """
            + """{ "borrower_id": "B1", "level": "WARNING_LEVEL_RED" } ], "next_page_token": "11" }""",
            result.Out.TrimEnd());
        Assert.Equal([2, 1], tool.Services.Requests.Cast<ListBorrowersRequest>().Select(request => request.PageSize));
    }
}
