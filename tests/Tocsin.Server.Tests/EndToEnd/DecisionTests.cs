using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>
/// Decisions rest on stored features overlaid by the request's own; what is missing or stale is named.
/// </summary>
public sealed class DecisionTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Decide_BorrowerUnknown_IsANormalFirstApplicant()
    {
        var answer = await server.Decisions.DecideAsync(Application("b-first"));

        Assert.Equal((Outcome.Incomplete, false), (answer.Outcome, answer.Degraded));
        Assert.Contains(answer.Needed, Is("registry", "age_months", AbsenceReason.Missing));
        Assert.Contains(answer.Needed, Is("accounts", "dscr_ratio", AbsenceReason.Missing));
        Assert.All(answer.Needed, needed => Assert.NotEmpty(needed.Title.Zh));
        Assert.Null(answer.Score);
        Assert.Null(answer.ValidUntil);
    }

    [Fact]
    public async Task Decide_SoundBorrower_ApprovesOnStoredFeatures()
    {
        var views = SoundBorrower.Views();
        await server.Features.PutFeaturesAsync(new PutFeaturesRequest { BorrowerId = "b-sound", Views = { views } });

        var answer = await server.Decisions.DecideAsync(Application("b-sound"));

        Assert.Equal(Outcome.Approve, answer.Outcome);
        Assert.Equal((668, "2"), (answer.Score.Points, answer.Score.Grade));
        Assert.Equal(7, Guid.Parse(answer.DecisionId).Version);
        Assert.Equal(answer.AsOf.ToDateTimeOffset().AddDays(30), answer.ValidUntil.ToDateTimeOffset());
        var rules = answer.RuleSet;
        Assert.Equal((1, 64, "live"), (rules.Activation, rules.Digest.Length, rules.Variant));
        Assert.Equal("mse_working_capital", answer.Product);
    }

    [Fact]
    public async Task Decide_CarriedView_ReplacesTheStoredOneWholeForThatCall()
    {
        await server.Features.PutFeaturesAsync(
            new PutFeaturesRequest { BorrowerId = "b-overlay", Views = { SoundBorrower.Views() } });
        var request = Application("b-overlay");
        request.Views.Add(View("judicial", ("firm_dishonest_listed", Flag(true)), ("enforcement_cny", Number(0))));

        var carried = await server.Decisions.DecideAsync(request);
        var stored = await server.Decisions.DecideAsync(Application("b-overlay"));

        Assert.Equal(Outcome.Decline, carried.Outcome);
        Assert.Equal("K01", carried.Reasons[0].Code);
        Assert.Contains(carried.Needed, Is("judicial", "owner_dishonest_listed", AbsenceReason.Missing));
        Assert.DoesNotContain(carried.Needed, needed => needed.View != "judicial");
        Assert.Equal(Outcome.Approve, stored.Outcome);
    }

    [Fact]
    public async Task Decide_StaleView_IsNamedAsStale()
    {
        var views = SoundBorrower.Views();
        var now = await server.NowAsync();
        views.Single(view => view.View == "bureau").At(now.AddDays(-46));
        views.Single(view => view.View == "registry").At(now.AddDays(-44));
        await server.Features.PutFeaturesAsync(new PutFeaturesRequest { BorrowerId = "b-stale", Views = { views } });

        var answer = await server.Decisions.DecideAsync(Application("b-stale"));

        Assert.Equal(Outcome.Incomplete, answer.Outcome);
        Assert.Contains(answer.Needed, Is("bureau", "owner_query_count_3m", AbsenceReason.Stale));
        Assert.All(answer.Needed, needed =>
            Assert.Equal(("bureau", AbsenceReason.Stale), (needed.View, needed.Reason)));
        Assert.Contains(answer.Reasons, reason => reason.Code == "U02");
    }

    [Fact]
    public async Task Decide_StaleCarriedView_CountsAsStaleToo()
    {
        var request = SoundLoan();
        request.Views[0].At((await server.NowAsync()).AddDays(-46));

        var answer = await server.Decisions.DecideAsync(request);

        Assert.Equal(Outcome.Incomplete, answer.Outcome);
        Assert.Contains(answer.Needed, Is("sba_loan", "guaranteed_fraction", AbsenceReason.Stale));
    }

    [Fact]
    public async Task Decide_Request_StoresNothing()
    {
        await server.Decisions.DecideAsync(SoundLoan());

        var refusal = await Refusal.OfAsync(
            server.Features.GetProfileAsync(new GetProfileRequest { BorrowerId = SoundLoan().BorrowerId }));

        Assert.Equal("BORROWER_UNKNOWN", refusal.Reason);
    }

    [Fact]
    public async Task EvaluateWorkflow_ShippedKnockOuts_TellsEachRuleAndWhatItLacked()
    {
        var answer = await server.Decisions.EvaluateWorkflowAsync(new EvaluateWorkflowRequest
        {
            RequestId = "e-1",
            Workflow = "mse_knock_outs",
            Views =
            {
                View("judicial", ("firm_dishonest_listed", Flag(true)), ("owner_dishonest_listed", Flag(false))),
                OfExposure("loan-1", View("repayment", ("days_past_due", Integer(90)))),
            },
        });

        var results = answer.Results.ToDictionary(result => result.Rule);
        Assert.Equal("e-1", answer.RequestId);
        Assert.Equal(RuleOutcome.Hit, results["firm_dishonest_listed"].Outcome);
        Assert.Equal(RuleOutcome.Miss, results["owner_dishonest_listed"].Outcome);
        Assert.Equal(RuleOutcome.Unknown, results["open_enforcement"].Outcome);
        var absent = Assert.Single(results["open_enforcement"].Absent);
        Assert.Equal(("judicial.enforcement_cny", AbsenceReason.Missing), (absent.Feature, absent.Reason));
    }

    private static Predicate<NeededFeature> Is(string view, string feature, AbsenceReason reason) =>
        needed => (needed.View, needed.Feature, needed.Reason) == (view, feature, reason);
}
