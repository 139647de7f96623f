using Google.Protobuf;
using Grpc.Core;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class JournalExportCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task Export_Output_IsOneDecisionALine()
    {
        await using var tool = await ToolFixture.StartAsync();
        var decisions = new[] { SampleJournal.Full(), SampleJournal.Scored(2, 1) };
        tool.Services.Journaled = () => SampleJournal.Listed(decisions);

        var result = await tool.RunAsync(
            "journal export --from 2026-03-01 --until 2026-04-01 --product loan --limit 5 --without-inputs");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.Equal(decisions, Lines(result.Out));
        var request = Assert.IsType<ListDecisionsRequest>(tool.Services.Requests.Single());
        Assert.Equal((1_772_294_400, 1_774_972_800), (request.From.Seconds, request.Until.Seconds));
        Assert.Equal(("loan", 5, true), (request.Product, request.Limit, request.WithoutInputs));
    }

    [Fact(Timeout = 60_000)]
    public async Task Export_ProblemsOnTheWay_GoOnAndEndWithEight()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Journaled = () =>
        [
            new ListDecisionsResponse { Problem = SampleJournal.Problem() },
            .. SampleJournal.Listed(SampleJournal.Full()),
        ];

        var result = await tool.RunAsync("journal export");

        Assert.Equal(ExitCode.JournalDamaged, result.ExitCode);
        Assert.Equal([SampleJournal.Full()], Lines(result.Out));
        Assert.Equal(
            "tocsin: segment-1 at byte 512: Group 7 was altered: its hash is another. [GROUP_ALTERED]",
            result.Error.TrimEnd());
    }

    [Fact(Timeout = 60_000)]
    public async Task Export_TornTail_IsToldAndNoDamage()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Journaled = () =>
            [new ListDecisionsResponse { Problem = SampleJournal.Problem(JournalProblemKind.TornTail) }];

        var result = await tool.RunAsync("journal export");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("[TORN_TAIL]", result.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Export_ManyProblems_TellsAHundred()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Journaled = () =>
            Enumerable.Repeat(new ListDecisionsResponse { Problem = SampleJournal.Problem() }, 150);

        var result = await tool.RunAsync("journal export");

        Assert.Equal(101, result.Error.TrimEnd().Split('\n').Length);
        Assert.Contains("'tocsin journal verify' lists them", result.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Export_File_IsWrittenAndCounted()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Journaled = () => SampleJournal.Listed(SampleJournal.Full());
        var file = tool.PathOf("journal.jsonl");

        var result = await tool.RunAsync($"journal export --file {file}");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Out));
        Assert.StartsWith("1 decision in ", result.Error, StringComparison.Ordinal);
        Assert.Equal([SampleJournal.Full()], Lines(await ReadAsync(file)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Export_FailsHalfway_LeavesTheFileAsItWas()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Journaled = () => Failing();
        var file = tool.WriteFile("journal.jsonl", "as before");

        var result = await tool.RunAsync($"journal export --file {file}");

        Assert.Equal(ExitCode.Unavailable, result.ExitCode);
        Assert.Equal("as before", await ReadAsync(file));
        Assert.False(File.Exists(file + ".partial"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Export_AnswerOfANewerServer_IsNotLeftOut()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Journaled = () => [new ListDecisionsResponse()];

        var result = await tool.RunAsync("journal export");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains("use a newer one", result.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<ListDecisionsResponse> Failing()
    {
        yield return new ListDecisionsResponse { Decision = SampleJournal.Full() };
        throw new RpcException(new Status(StatusCode.Unavailable, "The journal is not open."));
    }

    private static JournaledDecision[] Lines(string text) =>
        [.. text.TrimEnd().Split('\n').Select(JsonParser.Default.Parse<JournaledDecision>)];

    private static Task<string> ReadAsync(string file) =>
        File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
}
