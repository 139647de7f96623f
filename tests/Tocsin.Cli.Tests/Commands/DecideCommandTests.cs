using Google.Protobuf.WellKnownTypes;
using Tocsin.V1;
using Xunit;
using Money = Google.Type.Money;

namespace Tocsin.Cli.Tests.Commands;

public sealed class DecideCommandTests
{
    private static readonly DecideResponse _answer = new()
    {
        DecisionId = "d-1",
        Outcome = Outcome.Decline,
        Product = "mse_loan",
        AsOf = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 3, 31, 9, 30, 0, TimeSpan.Zero)),
        RuleSet = new RuleSetReference { Activation = 7, Digest = new string('a', 64), Variant = "live" },
        Score = new Score { Points = 512, Grade = "BB", ProbabilityOfDefault = 0.0375, HorizonMonths = 12 },
        Reasons =
        {
            new Reason
            {
                Code = "K02",
                Kind = ReasonKind.KnockOut,
                Audience = Audience.Staff,
                Text = new LocalizedText { Zh = "企业主被列为[失信]被执行人", En = "The owner is listed" },
            },
        },
        Needed =
        {
            new NeededFeature { View = "accounts", Feature = "revenue_12m_cny", Reason = AbsenceReason.Stale },
        },
    };

    [Fact(Timeout = 60_000)]
    public async Task AsksWithTypedValuesAndTheProductsCurrency()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Decide = _ => _answer;
        await tool.RunAsync("decide mse_loan --borrower B1 --amount 300000.50 --term 12 --kind top_up "
            + "--set accounts.revenue_12m_cny=1200000 --set accounts.founded_on=2015-04-01");
        var request = Assert.IsType<DecideRequest>(tool.Services.Requests.Single());
        Assert.Equal(new Money { CurrencyCode = "CNY", Units = 300000, Nanos = 500_000_000 }, request.Amount);
        Assert.Equal(ApplicationKind.TopUp, request.Kind);
        Assert.Equal(12, request.TermMonths);
        var view = Assert.Single(request.Views);
        Assert.Equal(1200000, view.Features["revenue_12m_cny"].Number);
        Assert.Equal(2015, view.Features["founded_on"].Date.Year);
    }

    [Fact(Timeout = 60_000)]
    public async Task AnswersInProtobufJsonWithTheContractsNames()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Decide = _ => _answer;
        var result = await tool.RunAsync("decide mse_loan --borrower B1 --output json");
        Assert.Equal(ExitCode.Done, result.ExitCode);
        const string Expected = """
            { "decision_id": "d-1", "outcome": "OUTCOME_DECLINE", "as_of": "2026-03-31T09:30:00Z",
            "rule_set": { "activation": "7", "digest": "DIGEST", "variant": "live" },
            "score": { "points": 512, "grade": "BB", "probability_of_default": 0.0375, "horizon_months": 12 },
            "reasons": [ { "code": "K02", "kind": "REASON_KIND_KNOCK_OUT",
            "text": { "zh": "企业主被列为[失信]被执行人", "en": "The owner is listed" },
            "audience": "AUDIENCE_STAFF" } ],
            "needed": [ { "view": "accounts", "feature": "revenue_12m_cny", "reason": "ABSENCE_REASON_STALE" } ],
            "product": "mse_loan" }
            """;
        Assert.Equal(
            Expected.ReplaceLineEndings(" ").Replace("DIGEST", new string('a', 64), StringComparison.Ordinal),
            result.Out.TrimEnd());
    }

    [Fact(Timeout = 60_000)]
    public async Task AnswersPeopleWithOutcomeScoreAndReasonsInBothLanguages()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Decide = _ => _answer;
        var result = await tool.RunAsync("decide mse_loan --borrower B1");
        string[] expected =
        [
            "DECLINE", "512 points, grade BB, PD 3.75 % over 12 months", "企业主被列为[失信]被执行人",
            "The owner is listed", "accounts.revenue_12m_cny", "stale", "activation 7, digest aaaaaaaaaaaa",
            "2026-03-31 17:30:00 +08:00",
        ];
        Assert.All(expected, text => Assert.Contains(text, result.Out, StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task RefusesAWrongValueBeforeItAsks()
    {
        await using var tool = await ToolFixture.StartAsync();
        var result = await tool.RunAsync("decide mse_loan --borrower B1 --set bureau.listed=perhaps");
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Empty(tool.Services.Requests);
    }

    [Fact(Timeout = 60_000)]
    public async Task AnAmountOfAnUnknownProductEndsWithFive()
    {
        await using var tool = await ToolFixture.StartAsync();
        var result = await tool.RunAsync("decide no_loan --borrower B1 --amount 1");
        Assert.Equal(ExitCode.NotFound, result.ExitCode);
        Assert.EndsWith("it has mse_loan. [PRODUCT_UNKNOWN]", result.Error.TrimEnd(), StringComparison.Ordinal);
    }
}
