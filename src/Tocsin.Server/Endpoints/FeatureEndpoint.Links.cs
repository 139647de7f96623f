using Grpc.Core;
using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.V1;

namespace Tocsin.Server.Endpoints;

/// <content>The links of borrowers to other parties.</content>
internal sealed partial class FeatureEndpoint
{
    /// <inheritdoc/>
    public override async Task<PutLinksResponse> PutLinks(PutLinksRequest request, ServerCallContext context)
    {
        var rules = RequestFields.Rules(active);
        var borrower = RequestFields.Borrower(request.BorrowerId);
        if (rules.Set.Catalogue.FindView(ServerViews.Connected) is null)
        {
            throw new FailureException(
                FailureReason.ConnectedUndefined,
                $"The rule set reads no connected parties: features.json has no view {ServerViews.Connected}.");
        }

        var observedAt = FeatureWire.ReadObservedAt(request.ObservedAt, time.GetUtcNow(), new("observed_at"));
        var links = new BorrowerLinks(observedAt, LinkWire.Read(request, borrower)).ToUpdate();
        var result = (await store.Features.ApplyAsync(
            [new FeatureUpdate(borrower, [links])], context.CancellationToken))[0];
        if (result.Refused) throw Conflict([links], result);
        var response = new PutLinksResponse
        {
            Revision = result.Revision,
            Outcome = ProfileWire.Write(result.Views[0]),
        };
        if (result.Changed || request.WaitForReview)
            response.Reviewed = await ReviewAsync(borrower, result, request.WaitForReview, context.CancellationToken);
        return response;
    }

    /// <inheritdoc/>
    public override async Task<GetLinksResponse> GetLinks(GetLinksRequest request, ServerCallContext context)
    {
        var borrower = RequestFields.Borrower(request.BorrowerId);
        var stored = await store.Features.ReadAsync(borrower, context.CancellationToken) ?? throw Unknown();
        return LinkWire.Write(borrower, BorrowerLinks.Of(stored));
    }
}
