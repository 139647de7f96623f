using Grpc.Core;
using Tocsin.Core.Features;
using Tocsin.Core.Warnings;
using Tocsin.V1;
using WarningCause = Tocsin.Core.Warnings.WarningCause;
using WarningCauseKind = Tocsin.Core.Warnings.WarningCauseKind;
using WireEntry = Tocsin.V1.WatchlistEntry;
using WireWarning = Tocsin.V1.Warning;

namespace Tocsin.Server.Endpoints;

/// <content>What people do to warnings and to the watch list.</content>
internal sealed partial class WarningEndpoint
{
    /// <inheritdoc/>
    public override async Task<AcknowledgeWarningResponse> AcknowledgeWarning(
        AcknowledgeWarningRequest request, ServerCallContext context) => new()
        {
            Warning = await TreatAsync(
                request.WarningId, request.ExpectedRevision, Cause(request.Reason),
                WarningStep.Acknowledge, context.CancellationToken),
        };

    /// <inheritdoc/>
    public override async Task<ResolveWarningResponse> ResolveWarning(
        ResolveWarningRequest request, ServerCallContext context) => new()
        {
            Warning = await TreatAsync(
                request.WarningId, request.ExpectedRevision, Cause(request.Reason, request.Evidence),
                WarningStep.Resolve, context.CancellationToken),
        };

    /// <inheritdoc/>
    public override async Task<TreatWarningResponse> TreatWarning(
        TreatWarningRequest request, ServerCallContext context) => new()
        {
            Warning = await TreatAsync(
                request.WarningId, request.ExpectedRevision, Cause(request.Reason),
                StepWire.ReadTreatment(request, RequestFields.Rules(active).Set, time.GetUtcNow()),
                context.CancellationToken),
        };

    /// <inheritdoc/>
    public override async Task<AssignWarningResponse> AssignWarning(
        AssignWarningRequest request, ServerCallContext context) => new()
        {
            Warning = await TreatAsync(
                request.WarningId, request.ExpectedRevision, Cause(request.Reason),
                WarningStep.AssignTo(RequestFields.Person(request.Assignee, "assignee")), context.CancellationToken),
        };

    /// <inheritdoc/>
    public override async Task<SuppressWarningResponse> SuppressWarning(
        SuppressWarningRequest request, ServerCallContext context) => new()
        {
            Warning = await TreatAsync(
                request.WarningId, request.ExpectedRevision, Cause(request.Reason),
                WarningStep.Suppress(StepWire.ReadUntil(request.Until, time.GetUtcNow())), context.CancellationToken),
        };

    /// <inheritdoc/>
    public override async Task<EscalateWarningResponse> EscalateWarning(
        EscalateWarningRequest request, ServerCallContext context) => new()
        {
            Warning = await TreatAsync(
                request.WarningId, request.ExpectedRevision, Cause(request.Reason),
                WarningStep.EscalateTo(RequestFields.Person(request.To, "to")), context.CancellationToken),
        };

    /// <inheritdoc/>
    public override async Task<ReopenWarningResponse> ReopenWarning(
        ReopenWarningRequest request, ServerCallContext context) => new()
        {
            Warning = await TreatAsync(
                request.WarningId, request.ExpectedRevision, Cause(request.Reason),
                WarningStep.Reopen, context.CancellationToken),
        };

    /// <inheritdoc/>
    public override async Task<RecordWarningOutcomeResponse> RecordWarningOutcome(
        RecordWarningOutcomeRequest request, ServerCallContext context) => new()
        {
            Warning = await TreatAsync(
                request.WarningId, request.ExpectedRevision, Cause(request.Reason),
                StepWire.ReadOutcome(request, RequestFields.Rules(active).Set, time.GetUtcNow()),
                context.CancellationToken),
        };

    /// <inheritdoc/>
    public override async Task<PutOnWatchlistResponse> PutOnWatchlist(
        PutOnWatchlistRequest request, ServerCallContext context) => new()
        {
            Watchlist = await WatchAsync(
                request.BorrowerId, request.Reason,
                WatchlistStep.PutOn(StepWire.ReadReview(request.ReviewBy, time.GetUtcNow())),
                context.CancellationToken),
        };

    /// <inheritdoc/>
    public override async Task<TakeOffWatchlistResponse> TakeOffWatchlist(
        TakeOffWatchlistRequest request, ServerCallContext context) => new()
        {
            Watchlist = await WatchAsync(
                request.BorrowerId, request.Reason, WatchlistStep.TakeOff, context.CancellationToken),
        };

    /// <inheritdoc/>
    public override async Task<ReviewWatchlistResponse> ReviewWatchlist(
        ReviewWatchlistRequest request, ServerCallContext context) => new()
        {
            Watchlist = await WatchAsync(
                request.BorrowerId, request.Reason,
                WatchlistStep.Review(StepWire.ReadReview(request.ReviewBy, time.GetUtcNow())),
                context.CancellationToken),
        };

    /// <inheritdoc/>
    public override async Task<RaiseWarningResponse> RaiseWarning(
        RaiseWarningRequest request, ServerCallContext context)
    {
        var rules = RequestFields.Rules(active);
        var borrower = RequestFields.Borrower(request.BorrowerId);
        var exposure = RequestFields.Exposure(request.ExposureId);
        var indicator = StepWire.ReadIndicator(request.Indicator, rules.Set);
        var result = await monitor.RaiseAsync(
            borrower, indicator, exposure, StepWire.ReadLevel(request.Level), Cause(request.Reason), rules,
            context.CancellationToken);
        return result.Outcome switch
        {
            TreatmentOutcome.Reached => new RaiseWarningResponse { Warning = Write(result.Warning!, borrower, rules) },
            TreatmentOutcome.Closed => throw StepWire.ClosedBorrower(),
            TreatmentOutcome.ExposureUnknown => throw new FailureException(
                FailureReason.ExposureNotOpen, "The borrower has no such open exposure.", "exposure_id"),
            TreatmentOutcome.Contended => throw StepWire.Contended("borrower_id"),
            _ => throw StepWire.UnknownBorrower(),
        };
    }

    private async Task<WireWarning> TreatAsync(
        string warningId, long expectedRevision, WarningCause cause, WarningStep step, CancellationToken cancellation)
    {
        var rules = RequestFields.Rules(active);
        var borrower = RequestFields.BorrowerOf(warningId);
        var result = await monitor.TreatAsync(
            borrower, warningId, expectedRevision, step, cause, rules, cancellation);
        return result.Outcome switch
        {
            TreatmentOutcome.Reached => Write(result.Warning!, borrower, rules),
            TreatmentOutcome.Closed => throw new FailureException(
                FailureReason.WarningClosed, $"The warning is {result.Warning!.State} already.", "warning_id"),
            TreatmentOutcome.OtherOpen => throw new FailureException(
                FailureReason.WarningClosed,
                $"Warning {result.Warning!.Id} of the same indicator is open; take the step on that one.",
                "warning_id"),
            TreatmentOutcome.RevisionDiffers => throw new FailureException(
                FailureReason.WarningRevisionDiffers,
                $"The warning is at revision {result.Warning!.Revision}; look at it again.", "expected_revision"),
            TreatmentOutcome.Contended => throw StepWire.Contended("warning_id"),
            _ => throw RequestFields.UnknownWarning(),
        };
    }

    private async Task<WireEntry?> WatchAsync(
        string borrowerId, string reason, WatchlistStep step, CancellationToken cancellation)
    {
        var rules = RequestFields.Rules(active);
        var result = await monitor.WatchAsync(
            RequestFields.Borrower(borrowerId), step, Cause(reason), rules, cancellation);
        return result.Outcome switch
        {
            WatchlistOutcome.Reached => WarningWire.Write(result.Entry),
            WatchlistOutcome.Closed => throw StepWire.ClosedBorrower(),
            WatchlistOutcome.NotListed => throw new FailureException(
                FailureReason.BorrowerNotOnWatchlist, "The borrower is not on the watch list.", "borrower_id"),
            WatchlistOutcome.NotCalm => throw StepWire.NotCalm(result.CalmFrom),
            WatchlistOutcome.Contended => throw StepWire.Contended("borrower_id"),
            _ => throw StepWire.UnknownBorrower(),
        };
    }

    private static WarningCause Cause(string reason, string evidence = "") => new(
        WarningCauseKind.Operator, TextFolding.Fold(RequestFields.Short(evidence.Trim(), "evidence")),
        Caller.Anonymous.Name, RequestFields.Reason(reason));
}
