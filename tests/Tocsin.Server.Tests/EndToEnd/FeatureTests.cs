using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>What becomes of features that are sent, and of borrowers that are closed or erased.</summary>
public sealed class FeatureTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly DateTimeOffset _monday = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task PutFeatures_RepeatAndOlder_ChangeNothing()
    {
        var first = await PutAsync("b-repeat", 1, _monday);
        var repeat = await PutAsync("b-repeat", 1, _monday);
        var older = await PutAsync("b-repeat", 9, _monday.AddDays(-1));
        var newer = await PutAsync("b-repeat", 2, _monday.AddDays(1));

        Assert.Equal((1, ViewUpdateOutcome.Applied), (first.Revision, first.Views.Single().Outcome));
        Assert.Equal((1, ViewUpdateOutcome.Repeated), (repeat.Revision, repeat.Views.Single().Outcome));
        Assert.Equal((1, ViewUpdateOutcome.IgnoredOlder), (older.Revision, older.Views.Single().Outcome));
        Assert.Equal((2, ViewUpdateOutcome.Applied), (newer.Revision, newer.Views.Single().Outcome));
        Assert.Equal(2, await LawsuitsAsync("b-repeat"));
    }

    [Fact]
    public async Task PutFeatures_OtherContentAtTheSameTime_NeedsACorrection()
    {
        await PutAsync("b-conflict", 1, _monday);
        var request = Request("b-conflict", 2, _monday);
        request.Views.Insert(0, View("tax", ("credit_grade", Text("A"))));

        var refusal = await Refusal.OfAsync(server.Features.PutFeaturesAsync(request));

        Assert.Equal(new Refusal(StatusCode.Aborted, "OBSERVED_AT_CONFLICT", "views[1].observed_at"), refusal);
        var profile = await ProfileAsync("b-conflict");
        Assert.Equal("judicial", Assert.Single(profile.Views).View);
        Assert.Equal(1, await LawsuitsAsync("b-conflict"));
        request.Correction = true;
        var corrected = await server.Features.PutFeaturesAsync(request);
        Assert.Equal(["tax", "judicial"], corrected.Views.Select(view => view.View));
        Assert.All(corrected.Views, view => Assert.Equal(ViewUpdateOutcome.Applied, view.Outcome));
        Assert.Equal(2, await LawsuitsAsync("b-conflict"));
    }

    [Fact]
    public async Task PutFeatures_View_IsReplacedWhole()
    {
        var full = View("judicial", ("lawsuit_count_12m", Integer(3)), ("account_frozen", Flag(false)));
        await server.Features.PutFeaturesAsync(
            new PutFeaturesRequest { BorrowerId = "b-whole", Views = { full.At(_monday), View("tax").At(_monday) } });

        var missing = new FeatureValue { Missing = new() };
        var half = View("judicial", ("lawsuit_count_12m", missing), ("enforcement_cny", Integer(7)));
        await server.Features.PutFeaturesAsync(
            new PutFeaturesRequest { BorrowerId = "b-whole", Views = { half.At(_monday.AddDays(1)) } });

        var views = (await ProfileAsync("b-whole")).Views;
        Assert.Equal(["judicial", "tax"], views.Select(view => view.View));
        var feature = Assert.Single(views[0].Features);
        Assert.Equal(("enforcement_cny", 7.0), (feature.Key, feature.Value.Number));
    }

    [Fact]
    public async Task PutFeatures_ChineseAndFullWidth_AreAcceptedAndFolded()
    {
        await server.Features.PutFeaturesAsync(new PutFeaturesRequest
        {
            BorrowerId = "b-fold",
            Views =
            {
                View("tax", ("credit_grade", Text("Ａ"))),
                View("lender", ("branch", Text("杭州西湖支行（Ａ１）")), ("officer", Text("Ｗａｎｇ　王"))),
            },
        });

        var views = (await ProfileAsync("b-fold")).Views.ToDictionary(view => view.View);

        Assert.Equal("A", views["tax"].Features["credit_grade"].Text);
        Assert.Equal("杭州西湖支行(A1)", views["lender"].Features["branch"].Text);
        Assert.Equal("Wang 王", views["lender"].Features["officer"].Text);
    }

    [Fact]
    public async Task PutFeatures_ClockAhead_IsTakenUpToFiveMinutes()
    {
        var now = await server.NowAsync();

        await PutAsync("b-ahead", 1, now.AddMinutes(4));
        var refusal = await Refusal.OfAsync(server.Features.PutFeaturesAsync(Request("b-ahead", 2, now.AddMinutes(6))));

        Assert.Equal("OBSERVED_AT_IN_FUTURE", refusal.Reason);
        Assert.Equal(1, await LawsuitsAsync("b-ahead"));
    }

    [Fact]
    public async Task GetProfile_OldView_IsStaleSinceItsLimit()
    {
        await PutAsync("b-stale", 1, _monday.AddYears(-1));
        await server.Features.PutFeaturesAsync(
            new PutFeaturesRequest { BorrowerId = "b-stale", Views = { View("tax") } });

        var views = (await ProfileAsync("b-stale")).Views;

        Assert.Equal([true, false], views.Select(view => view.Stale));
        Assert.Equal(_monday.AddYears(-1), views[0].ObservedAt.ToDateTimeOffset());
        Assert.Equal(_monday.AddYears(-1).AddDays(15), views[0].StaleAt.ToDateTimeOffset());
    }

    [Fact]
    public async Task ListBorrowers_SmallPages_GoThroughAllPartitionsInOrder()
    {
        var put = Enumerable.Range(0, 40).Select(i => $"page-{i}").Concat(["Page-A", "page_A", "page:1"]).ToList();
        foreach (var borrower in put) await server.Features.PutFeaturesAsync(Update(borrower));

        var listed = new List<string>();
        var request = new ListBorrowersRequest { PageSize = 7 };
        do
        {
            var page = await server.Features.ListBorrowersAsync(request);
            Assert.InRange(page.Borrowers.Count, 0, 7);
            listed.AddRange(page.Borrowers.Select(borrower => borrower.BorrowerId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        var expected = put.Order(StringComparer.Ordinal);
        Assert.Equal(expected, listed.Where(put.Contains));
        Assert.Equal(listed.Distinct().Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public async Task PutFeatures_WaitForReview_AnswersWithTheReviewDone()
    {
        var answer = await server.Features.PutFeaturesAsync(Dishonest("b-wait"));

        Assert.True(answer.Reviewed);
        var status = await StatusAsync("b-wait");
        Assert.Equal((1, 1), (status.ReviewedRevision, status.FeaturesRevision));
        Assert.Equal(WarningLevel.Red, status.Situation.Level);
        Assert.True(status.Situation.OnWatchlist);
        Assert.Equal("jud_dishonest_listed", Assert.Single(status.Warnings).Indicator);
    }

    [Fact]
    public async Task CloseBorrower_WithWarnings_RetiresThemUntilTheNextUpdate()
    {
        await server.Features.PutFeaturesAsync(Dishonest("b-close"));
        var request = new CloseBorrowerRequest { BorrowerId = "b-close", Reason = "repaid" };

        var closed = await server.Features.CloseBorrowerAsync(request);
        var again = await server.Features.CloseBorrowerAsync(request);

        Assert.Equal((1, 0), (closed.RetiredWarnings, again.RetiredWarnings));
        var status = await StatusAsync("b-close");
        Assert.True(status.Closed);
        Assert.Equal((WarningState.Retired, WarningLevel.None), (status.Warnings[0].State, status.Situation.Level));
        await server.Features.PutFeaturesAsync(Dishonest("b-close"));
        status = await StatusAsync("b-close");
        Assert.False(status.Closed);
        Assert.Equal(WarningLevel.Red, status.Situation.Level);
    }

    [Fact]
    public async Task DeleteBorrower_Known_IsUnknownAfterwards()
    {
        await server.Features.PutFeaturesAsync(Dishonest("b-erase"));
        var request = new DeleteBorrowerRequest { BorrowerId = "b-erase", Reason = "asked for erasure" };

        var erased = await server.Features.DeleteBorrowerAsync(request);

        Assert.Equal(1, erased.RetiredWarnings);
        var unknown = new Refusal(StatusCode.NotFound, "BORROWER_UNKNOWN", "borrower_id");
        Assert.Equal(unknown, await Refusal.OfAsync(server.Features.DeleteBorrowerAsync(request)));
        Assert.Equal(unknown, await Refusal.OfAsync(ProfileAsync("b-erase")));
        Assert.Equal(unknown, await Refusal.OfAsync(StatusAsync("b-erase")));
        var warnings = await server.Warnings.ListWarningsAsync(new ListWarningsRequest { PageSize = 1_000 });
        Assert.DoesNotContain(warnings.Warnings, warning => warning.BorrowerId == "b-erase");
        Assert.Single((await server.Features.PutFeaturesAsync(Update("b-erase"))).Views);
    }

    private static PutFeaturesRequest Request(string borrower, long lawsuits, DateTimeOffset observedAt) => new()
    {
        BorrowerId = borrower,
        Views = { View("judicial", ("lawsuit_count_12m", Integer(lawsuits))).At(observedAt) },
    };

    private async Task<PutFeaturesResponse> PutAsync(string borrower, long lawsuits, DateTimeOffset observedAt) =>
        await server.Features.PutFeaturesAsync(Request(borrower, lawsuits, observedAt));

    private async Task<GetProfileResponse> ProfileAsync(string borrower) =>
        await server.Features.GetProfileAsync(new GetProfileRequest { BorrowerId = borrower });

    private async Task<GetBorrowerStatusResponse> StatusAsync(string borrower) =>
        await server.Warnings.GetBorrowerStatusAsync(new GetBorrowerStatusRequest { BorrowerId = borrower });

    private async Task<long> LawsuitsAsync(string borrower)
    {
        var views = (await ProfileAsync(borrower)).Views;
        return views.Single(view => view.View == "judicial").Features["lawsuit_count_12m"].Integer;
    }
}
