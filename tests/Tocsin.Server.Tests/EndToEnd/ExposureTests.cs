using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Several loans of one borrower: kept apart, warned of apart, and decided on one at a time.</summary>
public sealed class ExposureTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task PutFeatures_TwoLoansLate_AreTwoWarningsAndOneMaximum()
    {
        await PutAsync("b-two", Loan("L-1", 31), Loan("L-2", 91));

        var status = await server.Warnings.GetBorrowerStatusAsync(
            new GetBorrowerStatusRequest { BorrowerId = "b-two" });
        var profile = await server.Features.GetProfileAsync(new GetProfileRequest { BorrowerId = "b-two" });

        Assert.Equal(
            [("L-1", WarningLevel.Orange), ("L-2", WarningLevel.Red)],
            status.Warnings.Select(warning => (warning.ExposureId, warning.Level)).Order());
        Assert.Equal(
            ["loan of L-1", "loan of L-2", "repayment of L-1", "repayment of L-2", "exposures of "],
            profile.Views.Select(view => $"{view.View} of {view.ExposureId}"));
        Assert.Equal(91, profile.Views[^1].Features["days_past_due_max"].Integer);
    }

    [Fact]
    public async Task PutFeatures_LoanWithoutValues_IsClosedAndItsWarningRetires()
    {
        await PutAsync("b-repaid", Loan("L-1", 31));

        await PutAsync("b-repaid", [[OfExposure("L-1", View("loan")), OfExposure("L-1", View("repayment"))]]);

        var status = await server.Warnings.GetBorrowerStatusAsync(
            new GetBorrowerStatusRequest { BorrowerId = "b-repaid" });
        var profile = await server.Features.GetProfileAsync(new GetProfileRequest { BorrowerId = "b-repaid" });
        var retired = Assert.Single(status.Warnings);
        Assert.Equal((WarningState.Retired, WarningLevel.None), (retired.State, status.Situation.Level));
        // Of the loans nothing is left but that nothing is owed.
        var together = Assert.Single(profile.Views);
        Assert.Equal(("exposures", 0), (together.View, together.Features["balance_cny"].Number));
    }

    [Fact]
    public async Task PutFeatures_MoreLoansThanAllowed_AreRefusedUntilOneIsClosed()
    {
        for (var first = 1; first <= 64; first += 16)
            await PutAsync("b-many", [.. Enumerable.Range(first, 16).Select(number => Loan($"L-{number}", 0))]);

        var refusal = await Refusal.OfAsync(server.Features.PutFeaturesAsync(Request("b-many", Loan("L-65", 0))));
        await PutAsync("b-many", Loan("L-64", 3));
        await PutAsync("b-many", [[OfExposure("L-64", View("loan")), OfExposure("L-64", View("repayment"))]]);
        await PutAsync("b-many", Loan("L-65", 0));

        Assert.Equal(new Refusal(StatusCode.FailedPrecondition, "EXPOSURES_TOO_MANY", "views"), refusal);
    }

    [Fact]
    public async Task EvaluateWorkflow_OfAnExposure_ReadsThatOne()
    {
        await PutAsync("b-one", Loan("L-1", 31), Loan("L-2", 91));

        Assert.Equal(RuleOutcome.Hit, (await OrangeAsync("L-1")).Outcome);
        Assert.Equal(RuleOutcome.Miss, (await RedAsync("L-1")).Outcome);
        Assert.Equal(RuleOutcome.Hit, (await RedAsync("L-2")).Outcome);
        Assert.Equal(RuleOutcome.Unknown, (await RedAsync("L-3")).Outcome);
        Assert.Equal(RuleOutcome.Unknown, (await RedAsync("")).Outcome);

        async Task<RuleResult> RedAsync(string exposure) => await LevelAsync(exposure, "red");
        async Task<RuleResult> OrangeAsync(string exposure) => await LevelAsync(exposure, "orange");
    }

    [Fact]
    public async Task Decide_BorrowerLateOnOneLoan_IsDeclinedForTheLargest()
    {
        await PutAsync("b-decide", [.. Loan("L-1", 0)], [.. Loan("L-2", 31)],
            [View("standing", ("has_loan", Flag(true)))]);

        var answer = await server.Decisions.DecideAsync(Application("b-decide"));

        Assert.Equal(Outcome.Decline, answer.Outcome);
    }

    private async Task<RuleResult> LevelAsync(string exposure, string level)
    {
        var answer = await server.Decisions.EvaluateWorkflowAsync(new EvaluateWorkflowRequest
        {
            Workflow = "early_warning_loan",
            BorrowerId = "b-one",
            ExposureId = exposure,
        });
        return answer.Results.Single(result => result.Rule == "loan_days_past_due").Nested
            .Single(nested => nested.Rule == level);
    }

    private static FeatureViewValues[] Loan(string exposure, int daysPastDue) =>
    [
        OfExposure(exposure, View("loan", ("active", Flag(true)))),
        OfExposure(exposure, View(
            "repayment", ("days_past_due", Integer(daysPastDue)), ("days_past_due_max_90d", Integer(daysPastDue)))),
    ];

    private static PutFeaturesRequest Request(string borrower, params FeatureViewValues[][] views) => new()
    {
        BorrowerId = borrower,
        Views = { views.SelectMany(view => view) },
        WaitForReview = true,
    };

    private async Task PutAsync(string borrower, params FeatureViewValues[][] views)
    {
        var answer = await server.Features.PutFeaturesAsync(Request(borrower, views));
        Assert.True(answer.Reviewed);
    }
}
