using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>What people do to warnings and to the watch list, over the wire.</summary>
public sealed class WarningStepsTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task SuppressWarning_UntilADay_IsSilencedAndTold()
    {
        var warning = await RaisedAsync("b-quiet");
        using var watch = await Watch.FromNowAsync(
            server.Process, new WarningFilter { BorrowerIds = { "b-quiet" } });
        var until = new Timestamp { Seconds = (await server.NowAsync()).AddDays(20).ToUnixTimeSeconds() };

        var answer = await server.Warnings.SuppressWarningAsync(
            new SuppressWarningRequest { WarningId = warning.Id, Until = until, Reason = "known, seasonal" });
        var change = await watch.ChangeAsync();

        Assert.Equal((WarningState.Suppressed, until), (answer.Warning.State, answer.Warning.SuppressedUntil));
        Assert.Equal(
            (WarningChangeKind.Suppressed, "anonymous", "known, seasonal"),
            (change.Kind, change.Cause.Actor, change.Cause.Reason));
        Assert.Null(answer.Warning.AcknowledgeBy);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(181)]
    public async Task SuppressWarning_UntilATimeThatCannotBe_IsRefused(int days)
    {
        var warning = await RaisedAsync("b-quiet-never");
        var until = Timestamp.FromDateTimeOffset((await server.NowAsync()).AddDays(days));

        var refusal = await Refusal.OfAsync(server.Warnings.SuppressWarningAsync(
            new SuppressWarningRequest { WarningId = warning.Id, Until = until, Reason = "why" }));

        Assert.Equal(new Refusal(StatusCode.InvalidArgument, "UNTIL_INVALID", "until"), refusal);
    }

    [Fact]
    public async Task EscalateWarning_ToAPerson_IsTheirs()
    {
        var warning = await RaisedAsync("b-up");

        var answer = await server.Warnings.EscalateWarningAsync(
            new EscalateWarningRequest { WarningId = warning.Id, To = "team lead", Reason = "above my limit" });

        Assert.Equal("team lead", answer.Warning.EscalatedTo);
        Assert.Equal(WarningChangeKind.Escalated, (await HistoryAsync(warning.Id))[^1].Kind);
    }

    [Fact]
    public async Task ReopenWarning_ThatAPersonClosed_IsRaisedAgain()
    {
        var warning = await RaisedAsync("b-again");
        var resolved = await server.Warnings.ResolveWarningAsync(new ResolveWarningRequest
        {
            WarningId = warning.Id,
            Reason = "spoken to the owner",
            Evidence = "visit-2026-17",
        });

        var answer = await server.Warnings.ReopenWarningAsync(
            new ReopenWarningRequest { WarningId = warning.Id, Reason = "it was not the whole story" });

        Assert.NotNull(resolved.Warning.ClosedAt);
        Assert.Equal(
            (WarningState.Raised, WarningLevel.Orange, null),
            (answer.Warning.State, answer.Warning.Level, answer.Warning.ClosedAt));
        var history = await HistoryAsync(warning.Id);
        Assert.Equal("visit-2026-17", history[^2].Cause.Reference);
    }

    [Fact]
    public async Task ReopenWarning_ThatCleared_IsRefused()
    {
        var warning = await RaisedAsync("b-cleared");
        await PutAsync(FeatureUpdates.ReturnedItems("b-cleared", 0));

        var refusal = await Refusal.OfAsync(server.Warnings.ReopenWarningAsync(
            new ReopenWarningRequest { WarningId = warning.Id, Reason = "why" }));

        Assert.Equal(new Refusal(StatusCode.FailedPrecondition, "WARNING_CLOSED", "warning_id"), refusal);
    }

    [Fact]
    public async Task RaiseWarning_ByHand_CountsAndStaysUntilAPersonClosesIt()
    {
        await PutAsync(FeatureUpdates.ReturnedItems("b-seen", 0));

        var raised = await server.Warnings.RaiseWarningAsync(Seen("b-seen", WarningLevel.Red));
        await PutAsync(FeatureUpdates.ReturnedItems("b-seen", 0));
        var status = await server.Warnings.GetBorrowerStatusAsync(
            new GetBorrowerStatusRequest { BorrowerId = "b-seen" });

        Assert.Equal(("hand_site_visit", "hand"), (raised.Warning.Indicator, raised.Warning.Family));
        Assert.Equal((WarningState.Raised, WarningLevel.Red), (status.Warnings[0].State, status.Warnings[0].Level));
        // A soft red counts as orange.
        Assert.Equal((WarningLevel.Orange, true), (status.Situation.Level, status.Situation.OnWatchlist));
        Assert.NotNull(status.Watchlist.ReviewBy);
    }

    public static TheoryData<RaiseWarningRequest, StatusCode, string, string> BadRaises => new()
    {
        { Seen("b-nobody", WarningLevel.Red), StatusCode.NotFound, "BORROWER_UNKNOWN", "borrower_id" },
        { Seen("b-raise", WarningLevel.None), StatusCode.InvalidArgument, "LEVEL_INVALID", "level" },
        {
            Seen("b-raise", WarningLevel.Red, indicator: "fin_dscr"), StatusCode.InvalidArgument,
            "INDICATOR_NOT_BY_HAND", "indicator"
        },
        {
            Seen("b-raise", WarningLevel.Red, exposure: "L-9"), StatusCode.FailedPrecondition, "EXPOSURE_NOT_OPEN",
            "exposure_id"
        },
    };

    [Theory]
    [MemberData(nameof(BadRaises))]
    public async Task RaiseWarning_ThatCannotBe_IsRefused(
        RaiseWarningRequest request, StatusCode code, string reason, string field)
    {
        await PutAsync(FeatureUpdates.ReturnedItems("b-raise", 0));

        var refusal = await Refusal.OfAsync(server.Warnings.RaiseWarningAsync(request));

        Assert.Equal(new Refusal(code, reason, field), refusal);
    }

    [Fact]
    public async Task RaiseWarning_OfAClosedBorrower_IsRefused()
    {
        await PutAsync(FeatureUpdates.ReturnedItems("b-shut", 0));
        await server.Features.CloseBorrowerAsync(new CloseBorrowerRequest { BorrowerId = "b-shut", Reason = "repaid" });

        var refusal = await Refusal.OfAsync(server.Warnings.RaiseWarningAsync(Seen("b-shut", WarningLevel.Red)));

        Assert.Equal(new Refusal(StatusCode.FailedPrecondition, "BORROWER_CLOSED", "borrower_id"), refusal);
    }

    [Fact]
    public async Task RecordWarningOutcome_OfAClosedWarning_IsKept()
    {
        var warning = await RaisedAsync("b-true");
        await PutAsync(FeatureUpdates.ReturnedItems("b-true", 0));
        var today = (await server.NowAsync()).AddDays(-1);
        var on = new Google.Type.Date { Year = today.Year, Month = today.Month, Day = today.Day };

        var answer = await server.Warnings.RecordWarningOutcomeAsync(new RecordWarningOutcomeRequest
        {
            WarningId = warning.Id,
            CameTrue = true,
            On = on,
            Reason = "ninety days past due",
        });

        Assert.Equal((true, on), (answer.Warning.Outcome.CameTrue, answer.Warning.Outcome.On));
        Assert.Equal(WarningState.Cleared, answer.Warning.State);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(2026, 2, 30)]
    [InlineData(9999, 1, 1)]
    public async Task RecordWarningOutcome_OnADayThatCannotBe_IsRefused(int year, int month, int day)
    {
        var warning = await RaisedAsync("b-when");

        var refusal = await Refusal.OfAsync(server.Warnings.RecordWarningOutcomeAsync(new RecordWarningOutcomeRequest
        {
            WarningId = warning.Id,
            On = new Google.Type.Date { Year = year, Month = month, Day = day },
            Reason = "why",
        }));

        Assert.Equal(new Refusal(StatusCode.InvalidArgument, "DATE_INVALID", "on"), refusal);
    }

    [Fact]
    public async Task Watchlist_ByAPerson_IsToldListedAndNotLeftBeforeItsTime()
    {
        await PutAsync(FeatureUpdates.ReturnedItems("b-listed", 0));
        using var watch = await Watch.FromNowAsync(
            server.Process, new WarningFilter { BorrowerIds = { "b-listed" } });

        var put = await server.Warnings.PutOnWatchlistAsync(
            new PutOnWatchlistRequest { BorrowerId = "b-listed", Reason = "a large buyer failed" });
        var change = await watch.AnyChangeAsync();
        var refusal = await Refusal.OfAsync(server.Warnings.TakeOffWatchlistAsync(
            new TakeOffWatchlistRequest { BorrowerId = "b-listed", Reason = "too soon" }));
        var reviewed = await server.Warnings.ReviewWatchlistAsync(
            new ReviewWatchlistRequest { BorrowerId = "b-listed", Reason = "seen" });
        var listed = await server.Features.ListBorrowersAsync(new ListBorrowersRequest { OnWatchlist = true });
        using var late = await Watch.FromSnapshotAsync(
            server.Process, new WarningFilter { BorrowerIds = { "b-listed" } });
        var entry = (await late.NextAsync())!.SnapshotEntry;

        Assert.Equal((WarningChangeKind.Watchlisted, "b-listed"), (change.Kind, change.BorrowerId));
        Assert.Null(change.Warning);
        Assert.Equal(("anonymous", "a large buyer failed"), (put.Watchlist.Actor, change.Watchlist.Reason));
        Assert.Equal(new Refusal(StatusCode.FailedPrecondition, "BORROWER_NOT_CALM", "borrower_id"), refusal);
        Assert.Equal(2, reviewed.Watchlist.Revision);
        Assert.Contains("b-listed", listed.Borrowers.Select(borrower => borrower.BorrowerId));
        Assert.All(listed.Borrowers, borrower => Assert.True(borrower.OnWatchlist));
        Assert.Equal(("b-listed", 2, null), (entry.BorrowerId, entry.Watchlist.Revision, entry.Warning));
    }

    [Fact]
    public async Task ReviewWatchlist_OfABorrowerThatIsNotOnIt_IsRefused()
    {
        await PutAsync(FeatureUpdates.ReturnedItems("b-unlisted", 0));

        var refusal = await Refusal.OfAsync(server.Warnings.ReviewWatchlistAsync(
            new ReviewWatchlistRequest { BorrowerId = "b-unlisted", Reason = "seen" }));

        Assert.Equal(
            new Refusal(StatusCode.FailedPrecondition, "BORROWER_NOT_ON_WATCHLIST", "borrower_id"), refusal);
    }

    // Two people at once: one step wins, and the other is told.
    [Fact]
    public async Task Steps_OfTwoWhoSawTheSame_OneWinsAndTheOtherIsTold()
    {
        var warning = await RaisedAsync("b-both");
        Task[] steps =
        [
            server.Warnings.EscalateWarningAsync(new EscalateWarningRequest
            {
                WarningId = warning.Id, ExpectedRevision = warning.Revision, To = "wang", Reason = "one",
            }).ResponseAsync,
            server.Warnings.AssignWarningAsync(new AssignWarningRequest
            {
                WarningId = warning.Id, ExpectedRevision = warning.Revision, Assignee = "li", Reason = "other",
            }).ResponseAsync,
        ];
        await Task.WhenAll(steps.Select(EndedAsync));

        var lost = Assert.Single(steps, step => step.IsFaulted);

        Assert.Equal(
            new Refusal(StatusCode.Aborted, "WARNING_REVISION_DIFFERS", "expected_revision"),
            await Refusal.OfAsync(lost));
        Assert.Equal(warning.Revision + 1, (await HistoryAsync(warning.Id))[^1].Revision);

        static async Task EndedAsync(Task step)
        {
            try
            {
                await step;
            }
            catch (RpcException)
            {
                // Which of the two is told does not matter.
            }
        }
    }

    private async Task<Warning> RaisedAsync(string borrower)
    {
        await PutAsync(FeatureUpdates.ReturnedItems(borrower, 3));
        var status = await server.Warnings.GetBorrowerStatusAsync(
            new GetBorrowerStatusRequest { BorrowerId = borrower });
        return status.Warnings.Single(warning => warning.Indicator == "txn_returned_items");
    }

    private async Task PutAsync(PutFeaturesRequest update) => await new Clients(server.Process).ReviewedAsync(update);

    private async Task<IReadOnlyList<WarningHistoryLine>> HistoryAsync(string warning) =>
        (await server.Warnings.GetWarningAsync(new GetWarningRequest { WarningId = warning })).History;

    private static RaiseWarningRequest Seen(
        string borrower, WarningLevel level, string indicator = "hand_site_visit", string exposure = "") => new()
        {
            BorrowerId = borrower,
            Indicator = indicator,
            Level = level,
            ExposureId = exposure,
            Reason = "shutters down at noon",
        };
}
