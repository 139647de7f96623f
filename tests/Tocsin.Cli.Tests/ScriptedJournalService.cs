using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Cli.Tests;

internal sealed class ScriptedJournalService(ScriptedServices scripted) : JournalService.JournalServiceBase
{
    public override Task<GetDecisionResponse> GetDecision(GetDecisionRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, scripted.Decision);

    public override Task<RecordDecisionOutcomeResponse> RecordDecisionOutcome(
        RecordDecisionOutcomeRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => new RecordDecisionOutcomeResponse());

    public override async Task ListDecisions(
        ListDecisionsRequest request, IServerStreamWriter<ListDecisionsResponse> responseStream,
        ServerCallContext context)
    {
        scripted.Requests.Enqueue(request);
        foreach (var item in scripted.Journaled()) await responseStream.WriteAsync(item);
    }

    public override async Task ReplayDecisions(
        ReplayDecisionsRequest request, IServerStreamWriter<ReplayDecisionsResponse> responseStream,
        ServerCallContext context)
    {
        scripted.Requests.Enqueue(request);
        foreach (var item in scripted.Replayed) await responseStream.WriteAsync(item);
    }

    public override Task<VerifyJournalResponse> VerifyJournal(
        VerifyJournalRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => scripted.Verified);
}
