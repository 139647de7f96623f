using Grpc.Core;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;
using Tocsin.Server.Warnings;
using Tocsin.V1;
using WarningState = Tocsin.V1.WarningState;
using WireWarning = Tocsin.V1.Warning;

namespace Tocsin.Server.Endpoints;

/// <summary>Answers <c>WarningService</c>.</summary>
[BindServiceMethod(typeof(EncodedResponses), nameof(EncodedResponses.BindService))]
internal sealed partial class WarningEndpoint(
    IStore store, BorrowerDirectory directory, ActiveRuleSet active, WarningMonitor monitor, WarningStream warnings,
    WarningReports reports, WarningSettings settings, ServerMetrics metrics, IHostApplicationLifetime lifetime,
    TimeProvider time, ILogger<WarningEndpoint> logger)
    : WarningService.WarningServiceBase
{
    /// <summary>The trailer that holds the last cursor when a subscriber is cut.</summary>
    public const string CursorTrailer = "tocsin-cursor";

    private static readonly TimeSpan _patienceAtStop = TimeSpan.FromSeconds(2);

    private int _subscriptions;

    /// <inheritdoc/>
    public override async Task WatchWarnings(
        WatchWarningsRequest request, IServerStreamWriter<WatchWarningsResponse> responseStream,
        ServerCallContext context)
    {
        var rules = RequestFields.Rules(active);
        var filter = WarningWire.Read(request.Filter, rules.Set);
        var start = ReadCursor(request);
        try
        {
            if (Interlocked.Increment(ref _subscriptions) > settings.MaximumSubscribers)
            {
                throw new FailureException(
                    FailureReason.SubscribersTooMany,
                    $"This instance has {settings.MaximumSubscribers} subscribers already.");
            }

            // Headers now, so that a client knows that it is in though nothing changes for a while.
            await context.WriteResponseHeadersAsync([]);
            var isSnapshot = request.StartCase == WatchWarningsRequest.StartOneofCase.FromSnapshot;
            await StreamAsync(start, isSnapshot, filter, responseStream, context);
        }
        finally
        {
            Interlocked.Decrement(ref _subscriptions);
        }
    }

    /// <inheritdoc/>
    public override async Task<ListWarningsResponse> ListWarnings(
        ListWarningsRequest request, ServerCallContext context)
    {
        var rules = RequestFields.Rules(active);
        var filter = WarningWire.Read(request.Filter, rules.Set);
        if (!Enum.IsDefined(request.State))
            throw new FailureException(FailureReason.FilterInvalid, "This state is unknown.", "state");
        var size = RequestFields.PageSize(request.PageSize);
        var after = WarningPageToken.Read(request.PageToken);
        var isOpen = request.State is WarningState.Unspecified or WarningState.Raised or WarningState.Acknowledged
            or WarningState.Treating or WarningState.Suppressed;
        var response = new ListWarningsResponse();
        // The page before may have ended within a borrower, whose other warnings come first then.
        var states = await directory.WithWarningsAsync(after?.Borrower, size, isOpen, context.CancellationToken);
        var first = after is { } last
            ? await store.Warnings.ReadAsync(last.Borrower, context.CancellationToken) : null;
        foreach (var state in first is null ? states : states.Prepend(first))
        {
            foreach (var warning in state.Warnings)
            {
                if (string.CompareOrdinal(warning.Id, after?.WarningId ?? "") <= 0 && state.Borrower == after?.Borrower)
                    continue;
                if (!IsWanted(warning, request.State) || !filter.Matches(warning, state)) continue;
                if (response.Warnings.Count == size) return response;
                response.Warnings.Add(Write(warning, state.Borrower, rules));
                response.NextPageToken = warning.Id;
            }
        }

        // What is left of this round of borrowers was looked at; the next page starts after them.
        if (states.Count < size) response.NextPageToken = "";
        else if (states.Count > 0) response.NextPageToken = WarningPageToken.After(states[^1].Borrower);
        return response;
    }

    /// <inheritdoc/>
    public override async Task<GetWarningResponse> GetWarning(GetWarningRequest request, ServerCallContext context)
    {
        var rules = RequestFields.Rules(active);
        var borrower = RequestFields.BorrowerOf(request.WarningId);
        var state = await store.Warnings.ReadAsync(borrower, context.CancellationToken);
        var warning = state.Warnings.FirstOrDefault(candidate => candidate.Id == request.WarningId)
            ?? throw RequestFields.UnknownWarning();
        return new GetWarningResponse
        {
            Warning = Write(warning, borrower, rules),
            Borrower = WarningWire.Write(state.Situation),
            History = { warning.History.Select(WarningWire.Write) },
        };
    }

    /// <inheritdoc/>
    public override async Task<GetBorrowerStatusResponse> GetBorrowerStatus(
        GetBorrowerStatusRequest request, ServerCallContext context)
    {
        var rules = RequestFields.Rules(active);
        var borrower = RequestFields.Borrower(request.BorrowerId);
        var state = await store.Warnings.ReadAsync(borrower, context.CancellationToken);
        var stored = await store.Features.ReadAsync(borrower, context.CancellationToken);
        if (stored is null && state.Revision == 0)
            throw new FailureException(
                FailureReason.BorrowerUnknown, "The store knows no such borrower.", "borrower_id");
        return new GetBorrowerStatusResponse
        {
            BorrowerId = borrower.Value,
            Situation = WarningWire.Write(state.Situation),
            ReviewedRevision = state.FeaturesRevision,
            FeaturesRevision = stored?.Revision ?? 0,
            ReviewedAsOf = state.Activation == 0
                ? null : Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(state.AsOf),
            Closed = state.Closed,
            Activation = state.Activation,
            Watchlist = WarningWire.Write(state.Watch),
            Warnings = { state.Warnings.Select(warning => Write(warning, borrower, rules)) },
        };
    }

    private async Task StreamAsync(
        WarningCursor? start, bool isSnapshot, Warnings.WarningFilter filter,
        IServerStreamWriter<WatchWarningsResponse> stream, ServerCallContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken, lifetime.ApplicationStopping);
        var stall = TimeSpan.FromMilliseconds(settings.StallMs);
        var sink = new WarningSink(stream, active, stall, time, ended.Token);
        var patience = stall;
        try
        {
            var end = await warnings.RunAsync(start, isSnapshot, filter, sink, ended.Token);
            if (end == SubscriberEnd.TooSlow) Cut();
            throw Ended(end);
        }
        catch (CursorFaultException fault)
        {
            throw Faulty(fault.Fault);
        }
        catch (TimeoutException)
        {
            patience = TimeSpan.Zero;
            Cut();
            throw Ended(SubscriberEnd.TooSlow);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            patience = _patienceAtStop < stall ? _patienceAtStop : stall;
            throw new FailureException(FailureReason.ServerStopping, "The server stops; reconnect with your cursor.");
        }
        finally
        {
            if (sink.Cursor.Length > 0) context.ResponseTrailers.Add(CursorTrailer, sink.Cursor);
            await LetGoAsync(sink, patience, context);
        }
    }

    private void Cut()
    {
        metrics.SubscribersCut.Inc();
        Log.SubscriberCut(logger);
    }

    // A reader that still has not taken its last message would never see a status either.
    private static async Task LetGoAsync(WarningSink sink, TimeSpan patience, ServerCallContext context)
    {
        if (await sink.SettledAsync(patience)) return;
        context.GetHttpContext().Abort();
        await sink.SettledAsync(_patienceAtStop);
    }

    private static WarningCursor? ReadCursor(WatchWarningsRequest request)
    {
        if (request.StartCase != WatchWarningsRequest.StartOneofCase.FromCursor) return null;
        return WarningCursor.TryDecode(request.FromCursor, out var cursor) ? cursor : throw new FailureException(
            FailureReason.CursorInvalid, "from_cursor is none that a subscription gave.", "from_cursor");
    }

    private static FailureException Faulty(CursorFault fault) => fault == CursorFault.Expired
        ? new FailureException(
            FailureReason.CursorExpired, "The log was trimmed past this cursor: start again from a snapshot.",
            "from_cursor")
        : new FailureException(
            FailureReason.CursorDiverged, "This cursor is of another history: start again from a snapshot.",
            "from_cursor");

    private static FailureException Ended(SubscriberEnd end) => end == SubscriberEnd.TooSlow
        ? new FailureException(
            FailureReason.SubscriberTooSlow,
            "The subscriber reads too slowly: reconnect with the cursor in the trailer.")
        : new FailureException(
            FailureReason.LogBroken, "The log changed under the server: reconnect with your cursor.");

    private static bool IsWanted(Core.Warnings.Warning warning, WarningState state) =>
        state == WarningState.Unspecified ? warning.IsOpen : (int)warning.State == (int)state;

    private static WireWarning Write(Core.Warnings.Warning warning, BorrowerId borrower, ActivatedRuleSet rules) =>
        WarningWire.Write(warning, borrower, rules.TitleOf(warning.Indicator), rules.Set);
}
