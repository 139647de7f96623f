using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>The loans of a borrower are classified by the shipped tables, over the wire.</summary>
public sealed class ClassificationTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData(0, "normal", "stage_1")]
    [InlineData(1, "special_mention", "stage_1")]
    [InlineData(7, "special_mention", "stage_1")]
    [InlineData(8, "special_mention", "stage_1")]
    [InlineData(30, "special_mention", "stage_1")]
    [InlineData(31, "special_mention", "stage_2")]
    [InlineData(90, "special_mention", "stage_2")]
    [InlineData(91, "substandard", "stage_3")]
    [InlineData(270, "substandard", "stage_3")]
    [InlineData(271, "doubtful", "stage_3")]
    [InlineData(360, "doubtful", "stage_3")]
    [InlineData(361, "loss", "stage_3")]
    public async Task ClassifyExposures_DaysPastDue_GiveCategoryAndStage(int days, string category, string stage)
    {
        var borrower = $"b-days-{days}";
        await PutAsync(borrower, ClassifiedLoans.Firm(), ClassifiedLoans.Of("L-1", days));

        var answer = await ClassifyAsync(borrower);

        var loan = Assert.Single(answer.Exposures);
        Assert.Equal((category, true), (loan.Category, loan.Complete));
        Assert.Equal((stage, true), (loan.Stage.Result, loan.Stage.Complete));
        Assert.Equal((1, false, false), (answer.RuleSet.Activation, answer.Degraded, answer.UsesDrafts));
    }

    [Fact]
    public async Task ClassifyExposures_RowThatHit_IsToldWithItsTitleAndWhatItRead()
    {
        await PutAsync("b-row", ClassifiedLoans.Firm(), ClassifiedLoans.Of("L-1", 91));

        var answer = (await ClassifyAsync("b-row")).Exposures.Single().CategoryAnswer;

        var row = answer.Rows.Single(row => row.Rule == "overdue_90");
        Assert.Equal(("substandard", RuleOutcome.Hit, true), (row.Result, row.Outcome, row.Counts));
        Assert.Equal(("逾期超过90天", "Overdue for more than 90 days"), (row.Title.Zh, row.Title.En));
        var read = row.Values.Single(value => value.Feature == "repayment.days_past_due");
        Assert.Equal(91, read.Value.Integer);
        Assert.NotNull(read.ObservedAt);
    }

    [Fact]
    public async Task ClassifyExposures_CauseOfShortArrearsUnknown_IsAtLeastNormal()
    {
        await PutAsync("b-cause", ClassifiedLoans.Firm(), ClassifiedLoans.Of("L-1", 7, without: "overdue_technical"));

        var loan = (await ClassifyAsync("b-cause")).Exposures.Single();

        Assert.Equal(("normal", false), (loan.Category, loan.Complete));
        Assert.Equal(["special_mention"], loan.Possible);
        var needed = Assert.Single(loan.Needed);
        Assert.Equal(("repayment", "overdue_technical"), (needed.View, needed.Feature));
        Assert.Equal(AbsenceReason.Missing, needed.Reason);
    }

    [Fact]
    public async Task ClassifyExposures_OtherLoanNonPerforming_IsToldAsADraftWithoutTheSetting()
    {
        await PutAsync("b-two", ClassifiedLoans.Firm(), ClassifiedLoans.Of("L-1", 0), ClassifiedLoans.Of("L-2", 91));

        var answer = await ClassifyAsync("b-two");

        Assert.Equal(
            ["L-1 special_mention", "L-2 substandard"],
            answer.Exposures.Select(loan => $"{loan.ExposureId} {loan.Category}"));
        var sound = answer.Exposures[0];
        Assert.Equal(
            ("substandard", true),
            (sound.CategoryAnswer.ResultWithDrafts, sound.CategoryAnswer.CompleteWithDrafts));
        Assert.Equal("", sound.Stage.ResultWithDrafts);
        var row = sound.CategoryAnswer.Rows.Single(row => row.Rule == "debtor_contagion");
        Assert.Equal((RuleOutcome.Hit, false, true), (row.Outcome, row.Counts, row.Draft));
        Assert.False(sound.RaisedByContagion);
        Assert.Equal(("", true, "small"), (answer.Size.Result, answer.Size.Draft, answer.Size.ResultWithDrafts));
    }

    [Fact]
    public async Task ClassifyExposures_WithTheSetting_CountsDrafts()
    {
        using var folder = new TemporaryFolder();
        await using var other = await ServerProcess.StartReadyAsync(
            folder.At("data"), "Samples:Enabled=false", "Rules:UseDrafts=true");
        await new FeatureService.FeatureServiceClient(other.Channel).PutFeaturesAsync(Request(
            "b-drafts", ClassifiedLoans.Firm(), ClassifiedLoans.Of("L-1", 0), ClassifiedLoans.Of("L-2", 91)));

        var answer = await new DecisionService.DecisionServiceClient(other.Channel).ClassifyExposuresAsync(
            new ClassifyExposuresRequest { BorrowerId = "b-drafts", ExposureIds = { "L-1" } });

        var loan = Assert.Single(answer.Exposures);
        Assert.Equal(("substandard", true, true), (loan.Category, loan.Complete, loan.RaisedByContagion));
        Assert.Equal((true, "small"), (answer.UsesDrafts, answer.Size.Result));
    }

    [Theory]
    [InlineData(2, "normal", CategoryUpgrade.Proven)]
    [InlineData(1, "substandard", CategoryUpgrade.Held)]
    public async Task ClassifyExposures_BookedWorse_IsHeldUntilProven(
        int instalments, string category, CategoryUpgrade upgrade)
    {
        var borrower = $"b-booked-{instalments}";
        await PutAsync(borrower, ClassifiedLoans.Firm(),
            ClassifiedLoans.Of("L-1", 0, booked: "substandard", instalments: instalments));

        var loan = (await ClassifyAsync(borrower)).Exposures.Single();

        Assert.Equal((category, true), (loan.Category, loan.Complete));
        Assert.Equal((upgrade, "substandard"), (loan.Upgrade, loan.CategoryBooked));
        Assert.Equal("normal", loan.CategoryAnswer.Result);
    }

    [Fact]
    public async Task ClassifyExposures_RenewalAskedFor_IsAnsweredFromWhatTheRequestCarries()
    {
        await PutAsync("b-renewal", ClassifiedLoans.Firm(), ClassifiedLoans.Of("L-1", 0));
        var request = new ClassifyExposuresRequest
        {
            BorrowerId = "b-renewal",
            WithRenewal = true,
            Views =
            {
                OfExposure("L-1", ClassifiedLoans.Loan(refinances: true)),
                OfExposure("L-1", ClassifiedLoans.Renewal(2027, 9, 30)),
            },
        };

        var renewed = (await server.Decisions.ClassifyExposuresAsync(request)).Exposures.Single();

        Assert.Equal(("may_stay_normal", true), (renewed.Renewal.Result, renewed.Renewal.Complete));
        Assert.Equal("normal", renewed.Category);
        Assert.Null((await ClassifyAsync("b-renewal")).Exposures.Single().Renewal);
    }

    [Fact]
    public async Task ClassifyExposures_BadRequests_AreRefusedByName()
    {
        await PutAsync("b-bad", ClassifiedLoans.Firm(), ClassifiedLoans.Of("L-1", 0));
        var bad = new ClassifyExposuresRequest { BorrowerId = "b-bad" };

        await AssertRefusedAsync(bad, it => it.BorrowerId = "", "BORROWER_ID_INVALID", "borrower_id");
        await AssertRefusedAsync(bad, it => it.BorrowerId = "b-none", "BORROWER_UNKNOWN", "borrower_id",
            StatusCode.NotFound);
        await AssertRefusedAsync(bad, it => it.ExposureIds.Add("L-9"), "EXPOSURE_UNKNOWN", "exposure_ids[0]",
            StatusCode.NotFound);
        await AssertRefusedAsync(bad, it => it.ExposureIds.Add(["L-1", ""]), "EXPOSURE_ID_INVALID", "exposure_ids[1]");
        await AssertRefusedAsync(bad, it => it.ExposureIds.Add(["L-1", "L-1"]), "REQUEST_INVALID", "exposure_ids");
        await AssertRefusedAsync(bad, it => it.ExposureIds.Add(Enumerable.Range(0, 65).Select(i => $"L-{i}")),
            "TOO_MANY", "exposure_ids");
        await AssertRefusedAsync(bad, it => it.RequestId = new string('r', 65), "FIELD_TOO_LONG", "request_id");
        await AssertRefusedAsync(bad, it => it.Views.Add(View("repayment")), "VIEW_NOT_ACCEPTED", "views[0].view");
        await AssertRefusedAsync(bad, it => it.AtLeastActivation = 99, "ACTIVATION_NOT_REACHED", "at_least_activation",
            StatusCode.FailedPrecondition);
        await server.StillAnswersAsync();
    }

    [Fact]
    public async Task ClassifyExposures_RulesWithoutAClassification_SayThatThereIsNone()
    {
        using var folder = new TemporaryFolder();
        var rules = new RuleCopy(folder);
        File.Delete(Path.Combine(rules.Folder, "classification.json"));
        await using var other = await ServerProcess.StartReadyAsync(
            folder.At("data"), "Samples:Enabled=false", rules.Setting);

        var refusal = await Refusal.OfAsync(new DecisionService.DecisionServiceClient(other.Channel)
            .ClassifyExposuresAsync(new ClassifyExposuresRequest { BorrowerId = "b-1" }));

        Assert.Equal(new Refusal(StatusCode.FailedPrecondition, "CLASSIFICATION_UNDEFINED", ""), refusal);
    }

    private async Task AssertRefusedAsync(
        ClassifyExposuresRequest sound, Action<ClassifyExposuresRequest> spoil, string reason, string field,
        StatusCode code = StatusCode.InvalidArgument)
    {
        var request = sound.Clone();
        spoil(request);
        Assert.Equal(
            new Refusal(code, reason, field),
            await Refusal.OfAsync(server.Decisions.ClassifyExposuresAsync(request)));
    }

    private async Task<ClassifyExposuresResponse> ClassifyAsync(string borrower) =>
        await server.Decisions.ClassifyExposuresAsync(new ClassifyExposuresRequest { BorrowerId = borrower });

    private static PutFeaturesRequest Request(string borrower, params FeatureViewValues[][] views) =>
        new() { BorrowerId = borrower, Views = { views.SelectMany(view => view) } };

    private async Task PutAsync(string borrower, params FeatureViewValues[][] views) =>
        await server.Features.PutFeaturesAsync(Request(borrower, views));
}
