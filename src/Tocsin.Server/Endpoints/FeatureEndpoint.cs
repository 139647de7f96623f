using System.Threading.Channels;
using Grpc.Core;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Journaling;
using Tocsin.Server.Settings;
using Tocsin.Server.Shadows;
using Tocsin.Server.Telemetry;
using Tocsin.Server.Warnings;
using Tocsin.V1;
using WarningCause = Tocsin.Core.Warnings.WarningCause;
using WarningCauseKind = Tocsin.Core.Warnings.WarningCauseKind;

namespace Tocsin.Server.Endpoints;

/// <summary>Answers <c>FeatureService</c>.</summary>
internal sealed partial class FeatureEndpoint(
    IStore store, BorrowerDirectory directory, ActiveRuleSet active, WarningMonitor monitor, ReviewQueue reviews,
    JournalWorker journals, ShadowWorker shadows, FeatureSettings features, WarningSettings settings,
    FailureInterceptor failures, ServerMetrics metrics, TimeProvider time)
    : FeatureService.FeatureServiceBase
{
    /// <summary>How many updates of a stream wait for their answers before no more are read.</summary>
    internal const int ReadAhead = 64;

    /// <inheritdoc/>
    public override async Task<PutFeaturesResponse> PutFeatures(
        PutFeaturesRequest request, ServerCallContext context) =>
        await PutAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override async Task PutFeaturesStream(
        IAsyncStreamReader<PutFeaturesStreamRequest> requestStream,
        IServerStreamWriter<PutFeaturesStreamResponse> responseStream, ServerCallContext context)
    {
        // Updates are sent to the store one behind the other without waiting, so that it can group them; the bounded
        // channel holds the reader back while answers are outstanding.
        var pending = Channel.CreateBounded<Task<PutFeaturesStreamResponse>>(ReadAhead);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var reading = ReadAsync(requestStream, pending.Writer, ended.Token);
        try
        {
            await foreach (var answer in pending.Reader.ReadAllAsync(context.CancellationToken))
                await responseStream.WriteAsync(await answer, context.CancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
        }

        await reading;
    }

    /// <inheritdoc/>
    public override async Task<GetProfileResponse> GetProfile(GetProfileRequest request, ServerCallContext context)
    {
        var rules = RequestFields.Rules(active);
        var borrower = RequestFields.Borrower(request.BorrowerId);
        var stored = await store.Features.ReadAsync(borrower, context.CancellationToken) ?? throw Unknown();
        var response = new GetProfileResponse
        {
            BorrowerId = borrower.Value,
            Revision = stored.Revision,
            RuleSet = DecisionWire.WriteRuleSet(rules),
        };
        response.Views.AddRange(ProfileWire.Write(stored, rules.Set.Layout, time.GetUtcNow()));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<ListBorrowersResponse> ListBorrowers(
        ListBorrowersRequest request, ServerCallContext context)
    {
        var size = RequestFields.PageSize(request.PageSize);
        var after = RequestFields.PageToken(request.PageToken);
        if (request.OnWatchlist) return await ListWatchlistAsync(after, size, context.CancellationToken);
        var page = await directory.WithFeaturesAsync(after, size, context.CancellationToken);
        var response = new ListBorrowersResponse();
        foreach (var borrower in page)
        {
            response.Borrowers.Add(FeatureWire.Write(
                await store.Warnings.ReadAsync(borrower, context.CancellationToken)));
        }

        if (page.Count == size) response.NextPageToken = page[^1].Value;
        return response;
    }

    private async Task<ListBorrowersResponse> ListWatchlistAsync(
        BorrowerId? after, int size, CancellationToken cancellation)
    {
        var states = await directory.WithWarningsAsync(after, size, openOnly: true, cancellation);
        return new ListBorrowersResponse
        {
            Borrowers = { states.Where(state => state.Watch is not null).Select(FeatureWire.Write) },
            NextPageToken = states.Count == size ? states[^1].Borrower.Value : "",
        };
    }

    /// <inheritdoc/>
    public override async Task<CloseBorrowerResponse> CloseBorrower(
        CloseBorrowerRequest request, ServerCallContext context) => new()
        {
            RetiredWarnings = await CloseAsync(request.BorrowerId, request.Reason, false, context.CancellationToken),
        };

    /// <inheritdoc/>
    public override async Task<DeleteBorrowerResponse> DeleteBorrower(
        DeleteBorrowerRequest request, ServerCallContext context) => new()
        {
            RetiredWarnings = await CloseAsync(request.BorrowerId, request.Reason, true, context.CancellationToken),
        };

    private async Task ReadAsync(
        IAsyncStreamReader<PutFeaturesStreamRequest> requests,
        ChannelWriter<Task<PutFeaturesStreamResponse>> pending, CancellationToken cancellation)
    {
        try
        {
            await foreach (var item in requests.ReadAllAsync(cancellation))
                await pending.WriteAsync(
                    AnswerAsync(item.Request ?? new PutFeaturesRequest(), cancellation), cancellation);
            pending.Complete();
        }
        catch (Exception exception)
        {
            pending.TryComplete(exception);
        }
    }

    private async Task<PutFeaturesStreamResponse> AnswerAsync(
        PutFeaturesRequest request, CancellationToken cancellation)
    {
        var response = new PutFeaturesStreamResponse { RequestId = request.RequestId };
        try
        {
            response.Response = await PutAsync(request, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            response.Status = failures.Of(exception).ToStatus();
        }

        return response;
    }

    private async Task<PutFeaturesResponse> PutAsync(PutFeaturesRequest request, CancellationToken cancellation)
    {
        var rules = RequestFields.Rules(active);
        var requestId = RequestFields.Short(request.RequestId, "request_id");
        var borrower = RequestFields.Borrower(request.BorrowerId);
        if (request.Views.Count == 0)
            throw new FailureException(FailureReason.RequestInvalid, "An update has at least one view.", "views");
        var views = FeatureWire.ReadViews(
            request.Views, rules.Set.Catalogue, FeatureSource.Feed, time.GetUtcNow());
        await CheckExposuresAsync(borrower, views, rules.Set.Catalogue, cancellation);
        var update = new FeatureUpdate(borrower, views, request.Correction);
        var result = (await store.Features.ApplyAsync([update], cancellation))[0];
        foreach (var outcome in result.Views) metrics.ViewUpdated(outcome.ToString().ToLowerInvariant());
        if (result.Refused) throw Conflict(views, result);
        var response = new PutFeaturesResponse { RequestId = requestId, Revision = result.Revision };
        for (var i = 0; i < views.Count; i++)
        {
            response.Views.Add(new ViewUpdateResult
            {
                View = views[i].View,
                ExposureId = views[i].Exposure.Value,
                Outcome = ProfileWire.Write(result.Views[i]),
            });
        }

        if (result.Changed || request.WaitForReview)
            response.Reviewed = await ReviewAsync(borrower, result, request.WaitForReview, cancellation);
        return response;
    }

    // A borrower's exposures are counted only where one may come to them. Updates side by side may each find room for
    // one more; every further one then finds none.
    private async Task CheckExposuresAsync(
        BorrowerId borrower, IReadOnlyList<FeatureViewUpdate> views, FeatureCatalogue catalogue,
        CancellationToken cancellation)
    {
        if (!views.Any(view => view.IsOfExposure && view.Values.Count > 0)) return;
        var stored = await store.Features.ReadAsync(borrower, cancellation);
        var before = BorrowerExposures.Of(catalogue, stored, []).Open;
        var after = BorrowerExposures.Of(catalogue, stored, views).Open;
        if (after.Count <= features.MaximumExposures || after.Count <= before.Count) return;
        throw new FailureException(FailureReason.ExposuresTooMany,
            $"A borrower has at most {features.MaximumExposures} open exposures, and this one has {before.Count}: close"
            + " one first, by sending its views without values.", "views");
    }

    private async Task<bool> ReviewAsync(
        BorrowerId borrower, FeatureUpdateResult result, bool waits, CancellationToken cancellation)
    {
        // A repeat may find its first sending reviewed already.
        if (!result.Changed)
        {
            var state = await store.Warnings.ReadAsync(borrower, cancellation);
            if (state.FeaturesRevision >= result.Revision && state.Activation > 0) return true;
        }

        var review = reviews.Ask(borrower, WarningCauseKind.FeatureUpdate);
        return waits && await IsReviewedAsync(review, cancellation);
    }

    private async Task<bool> IsReviewedAsync(Task<ReviewOutcome> review, CancellationToken cancellation)
    {
        var limit = TimeSpan.FromMilliseconds(settings.ReviewWaitMs);
        try
        {
            return await review.WaitAsync(limit, time, cancellation) != ReviewOutcome.Left;
        }
        catch (TimeoutException)
        {
            // The mark keeps the borrower's place.
            return false;
        }
    }

    private async Task<int> CloseAsync(string borrowerId, string reason, bool erases, CancellationToken cancellation)
    {
        var rules = RequestFields.Rules(active);
        var borrower = RequestFields.Borrower(borrowerId);
        var cause = new WarningCause(
            WarningCauseKind.Operator, "", Caller.Anonymous.Name, RequestFields.Reason(reason));
        var closed = await monitor.CloseAsync(borrower, erases, cause, rules, cancellation);
        if (erases) Forget(borrower);
        return closed switch
        {
            null => throw Unknown(),
            < 0 => throw new FailureException(
                FailureReason.Contended, "The borrower kept changing; try again.", "borrower_id"),
            var retired => retired.Value,
        };
    }

    private void Forget(BorrowerId borrower)
    {
        journals.Forget(borrower);
        shadows.Forget(borrower);
    }

    private static FailureException Unknown() =>
        new(FailureReason.BorrowerUnknown, "The store knows no such borrower.", "borrower_id");

    private static FailureException Conflict(IReadOnlyList<FeatureViewUpdate> views, FeatureUpdateResult result)
    {
        var index = result.Views.ToList().IndexOf(FeatureViewOutcome.Conflict);
        return new FailureException(
            FailureReason.ObservedAtConflict,
            $"The view '{views[index].Key}' is stored with the same observed_at and other content. Send a later"
            + " observed_at, or mark the update as a correction. Nothing was applied.",
            $"views[{index}].observed_at");
    }
}
