using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Cli.Tests;

internal sealed class ScriptedRuleSetService(ScriptedServices scripted) : RuleSetService.RuleSetServiceBase
{
    public override Task<GetActiveRuleSetResponse> GetActiveRuleSet(
        GetActiveRuleSetRequest request, ServerCallContext context) => Task.FromResult(scripted.RuleSet);

    public override async Task<PublishRuleSetResponse> PublishRuleSet(
        IAsyncStreamReader<PublishRuleSetRequest> requestStream, ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
            scripted.Requests.Enqueue(request);
        return scripted.RuleSets.Published;
    }

    public override Task<ListRuleSetsResponse> ListRuleSets(ListRuleSetsRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request.Clone(), _ => scripted.RuleSets.Pages.Dequeue());

    public override Task<ApproveRuleSetResponse> ApproveRuleSet(
        ApproveRuleSetRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => scripted.RuleSets.Approved);

    public override Task<ActivateRuleSetResponse> ActivateRuleSet(
        ActivateRuleSetRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => scripted.RuleSets.Activated);

    public override Task<RollBackRuleSetResponse> RollBackRuleSet(
        RollBackRuleSetRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => scripted.RuleSets.RolledBack);

    public override Task<GetRuleSetStatusResponse> GetRuleSetStatus(
        GetRuleSetStatusRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => scripted.RuleSets.Status);

    public override async Task<DiffRuleSetsResponse> DiffRuleSets(
        IAsyncStreamReader<DiffRuleSetsRequest> requestStream, ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
            scripted.Requests.Enqueue(request);
        return scripted.Differences;
    }

    public override async Task PreviewRuleSet(
        IAsyncStreamReader<PreviewRuleSetRequest> requestStream,
        IServerStreamWriter<PreviewRuleSetResponse> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            scripted.Requests.Enqueue(requestStream.Current);
            if (!scripted.ReadsPreviewedFiles) break;
        }

        await foreach (var answer in scripted.Previewed(context.CancellationToken))
            await responseStream.WriteAsync(answer, context.CancellationToken);
    }

    public override Task<StartShadowResponse> StartShadow(StartShadowRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => new StartShadowResponse { Shadow = scripted.RuleSets.Shadow });

    public override Task<StopShadowResponse> StopShadow(StopShadowRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => new StopShadowResponse { Shadow = scripted.RuleSets.Shadow });

    public override Task<GetShadowReportResponse> GetShadowReport(
        GetShadowReportRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => scripted.RuleSets.ShadowReport());
}
