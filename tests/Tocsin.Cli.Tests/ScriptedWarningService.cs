using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Cli.Tests;

internal sealed class ScriptedWarningService(ScriptedServices scripted) : WarningService.WarningServiceBase
{
    public override async Task WatchWarnings(
        WatchWarningsRequest request,
        IServerStreamWriter<WatchWarningsResponse> responseStream,
        ServerCallContext context)
    {
        scripted.Requests.Enqueue(request);
        foreach (var message in scripted.Watched) await responseStream.WriteAsync(message);
        var gone = new TaskCompletionSource();
        using var registration = context.CancellationToken.Register(() => gone.TrySetResult());
        await gone.Task;
    }

    public override Task<ListWarningsResponse> ListWarnings(ListWarningsRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, scripted.Warnings);

    public override Task<AcknowledgeWarningResponse> AcknowledgeWarning(
        AcknowledgeWarningRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, scripted.Acknowledge);

    public override Task<TreatWarningResponse> TreatWarning(TreatWarningRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, scripted.Treat);

    public override Task<AssignWarningResponse> AssignWarning(
        AssignWarningRequest request, ServerCallContext context) => scripted.AnswerAsync(request, scripted.Assign);

    public override Task<ReportWarningsResponse> ReportWarnings(
        ReportWarningsRequest request, ServerCallContext context) => scripted.AnswerAsync(request, scripted.Report);

    public override Task<SuppressWarningResponse> SuppressWarning(
        SuppressWarningRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => new SuppressWarningResponse { Warning = scripted.Stepped });

    public override Task<EscalateWarningResponse> EscalateWarning(
        EscalateWarningRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => new EscalateWarningResponse { Warning = scripted.Stepped });

    public override Task<ReopenWarningResponse> ReopenWarning(
        ReopenWarningRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => new ReopenWarningResponse { Warning = scripted.Stepped });

    public override Task<RaiseWarningResponse> RaiseWarning(RaiseWarningRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => new RaiseWarningResponse { Warning = scripted.Stepped });

    public override Task<RecordWarningOutcomeResponse> RecordWarningOutcome(
        RecordWarningOutcomeRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => new RecordWarningOutcomeResponse { Warning = scripted.Stepped });

    public override Task<PutOnWatchlistResponse> PutOnWatchlist(
        PutOnWatchlistRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => new PutOnWatchlistResponse { Watchlist = scripted.Watchlist });

    public override Task<TakeOffWatchlistResponse> TakeOffWatchlist(
        TakeOffWatchlistRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => new TakeOffWatchlistResponse { Watchlist = scripted.Watchlist });

    public override Task<ReviewWatchlistResponse> ReviewWatchlist(
        ReviewWatchlistRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => new ReviewWatchlistResponse { Watchlist = scripted.Watchlist });
}
