using Google.Protobuf;
using Grpc.Core;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class JournalShowCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task Show_Table_TellsWhatItWasMadeFromAndWhatBecameOfIt()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Decision = _ => new GetDecisionResponse { Decision = SampleJournal.Full() };

        var result = await tool.RunAsync($"journal show {SampleJournal.Id}");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.Equal(new GetDecisionRequest { DecisionId = SampleJournal.Id }, tool.Services.Requests.Single());
        string[] expected =
        [
            "APPROVE", "10 points, grade good", "top_up, CNY 300,000.00, 12 months, for stock", "front-end",
            "2026-03-31 17:30:00 +08:00, by host-5050", "licence revoked", "owner_dishonest_listed",
        ];
        Assert.All(expected, text => Assert.Contains(text, result.Out, StringComparison.Ordinal));
        Assert.Equal(
            ["bureau.owner_query_count_3m", "3", "present", "2026-03-31 16:30:00 +08:00", "personal"],
            Row(result.Out, "bureau.owner_query_count_3m"));
        Assert.Equal(["tax.credit_grade", "-", "stale", "-", ""], Row(result.Out, "tax.credit_grade"));
        Assert.Equal("decline", Row(result.Out, "overridden")[5]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Show_Json_AnswersTheMessage()
    {
        await using var tool = await ToolFixture.StartAsync();
        var expected = new GetDecisionResponse { Decision = SampleJournal.Full() };
        tool.Services.Decision = _ => expected;

        var result = await tool.RunAsync($"journal show {SampleJournal.Id} -o json");

        Assert.Equal(expected, JsonParser.Default.Parse<GetDecisionResponse>(result.Out));
    }

    [Fact(Timeout = 60_000)]
    public async Task Show_Altered_SaysSoAndEndsWithEight()
    {
        await using var tool = await ToolFixture.StartAsync();
        var altered = SampleJournal.Full();
        altered.Intact = false;
        tool.Services.Decision = _ => new GetDecisionResponse { Decision = altered };

        var result = await tool.RunAsync($"journal show {SampleJournal.Id}");

        Assert.Equal(ExitCode.JournalDamaged, result.ExitCode);
        Assert.Contains("ALTERED", result.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Show_Unknown_PassesOnWhichInstanceDecided()
    {
        await using var tool = await ToolFixture.StartAsync();
        const string message = "The journal of host-5050 has no such decision: an instance marked 0ab decided it";
        tool.Services.Decision = _ => throw new RpcException(new Status(StatusCode.NotFound, message));

        var result = await tool.RunAsync($"journal show {SampleJournal.Id}");

        Assert.Equal(ExitCode.NotFound, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    private static string[] Row(string output, string first) => output.Split('\n')
        .Select(line => line.Trim().Trim('│').Split('│').Select(cell => cell.Trim()).ToArray())
        .First(cells => cells.Length > 1 && cells[0] == first);
}
