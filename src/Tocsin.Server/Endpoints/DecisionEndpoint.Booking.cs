using Grpc.Core;
using Tocsin.Core.Features;
using Tocsin.V1;
using FeatureValue = Tocsin.V1.FeatureValue;
using WarningCauseKind = Tocsin.Core.Warnings.WarningCauseKind;

namespace Tocsin.Server.Endpoints;

/// <content>What decisions were booked.</content>
internal sealed partial class DecisionEndpoint
{
    /// <inheritdoc/>
    public override async Task<BookDecisionResponse> BookDecision(
        BookDecisionRequest request, ServerCallContext context)
    {
        var rules = RequestFields.Rules(active);
        var borrower = RequestFields.Borrower(request.BorrowerId);
        if (RequestFields.Short(request.DecisionId, "decision_id").Length == 0)
        {
            throw new FailureException(
                FailureReason.RequestInvalid, "decision_id says which decision was booked.", "decision_id");
        }

        if (rules.Set.Catalogue.FindView(ServerViews.Origination) is not { } view)
        {
            throw new FailureException(
                FailureReason.OriginationUndefined,
                $"The rule set reads nothing of bookings: features.json has no view {ServerViews.Origination}.");
        }

        var booked = new FeatureUpdate(borrower, FeatureWire.ReadViews(
            [Booked(request, view)], rules.Set.Catalogue, FeatureSource.Server, time.GetUtcNow()));
        var result = (await store.Features.ApplyAsync([booked], context.CancellationToken))[0];
        if (result.Refused)
        {
            throw new FailureException(
                FailureReason.ObservedAtConflict,
                "The exposure was booked with other values at that moment.", "booked_at");
        }

        if (result.Changed) _ = reviews.Ask(borrower, WarningCauseKind.FeatureUpdate);
        return new BookDecisionResponse { Revision = result.Revision };
    }

    // What the catalogue does not have nobody reads, and so it is not kept.
    private static FeatureViewValues Booked(BookDecisionRequest request, FeatureView view)
    {
        var values = new FeatureViewValues
        {
            View = view.Name,
            ExposureId = request.ExposureId,
            ObservedAt = request.BookedAt,
        };
        if (request.HasPd) Add(ServerViews.Pd, new FeatureValue { Number = request.Pd });
        if (request.Grade.Length > 0) Add(ServerViews.Grade, new FeatureValue { Text = request.Grade });
        if (request.HasLtvRatio) Add(ServerViews.Ltv, new FeatureValue { Number = request.LtvRatio });
        if (request.HasAmount) Add(ServerViews.Amount, new FeatureValue { Number = request.Amount });
        if (request.HasTermMonths) Add(ServerViews.Term, new FeatureValue { Integer = request.TermMonths });
        return values;

        void Add(string name, FeatureValue value)
        {
            if (view.Features.Any(feature => feature.Name == name)) values.Features.Add(name, value);
        }
    }
}
