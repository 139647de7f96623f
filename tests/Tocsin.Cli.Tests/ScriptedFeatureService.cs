using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Cli.Tests;

internal sealed class ScriptedFeatureService(ScriptedServices scripted) : FeatureService.FeatureServiceBase
{
    public override Task<PutFeaturesResponse> PutFeatures(PutFeaturesRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, scripted.Put);

    public override async Task PutFeaturesStream(
        IAsyncStreamReader<PutFeaturesStreamRequest> requestStream,
        IServerStreamWriter<PutFeaturesStreamResponse> responseStream,
        ServerCallContext context)
    {
        await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
        {
            var answer = await scripted.AnswerAsync(message.Request, scripted.PutRow);
            await scripted.RowGate;
            answer.RequestId = message.Request.RequestId;
            await responseStream.WriteAsync(answer);
        }
    }

    public override Task<GetProfileResponse> GetProfile(GetProfileRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, scripted.Profile);

    public override Task<ListBorrowersResponse> ListBorrowers(
        ListBorrowersRequest request, ServerCallContext context) => scripted.AnswerAsync(request, scripted.Borrowers);

    public override Task<DeleteBorrowerResponse> DeleteBorrower(
        DeleteBorrowerRequest request, ServerCallContext context) => scripted.AnswerAsync(request, scripted.Delete);

    public override Task<PutLinksResponse> PutLinks(PutLinksRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => new PutLinksResponse
        {
            Revision = 7,
            Outcome = ViewUpdateOutcome.Applied,
            Reviewed = request.WaitForReview,
        });

    public override Task<GetLinksResponse> GetLinks(GetLinksRequest request, ServerCallContext context) =>
        scripted.AnswerAsync(request, _ => scripted.Links);
}
