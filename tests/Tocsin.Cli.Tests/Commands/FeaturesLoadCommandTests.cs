using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class FeaturesLoadCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task LoadsChineseFromGb18030AndLeavesEmptyCellsOut()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.PutRow = _ => Applied();
        var file = tool.WriteFile("f.csv", "编号,税务等级,accounts.revenue_12m_cny\nB1,纳税A级,\nB2,,5e5\n", "gb18030");
        var result = await tool.RunAsync(["features", "load", file, "--encoding", "gb18030", "--borrower-column", "编号",
            "--map", "税务等级=accounts.tax.grade", "--observed-at", "2026-03-31"]);
        Assert.Equal("", result.Error);
        Assert.Equal(ExitCode.Done, result.ExitCode);
        var rows = tool.Services.Requests.Cast<PutFeaturesRequest>().ToList();
        Assert.Equal(["B1", "B2"], rows.Select(row => row.BorrowerId));
        Assert.Equal("纳税A级", Assert.Single(rows[0].Views[0].Features).Value.Text);
        Assert.Equal(500000, Assert.Single(rows[1].Views[0].Features).Value.Number);
        Assert.Equal(new DateTime(2026, 3, 30, 16, 0, 0), rows[0].Views[0].ObservedAt.ToDateTime());
    }

    [Fact(Timeout = 60_000)]
    public async Task ListsRefusedRowsWithLineColumnAndReasonAndEndsWithTwo()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.PutRow = row => row.BorrowerId == "B5" ? Refused() : Applied();
        var file = tool.WriteFile("f.csv", "borrower_id,bureau.owner_query_count_3m,bureau.listed\n"
            + "B1,1,true\nB2,many,true\n张三,1,true\nB4,1\nB5,3,false\n");
        var result = await tool.RunAsync(["features", "load", file, "--output", "json"]);
        Assert.Equal(ExitCode.Refused, result.ExitCode);
        using var answer = JsonDocument.Parse(result.Out);
        Assert.Equal(5, answer.RootElement.GetProperty("rows").GetInt32());
        Assert.Equal(1, answer.RootElement.GetProperty("applied").GetInt32());
        Assert.Equal(4, answer.RootElement.GetProperty("refused").GetInt32());
        Assert.Equal(0, answer.RootElement.GetProperty("unanswered").GetInt32());
        Assert.Equal(
            [
                "3 bureau.owner_query_count_3m FEATURE_VALUE_INVALID", "4 borrower_id BORROWER_ID_INVALID",
                "5  ROW_UNREADABLE", "6 bureau.owner_query_count_3m FEATURE_VALUE_INVALID",
            ],
            answer.RootElement.GetProperty("refusals").EnumerateArray().Select(Describe));
    }

    [Fact(Timeout = 60_000)]
    public async Task LoadsEveryRowInOrderThroughANarrowWindow()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.PutRow = _ => Applied();
        var rows = string.Concat(Enumerable.Range(0, 500).Select(i => $"B{i},{i}\n"));
        var file = tool.WriteFile("f.csv", "borrower_id,bureau.owner_query_count_3m\n" + rows);
        var result = await tool.RunAsync(["features", "load", file, "--batch-window", "3"]);
        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"B{i}"),
            tool.Services.Requests.Cast<PutFeaturesRequest>().Select(row => row.BorrowerId));
    }

    [Fact(Timeout = 60_000)]
    public async Task SaysHowFarItCameWhenTheServerGoesAway()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.PutRow = row => row.BorrowerId == "B2"
            ? throw Error(StatusCode.Unavailable, "STORE_UNAVAILABLE").ToRpcException()
            : Applied();
        var file = tool.WriteFile("f.csv", "borrower_id,bureau.listed\nB1,1\nB2,1\nB3,1\nB4,1\n");
        var result = await tool.RunAsync(["features", "load", file, "--batch-window", "1"]);
        Assert.Equal(ExitCode.Unavailable, result.ExitCode);
        Assert.Contains("Every row up to line 2 was answered", result.Error, StringComparison.Ordinal);
        Assert.Contains("[STORE_UNAVAILABLE]", result.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("", "is empty")]
    [InlineData("borrower_id,nonsense\nB1,1\n", "Column 'nonsense'")]
    public async Task RefusesAFileItCannotUse(string text, string expected)
    {
        await using var tool = await ToolFixture.StartAsync();
        var result = await tool.RunAsync(["features", "load", tool.WriteFile("f.csv", text)]);
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Empty(tool.Services.Requests);
    }

    [Fact(Timeout = 60_000)]
    public async Task AFileThatIsNotThereEndsWithOne()
    {
        await using var tool = await ToolFixture.StartAsync();
        Assert.Equal(ExitCode.Usage, (await tool.RunAsync("features load no-such.csv")).ExitCode);
    }

    private static string Describe(JsonElement refusal) =>
        $"{refusal.GetProperty("line")} {refusal.GetProperty("column")} {refusal.GetProperty("reason")}";

    private static PutFeaturesStreamResponse Applied() => new()
    {
        Response = new() { Views = { new ViewUpdateResult { View = "v", Outcome = ViewUpdateOutcome.Applied } } },
    };

    private static PutFeaturesStreamResponse Refused()
    {
        var status = Error(StatusCode.InvalidArgument, "FEATURE_VALUE_INVALID");
        return new PutFeaturesStreamResponse { Status = status };
    }

    private static Google.Rpc.Status Error(StatusCode code, string reason)
    {
        var info = new ErrorInfo { Reason = reason, Metadata = { ["feature"] = "bureau.owner_query_count_3m" } };
        return new Google.Rpc.Status { Code = (int)code, Message = "No.", Details = { Any.Pack(info) } };
    }
}
