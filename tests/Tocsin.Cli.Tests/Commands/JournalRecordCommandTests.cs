using Tocsin.V1;
using Xunit;
using Money = Google.Type.Money;

namespace Tocsin.Cli.Tests.Commands;

public sealed class JournalRecordCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task Record_Override_SendsWhatWasSaid()
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync(
        [
            "journal", "record", SampleJournal.Id, "overridden", "--to", "approve_with_conditions", "--reason",
            "a guarantor came", "--at", "2026-04-01",
        ]);

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.Equal("recorded: overridden", result.Out.TrimEnd());
        var request = Assert.IsType<RecordDecisionOutcomeRequest>(tool.Services.Requests.Single());
        Assert.Equal(
            (SampleJournal.Id, DecisionResult.Overridden, Outcome.ApproveWithConditions, "a guarantor came"),
            (request.DecisionId, request.Result, request.OverriddenTo, request.Reason));
        // Midnight in the tool's zone, which is UTC+8.
        Assert.Equal(new DateTimeOffset(2026, 3, 31, 16, 0, 0, TimeSpan.Zero), request.OccurredAt.ToDateTimeOffset());
        Assert.Null(request.Amount);
    }

    [Fact(Timeout = 60_000)]
    public async Task Record_AmountWithoutCurrency_TakesTheDecisionsOwn()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Decision = _ => new GetDecisionResponse { Decision = SampleJournal.Full() };

        var result = await tool.RunAsync($"journal record {SampleJournal.Id} booked --amount 250000.5");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        var request = Assert.IsType<RecordDecisionOutcomeRequest>(tool.Services.Requests.Last());
        Assert.Equal(new Money { CurrencyCode = "CNY", Units = 250_000, Nanos = 500_000_000 }, request.Amount);
        Assert.Null(request.OccurredAt);
    }

    [Fact(Timeout = 60_000)]
    public async Task Record_AmountOfADecisionWithoutOne_TakesTheProductsCurrency()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Decision = _ => new GetDecisionResponse
        {
            Decision = new JournaledDecision { Answer = new DecideResponse { Product = "mse_loan" } },
        };

        await tool.RunAsync($"journal record {SampleJournal.Id} defaulted --amount 1");

        var request = Assert.IsType<RecordDecisionOutcomeRequest>(tool.Services.Requests.Last());
        Assert.Equal("CNY", request.Amount.CurrencyCode);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("paid")]
    [InlineData("accepted --at yesterday")]
    [InlineData("overridden --to perhaps")]
    public async Task Record_WrongWords_AreRefusedBeforeItAsks(string words)
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync($"journal record {SampleJournal.Id} {words}");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Empty(tool.Services.Requests);
    }
}
