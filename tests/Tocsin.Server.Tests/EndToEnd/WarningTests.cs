using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>What people do to warnings, and what they see of them.</summary>
public sealed class WarningTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Acknowledge_ThenResolve_SucceedEachTimeAndLeaveAHistory()
    {
        var warning = await RaisedAsync("b-treat");
        const string reason = "已电话核实（Ａ）";
        var taking = new AcknowledgeWarningRequest { WarningId = warning.Id, ExpectedRevision = 1, Reason = reason };
        var closing = new ResolveWarningRequest { WarningId = warning.Id, ExpectedRevision = 2, Reason = "settled" };

        var taken = (await server.Warnings.AcknowledgeWarningAsync(taking)).Warning;
        var takenAgain = (await server.Warnings.AcknowledgeWarningAsync(taking)).Warning;
        var closed = (await server.Warnings.ResolveWarningAsync(closing)).Warning;
        var closedAgain = (await server.Warnings.ResolveWarningAsync(closing)).Warning;

        Assert.Equal((2, WarningState.Acknowledged), (taken.Revision, taken.State));
        Assert.Equal(taken, takenAgain);
        Assert.Equal((3, WarningState.Resolved), (closed.Revision, closed.State));
        Assert.Equal(closed, closedAgain);
        var shown = await server.Warnings.GetWarningAsync(new GetWarningRequest { WarningId = warning.Id });
        Assert.Equal(
            [WarningChangeKind.Raised, WarningChangeKind.Acknowledged, WarningChangeKind.Resolved],
            shown.History.Select(line => line.Kind));
        Assert.Equal([1L, 2L, 3L], shown.History.Select(line => line.Revision));
        Assert.Equal(WarningCauseKind.FeatureUpdate, shown.History[0].Cause.Kind);
        Assert.Equal(
            (WarningCauseKind.Operator, "anonymous", "已电话核实(A)"),
            (shown.History[1].Cause.Kind, shown.History[1].Cause.Actor, shown.History[1].Cause.Reason));
        Assert.Equal(WarningLevel.None, shown.Borrower.Level);
    }

    [Fact]
    public async Task Treatment_OtherRevision_IsRefused()
    {
        var warning = await RaisedAsync("b-revision");
        var taking = new AcknowledgeWarningRequest { WarningId = warning.Id, ExpectedRevision = 7, Reason = "seen" };
        var closing = new ResolveWarningRequest { WarningId = warning.Id, ExpectedRevision = 7, Reason = "settled" };
        var expected = new Refusal(StatusCode.Aborted, "WARNING_REVISION_DIFFERS", "expected_revision");

        Assert.Equal(expected, await Refusal.OfAsync(server.Warnings.AcknowledgeWarningAsync(taking)));
        Assert.Equal(expected, await Refusal.OfAsync(server.Warnings.ResolveWarningAsync(closing)));
        closing.ExpectedRevision = 0;
        Assert.Equal(2, (await server.Warnings.ResolveWarningAsync(closing)).Warning.Revision);
    }

    [Fact]
    public async Task Treatment_ClosedInAnotherWay_IsRefused()
    {
        var resolved = await RaisedAsync("b-resolved");
        var retired = await RaisedAsync("b-retired");
        await server.Warnings.ResolveWarningAsync(
            new ResolveWarningRequest { WarningId = resolved.Id, Reason = "settled" });
        await server.Features.CloseBorrowerAsync(
            new CloseBorrowerRequest { BorrowerId = "b-retired", Reason = "repaid" });
        var expected = new Refusal(StatusCode.FailedPrecondition, "WARNING_CLOSED", "warning_id");

        Assert.Equal(expected, await Refusal.OfAsync(server.Warnings.AcknowledgeWarningAsync(
            new AcknowledgeWarningRequest { WarningId = resolved.Id, Reason = "seen" })));
        Assert.Equal(expected, await Refusal.OfAsync(server.Warnings.ResolveWarningAsync(
            new ResolveWarningRequest { WarningId = retired.Id, Reason = "settled" })));
    }

    [Fact]
    public async Task Treatment_AnotherBorrowersWarning_IsUnknown()
    {
        var warning = await RaisedAsync("b-own");
        var foreign = "b-other/" + warning.Id.Split('/')[1];

        var refusal = await Refusal.OfAsync(
            server.Warnings.GetWarningAsync(new GetWarningRequest { WarningId = foreign }));

        Assert.Equal("WARNING_UNKNOWN", refusal.Reason);
    }

    [Fact]
    public async Task ListWarnings_StateAndFilter_GiveWhatMatches()
    {
        var request = Dishonest("b-listed");
        request.Views.Add(View("lender", ("branch", Text("hz-list"))));
        request.Views.Add(View("bureau", ("owner_overdue_days", Integer(1))));
        await server.Features.PutFeaturesAsync(request);
        var ofBranch = new WarningFilter { Labels = { ["lender.branch"] = "ｈｚ-list" } };
        var red = new WarningFilter { Labels = { ["lender.branch"] = "hz-list" }, MinimumLevel = WarningLevel.Red };
        var ofFamily = new WarningFilter { BorrowerIds = { "b-listed" }, Families = { "own" } };

        Assert.Equal(
            ["jud_dishonest_listed", "own_overdue"], (await ListAsync(ofBranch)).Order(StringComparer.Ordinal));
        Assert.Equal(["jud_dishonest_listed"], await ListAsync(red));
        Assert.Equal(["own_overdue"], await ListAsync(ofFamily));
        Assert.Empty(await ListAsync(ofFamily, WarningState.Resolved));
        Assert.Equal(["own_overdue"], await ListAsync(ofFamily, WarningState.Raised));
    }

    [Fact]
    public async Task ListWarnings_SmallPages_GiveEachWarningOnceInOrder()
    {
        for (var i = 0; i < 20; i++) await server.Features.PutFeaturesAsync(Dishonest($"page-{i}"));
        var listed = new List<string>();
        var request = new ListWarningsRequest { PageSize = 3 };
        do
        {
            var page = await server.Warnings.ListWarningsAsync(request);
            listed.AddRange(page.Warnings.Select(warning => warning.BorrowerId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        var expected = Enumerable.Range(0, 20).Select(i => $"page-{i}").Order(StringComparer.Ordinal);
        Assert.Equal(expected, listed.Where(borrower => borrower.StartsWith("page-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TreatWarning_WithAnAction_IsUnderTreatmentAndHasItsPerson()
    {
        var warning = await RaisedAsync("b-action");
        Assert.True(warning.AcknowledgeBy.ToDateTimeOffset() < warning.TreatBy.ToDateTimeOffset());
        var dueAt = (await server.NowAsync()).AddDays(3).ToTimestamp();
        var giving = new AssignWarningRequest { WarningId = warning.Id, Reason = "his branch", Assignee = " 李娜 " };
        var treating = new TreatWarningRequest
        {
            WarningId = warning.Id,
            ExpectedRevision = 2,
            Reason = "visit on Monday",
            Action = "A02",
            DueAt = dueAt,
        };

        var given = (await server.Warnings.AssignWarningAsync(giving)).Warning;
        var treated = (await server.Warnings.TreatWarningAsync(treating)).Warning;
        var again = (await server.Warnings.TreatWarningAsync(treating)).Warning;

        Assert.Equal((2, "李娜", WarningState.Raised), (given.Revision, given.Assignee, given.State));
        Assert.Equal((3, "李娜", WarningState.Treating), (treated.Revision, treated.Assignee, treated.State));
        Assert.Equal(("A02", dueAt.Seconds), (treated.Treatment.Code, treated.Treatment.DueAt.Seconds));
        Assert.NotEmpty(treated.Treatment.Title.Zh);
        Assert.Null(treated.AcknowledgeBy);
        Assert.Equal(treated, again);
    }

    [Fact]
    public async Task TreatWarning_WhatCannotBe_IsRefusedByName()
    {
        var warning = await RaisedAsync("b-wrong-action");
        var past = (await server.NowAsync()).AddSeconds(-1).ToTimestamp();
        var unknown = new TreatWarningRequest { WarningId = warning.Id, Reason = "try", Action = "A99" };
        var late = new TreatWarningRequest { WarningId = warning.Id, Reason = "try", Action = "A02", DueAt = past };
        var nobody = new AssignWarningRequest { WarningId = warning.Id, Reason = "try", Assignee = " " };

        Assert.Equal(
            new Refusal(StatusCode.InvalidArgument, "ACTION_UNKNOWN", "action"),
            await Refusal.OfAsync(server.Warnings.TreatWarningAsync(unknown)));
        Assert.Equal(
            new Refusal(StatusCode.InvalidArgument, "DUE_IN_PAST", "due_at"),
            await Refusal.OfAsync(server.Warnings.TreatWarningAsync(late)));
        Assert.Equal(
            new Refusal(StatusCode.InvalidArgument, "PERSON_MISSING", "assignee"),
            await Refusal.OfAsync(server.Warnings.AssignWarningAsync(nobody)));
    }

    [Fact]
    public async Task GetBorrowerStatus_WithoutWarnings_IsLevelNone()
    {
        var update = Update("b-calm");
        update.WaitForReview = true;
        await server.Features.PutFeaturesAsync(update);

        var status = await server.Warnings.GetBorrowerStatusAsync(
            new GetBorrowerStatusRequest { BorrowerId = "b-calm" });

        Assert.Equal((WarningLevel.None, false), (status.Situation.Level, status.Situation.OnWatchlist));
        Assert.Equal((1, 1, 1), (status.ReviewedRevision, status.FeaturesRevision, status.Activation));
        Assert.NotNull(status.ReviewedAsOf);
        Assert.Empty(status.Warnings);
    }

    [Fact]
    public async Task GetWarning_Raised_ShowsEvidenceAndActions()
    {
        var warning = await RaisedAsync("b-evidence");

        Assert.Equal(("jud", "被列为失信被执行人"), (warning.Family, warning.Title.Zh));
        Assert.Equal((WarningLevel.Red, WarningLevel.Red), (warning.Level, warning.Peak));
        Assert.Contains(warning.Evidence, evidence =>
            evidence is { Feature: "judicial.firm_dishonest_listed", Masked: false } && evidence.Value.Flag);
        Assert.Equal(["A03", "A11", "A13"], warning.Actions.Select(action => action.Code));
        Assert.Matches("^b-evidence/[0-9a-f]{12}$", warning.Id);
    }

    private async Task<Warning> RaisedAsync(string borrower)
    {
        await server.Features.PutFeaturesAsync(Dishonest(borrower));
        var status = await server.Warnings.GetBorrowerStatusAsync(
            new GetBorrowerStatusRequest { BorrowerId = borrower });
        return Assert.Single(status.Warnings);
    }

    private async Task<IEnumerable<string>> ListAsync(
        WarningFilter filter, WarningState state = WarningState.Unspecified)
    {
        var list = await server.Warnings.ListWarningsAsync(new ListWarningsRequest { Filter = filter, State = state });
        return list.Warnings.Select(warning => warning.Indicator);
    }
}
