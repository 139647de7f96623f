using Google.Protobuf.WellKnownTypes;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class ClassifyCommandTests
{
    private static readonly ClassifyExposuresResponse _answer = new()
    {
        AsOf = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 3, 31, 9, 30, 0, TimeSpan.Zero)),
        RuleSet = new RuleSetReference { Activation = 7, Digest = new string('a', 64), Variant = "live" },
        Exposures =
        {
            new ExposureClassification
            {
                ExposureId = "L-1",
                Category = "substandard",
                CategoryTitle = new LocalizedText { Zh = "次级", En = "Substandard" },
                CategoryBooked = "substandard",
                Upgrade = CategoryUpgrade.Held,
                CategoryAnswer = new TableAnswer
                {
                    Table = "five_category",
                    Result = "normal",
                    ResultWithDrafts = "loss",
                    CompleteWithDrafts = true,
                    Complete = true,
                    Rows =
                    {
                        new TableRow
                        {
                            Rule = "in_liquidation",
                            Result = "loss",
                            Outcome = RuleOutcome.Hit,
                            Draft = true,
                            Title = new LocalizedText { Zh = "清算", En = "In [liquidation]" },
                        },
                    },
                },
                Stage = new TableAnswer { Table = "ifrs9_stage", Result = "stage_1", Possible = { "stage_2" } },
                Renewal = new TableAnswer { Table = "renewal", Possible = { "may_stay_normal", "not_in_scope" } },
                Needed =
                {
                    new NeededFeature { View = "repayment", Feature = "costs_paid", Reason = AbsenceReason.Stale },
                },
            },
        },
        Size = new TableAnswer { Table = "size", Draft = true, ResultWithDrafts = "small" },
    };

    [Fact(Timeout = 60_000)]
    public async Task AsksForTheExposureAndWithTypedValues()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Classify = _ => _answer;

        await tool.RunAsync("classify B1 --exposure L-1 --renewal --request-id r-1 --at-least-activation 3 "
            + "--set accounts.revenue_12m_cny=1200000");

        var request = Assert.IsType<ClassifyExposuresRequest>(tool.Services.Requests.Last());
        Assert.Equal(("B1", "r-1", true, 3L), (
            request.BorrowerId, request.RequestId, request.WithRenewal, request.AtLeastActivation));
        Assert.Equal(["L-1"], request.ExposureIds);
        Assert.Equal(1200000, Assert.Single(request.Views).Features["revenue_12m_cny"].Number);
    }

    [Fact(Timeout = 60_000)]
    public async Task AsksForEveryExposureWhenNoneIsNamed()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Classify = _ => new ClassifyExposuresResponse { AsOf = _answer.AsOf, RuleSet = _answer.RuleSet };

        var result = await tool.RunAsync("classify B1");

        var request = Assert.IsType<ClassifyExposuresRequest>(tool.Services.Requests.Single());
        Assert.Empty(request.ExposureIds);
        Assert.Contains("The borrower has no open exposure.", result.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task AnswersPeopleWithCategoryRowsAndWhatIsNeeded()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Classify = _ => _answer;

        var result = await tool.RunAsync("classify B1 --renewal");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        string[] expected =
        [
            "at least substandard", "次级 · Substandard", "at least stage_1", "may_stay_normal or not_in_scope",
            "held: the tables say normal", "draft: would be loss", "In [liquidation]", "repayment.costs_paid", "stale",
            "unknown (draft: would be at least small)", "activation 7, digest aaaaaaaaaaaa",
            "2026-03-31 17:30:00 +08:00",
        ];
        Assert.All(expected, text => Assert.Contains(text, result.Out, StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task AnswersInProtobufJsonWithTheContractsNames()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Classify = _ => _answer;

        var result = await tool.RunAsync("classify B1 --output json");

        string[] expected =
        [
            """ "upgrade": "CATEGORY_UPGRADE_HELD" """, """ "category_booked": "substandard" """,
            """ "result_with_drafts": "loss" """, """ "possible": [ "stage_2" ] """,
        ];
        Assert.All(expected, text => Assert.Contains(text.Trim(), result.Out, StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task RefusesAnUnknownFeatureBeforeItAsks()
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync("classify B1 --set loans.balance_cny=1");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.DoesNotContain(tool.Services.Requests, request => request is ClassifyExposuresRequest);
    }
}
