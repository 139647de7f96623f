using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Cli.Tests;

internal sealed class ScriptedDecisionService(ScriptedServices scripted) : DecisionService.DecisionServiceBase
{
    public override Task<DecideResponse> Decide(DecideRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, scripted.Decide);

    public override Task<EvaluateWorkflowResponse> EvaluateWorkflow(
        EvaluateWorkflowRequest request, ServerCallContext context) => scripted.AnswerAsync(request, scripted.Evaluate);

    public override Task<ClassifyExposuresResponse> ClassifyExposures(
        ClassifyExposuresRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, scripted.Classify);

    public override Task<BookDecisionResponse> BookDecision(BookDecisionRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => new BookDecisionResponse { Revision = 9 });
}
