using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class WatchCommandTests
{
    private static readonly WatchWarningsResponse _entry =
        new() { SnapshotEntry = new() { Warning = new() { Id = "B1/0" } } };

    [Fact(Timeout = 60_000)]
    public async Task WritesOneMessageALineAndEndsAfterTheCount()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Watched =
        [
            _entry, new() { SnapshotEnd = new() { Cursor = "c1", Entries = 1 } }, Change("c2"),
            new() { Checkpoint = new() { Cursor = "c3" } }, Change("c4"), Change("c5"),
        ];
        var result = await tool.RunAsync("watch --from snapshot --count 2");
        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal(
            [
                """{ "snapshot_entry": { "warning": { "id": "B1/0" } } }""",
                """{ "snapshot_end": { "cursor": "c1", "entries": "1" } }""",
                """{ "change": { "cursor": "c2", "change_id": "id-c2" } }""",
                """{ "checkpoint": { "cursor": "c3" } }""",
                """{ "change": { "cursor": "c4", "change_id": "id-c4" } }""",
            ],
            result.Out.TrimEnd().Split(Environment.NewLine));
    }

    [Fact(Timeout = 60_000)]
    public async Task AsksWithItsFilterAndCursor()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Watched = [Change("c2")];
        await tool.RunAsync("watch --from c1 --count 1 --label lender.branch=hz-xihu --family col --borrower B1 "
            + "--min-level orange");
        var request = tool.Services.Requests.OfType<WatchWarningsRequest>().Single();
        Assert.Equal("c1", request.FromCursor);
        Assert.Equal(
            new WarningFilter
            {
                BorrowerIds = { "B1" },
                Families = { "col" },
                Labels = { ["lender.branch"] = "hz-xihu" },
                MinimumLevel = WarningLevel.Orange,
            },
            request.Filter);
    }

    private static WatchWarningsResponse Change(string cursor) =>
        new() { Change = new() { Cursor = cursor, ChangeId = $"id-{cursor}" } };
}
