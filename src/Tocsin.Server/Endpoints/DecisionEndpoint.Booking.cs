using Grpc.Core;
using Tocsin.Core.Features;
using Tocsin.V1;
using FeatureValue = Tocsin.V1.FeatureValue;
using WarningCauseKind = Tocsin.Core.Warnings.WarningCauseKind;

namespace Tocsin.Server.Endpoints;

/// <content>What decisions were booked.</content>
internal sealed partial class DecisionEndpoint
{
    // Exposures of one borrower whose booking is kept, closed ones included.
    private const int MaximumBookings = 1_024;

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

        var views = FeatureWire.ReadViews(
            [Booked(request, view)], rules.Set.Catalogue, FeatureSource.Server, time.GetUtcNow());
        await CheckBookedAsync(borrower, views[0], context.CancellationToken);
        var result = (await store.Features.ApplyAsync(
            [new FeatureUpdate(borrower, views)], context.CancellationToken))[0];
        if (result.Refused || result.Views[0] == FeatureViewOutcome.IgnoredOlder)
        {
            throw new FailureException(
                FailureReason.ObservedAtConflict,
                result.Refused
                    ? "The exposure was booked with other values at that moment."
                    : "The exposure was booked at a later moment already.",
                "booked_at");
        }

        if (result.Changed) _ = reviews.Ask(borrower, WarningCauseKind.FeatureUpdate);
        return new BookDecisionResponse { Revision = result.Revision };
    }

    // What is noted of an exposure does not keep it open, so that closed ones count here as well.
    private async Task CheckBookedAsync(
        BorrowerId borrower, FeatureViewUpdate booked, CancellationToken cancellation)
    {
        var stored = await store.Features.ReadAsync(borrower, cancellation);
        var count = 0;
        foreach (var key in stored?.Views.Keys ?? [])
        {
            if (key == booked.Key) return;
            if (key.StartsWith(ServerViews.Origination + "[", StringComparison.Ordinal)) count++;
        }

        if (count < MaximumBookings) return;
        throw new FailureException(
            FailureReason.ExposuresTooMany,
            $"Of a borrower at most {MaximumBookings} exposures are noted as booked, and there are as many.",
            "exposure_id");
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
        Add(ServerViews.DecisionId, new FeatureValue { Text = request.DecisionId });
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
