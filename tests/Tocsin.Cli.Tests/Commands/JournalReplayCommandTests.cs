using Google.Protobuf;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class JournalReplayCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task Replay_AllTheSame_EndsWithZero()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Replayed = [Ends(new ReplaySummary { Decisions = 12, Same = 12 })];

        var result = await tool.RunAsync("journal replay --from 2026-03-01 --product loan");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.Contains("12 decisions", result.Out, StringComparison.Ordinal);
        var request = Assert.IsType<ReplayDecisionsRequest>(tool.Services.Requests.Single());
        Assert.Equal(("loan", false, true), (request.Product, request.Today, request.OnlyMoved));
    }

    [Fact(Timeout = 60_000)]
    public async Task Replay_TodayMoved_ShowsWhatMovedAndEndsWithSeven()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Replayed =
        [
            Moved(ReplayVerdict.BothMoved), Ends(new ReplaySummary { Decisions = 2, Same = 1, BothMoved = 1 }),
        ];

        var result = await tool.RunAsync($"journal replay --today --decision {SampleJournal.Id}");

        Assert.Equal((ExitCode.DecisionsMoved, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            [SampleJournal.Id, "wang", "loan", "both_moved", "approve → refer", "ltv, tax.credit_grade"],
            Row(result.Out, SampleJournal.Id));
        var request = Assert.IsType<ReplayDecisionsRequest>(tool.Services.Requests.Single());
        Assert.Equal((SampleJournal.Id, true), (request.DecisionId, request.Today));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(ReplayVerdict.Unknown, ReplayObstacle.Erased, 0, 7)]
    [InlineData(ReplayVerdict.Unknown, ReplayObstacle.Altered, 0, 8)]
    [InlineData(ReplayVerdict.ProgramMoved, ReplayObstacle.Unspecified, 1, 8)]
    [InlineData((ReplayVerdict)99, ReplayObstacle.Unspecified, 0, 7)]
    public async Task Replay_Verdict_MakesTheExitCode(
        ReplayVerdict verdict, ReplayObstacle why, int programMoved, int expected)
    {
        await using var tool = await ToolFixture.StartAsync();
        var moved = Moved(verdict);
        moved.Decision.Why = why;
        tool.Services.Replayed = [moved, Ends(new ReplaySummary { Decisions = 1, ProgramMoved = programMoved })];

        var result = await tool.RunAsync("journal replay");

        Assert.Equal(expected, (int)result.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task Replay_Json_IsOneAnswerALineWithTheSummaryLast()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Replayed =
        [
            new ReplayDecisionsResponse { Problem = SampleJournal.Problem() },
            Ends(new ReplaySummary { Decisions = 1, Same = 1 }),
        ];

        var result = await tool.RunAsync("journal replay -o json");

        Assert.Equal(ExitCode.JournalDamaged, result.ExitCode);
        Assert.Equal(tool.Services.Replayed, result.Out.TrimEnd().Split('\n')
            .Select(JsonParser.Default.Parse<ReplayDecisionsResponse>));
        Assert.Contains("[GROUP_ALTERED]", result.Error, StringComparison.Ordinal);
        Assert.False(Assert.IsType<ReplayDecisionsRequest>(tool.Services.Requests.Single()).OnlyMoved);
    }

    [Fact(Timeout = 60_000)]
    public async Task Replay_MoreThanAPersonReads_CountsTheRest()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Replayed =
        [
            .. Enumerable.Repeat(Moved(ReplayVerdict.DataMoved), 1_003),
            Ends(new ReplaySummary { Decisions = 1_004, Same = 1, DataMoved = 1_003 }),
        ];

        var result = await tool.RunAsync("journal replay --today");

        Assert.Contains("3 more are not the same", result.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Replay_NoSummary_IsNoSuccess()
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync("journal replay");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
    }

    private static ReplayDecisionsResponse Ends(ReplaySummary summary) => new() { Summary = summary };

    private static ReplayDecisionsResponse Moved(ReplayVerdict verdict) => new()
    {
        Decision = new ReplayedDecision
        {
            DecisionId = SampleJournal.Id,
            BorrowerId = "wang",
            Product = "loan",
            Verdict = verdict,
            OutcomeThen = Outcome.Approve,
            OutcomeNow = Outcome.Refer,
            MovedRules = { "ltv" },
            MovedInputs = { "tax.credit_grade" },
        },
    };

    private static string[] Row(string output, string first) => output.Split('\n')
        .Select(line => line.Trim().Trim('│').Split('│').Select(cell => cell.Trim()).ToArray())
        .First(cells => cells.Length > 1 && cells[0] == first);
}
