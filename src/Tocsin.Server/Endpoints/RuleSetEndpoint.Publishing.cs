using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Storage;
using Tocsin.V1;
using CoreActivation = Tocsin.Core.Rules.Activation;

namespace Tocsin.Server.Endpoints;

/// <summary>Publishes, approves, activates and rolls back.</summary>
internal sealed partial class RuleSetEndpoint
{
    private const int ShownActivations = 20;

    private static readonly TimeSpan _defaultWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(1);

    private static Caller Caller => Caller.Anonymous;

    private FourEyes FourEyes => (settings.FourEyes, Caller.IsAnonymous) switch
    {
        (false, _) => FourEyes.Off,
        (true, true) => FourEyes.Unenforced,
        (true, false) => FourEyes.Enforced,
    };

    /// <inheritdoc/>
    public override async Task<ListRuleSetsResponse> ListRuleSets(
        ListRuleSetsRequest request, ServerCallContext context)
    {
        var cancellation = context.CancellationToken;
        var size = RequestFields.PageSize(request.PageSize);
        RulePublication? after = null;
        if (request.PageToken.Length > 0)
        {
            after = await store.RuleSets.FindAsync(request.PageToken, cancellation) ?? throw new FailureException(
                FailureReason.PageInvalid, "page_token is none that a list gave.", "page_token");
        }

        var page = await store.RuleSets.ListAsync(after, size, cancellation);
        var history = await store.Activations.ListAsync(long.MaxValue, StoreLimits.MaximumPage, cancellation);
        var response = new ListRuleSetsResponse();
        response.RuleSets.AddRange(page.Select(one => PublicationWire.Write(
            one, history.FirstOrDefault(activation => activation.Digest == one.Digest), Latest(history))));
        if (page.Count == size) response.NextPageToken = page[^1].Digest;
        return response;
    }

    /// <inheritdoc/>
    public override async Task<PublishRuleSetResponse> PublishRuleSet(
        IAsyncStreamReader<PublishRuleSetRequest> requestStream, ServerCallContext context)
    {
        if (settings.Source == "folder")
        {
            throw new FailureException(FailureReason.SourceIsFolder,
                "Rules come from the rules folder (Rules:Source): change its files instead.");
        }

        var cancellation = context.CancellationToken;
        using var place = uploads.Enter();
        var upload = new RuleFileUpload();
        var reason = "";
        await foreach (var part in uploads.ReadAsync(requestStream, cancellation))
        {
            if (reason.Length == 0) reason = OptionalReason(part.Reason);
            if (part.File is { } file) upload.Add(file.Path, file.Content);
        }

        var files = upload.ToFiles();
        var reading = await gate.ReadAsync(files, cancellation);
        var response = new PublishRuleSetResponse { Check = RuleSetWire.Write(files, reading) };
        if (reading.RuleSet is not { } set) return response;
        response.AlreadyPublished = await store.RuleSets.FindAsync(set.Digest, cancellation) is not null;
        var publication = await published.PublishAsync(set, Caller.Name, reason, cancellation);
        response.RuleSet = await SummaryAsync(publication, cancellation);
        return response;
    }

    /// <inheritdoc/>
    public override async Task<ApproveRuleSetResponse> ApproveRuleSet(
        ApproveRuleSetRequest request, ServerCallContext context)
    {
        var cancellation = context.CancellationToken;
        var publication = await published.FindAsync(request.Digest, "digest", cancellation);
        if (!Caller.IsAnonymous && publication.Author == Caller.Name)
        {
            throw new FailureException(FailureReason.ApproverIsAuthor,
                "Somebody else than the author has to approve.", "digest");
        }

        var approval = new RuleApproval(Caller.Name, OptionalReason(request.Reason), RequestFields.Now(time));
        publication = await store.RuleSets.ApproveAsync(publication.Digest, approval, cancellation) ?? publication;
        return new ApproveRuleSetResponse
        {
            RuleSet = await SummaryAsync(publication, cancellation),
            FourEyes = FourEyes,
        };
    }

    /// <inheritdoc/>
    public override async Task<ActivateRuleSetResponse> ActivateRuleSet(
        ActivateRuleSetRequest request, ServerCallContext context)
    {
        var wait = Wait(request.Wait);
        var (activation, isNew) = await activations.ActivateAsync(
            request.Digest, request.HasExpectedActivation ? request.ExpectedActivation : null,
            OptionalReason(request.Reason), Caller, context.CancellationToken);
        var instances = await roll.ConfirmAsync(activation, wait, context.CancellationToken);
        return new ActivateRuleSetResponse
        {
            RuleSet = PublicationWire.Reference(activation.Digest, activation.Number),
            ActivatedAt = activation.At.ToTimestamp(),
            Complete = RuleFiles.FleetRoll.IsComplete(instances, activation),
            Instances = { instances.Where(one => one.IsLive).Select(one => PublicationWire.Write(one, activation)) },
            FourEyes = FourEyes,
            AlreadyActive = !isNew,
        };
    }

    /// <inheritdoc/>
    public override async Task<RollBackRuleSetResponse> RollBackRuleSet(
        RollBackRuleSetRequest request, ServerCallContext context)
    {
        var wait = Wait(request.Wait);
        var activation = await activations.RollBackAsync(
            request.ToActivation, request.HasExpectedActivation ? request.ExpectedActivation : null,
            RequestFields.Reason(request.Reason), Caller, context.CancellationToken);
        var instances = await roll.ConfirmAsync(activation, wait, context.CancellationToken);
        return new RollBackRuleSetResponse
        {
            RuleSet = PublicationWire.Reference(activation.Digest, activation.Number),
            ActivatedAt = activation.At.ToTimestamp(),
            Complete = RuleFiles.FleetRoll.IsComplete(instances, activation),
            Instances = { instances.Where(one => one.IsLive).Select(one => PublicationWire.Write(one, activation)) },
        };
    }

    /// <inheritdoc/>
    public override async Task<GetRuleSetStatusResponse> GetRuleSetStatus(
        GetRuleSetStatusRequest request, ServerCallContext context)
    {
        var response = new GetRuleSetStatusResponse
        {
            Source = settings.Source == "store" ? RuleSource.Store : RuleSource.Folder,
            FourEyes = FourEyes,
            AnsweredBy = fleet.Standing.Instance,
        };
        try
        {
            var history = await store.Activations.ListAsync(
                long.MaxValue, ShownActivations, context.CancellationToken);
            var instances = await store.Fleet.ListAsync(context.CancellationToken);
            var shadow = await ShadowAsync(
                await shadowPlans.ReadAsync(context.CancellationToken), context.CancellationToken);
            // All of it or nothing: a store that goes away in between leaves no half of an answer.
            var latest = Latest(history);
            response.Activation = latest is null ? null : PublicationWire.Write(latest);
            response.History.AddRange(history.Select(PublicationWire.Write));
            response.Instances.AddRange(instances.Select(one => PublicationWire.Write(one, latest)));
            response.Shadow = shadow;
        }
        catch (StoreUnavailableException exception)
        {
            // Whoever asks an instance that is cut off wants to know that, and what it answers with.
            response.StoreProblem = exception.Message;
            var self = new FleetInstance(fleet.Standing, time.GetUtcNow(), IsLive: true);
            response.Instances.Add(PublicationWire.Write(self, null));
        }

        return response;
    }

    private static string OptionalReason(string text) =>
        text.Trim().Length == 0 ? "" : RequestFields.Reason(text);

    private static TimeSpan Wait(Duration? wait)
    {
        if (wait is null) return _defaultWait;
        // Told by its parts: what is none cannot be converted.
        var isWithin = wait is { Seconds: >= 0, Nanos: >= 0 and < 1_000_000_000 }
            && wait.Seconds <= _longestWait.TotalSeconds && wait.ToTimeSpan() <= _longestWait;
        return isWithin ? wait.ToTimeSpan() : throw new FailureException(
            FailureReason.RequestInvalid, "wait is 0 to 60 seconds.", "wait");
    }

    private async Task<RuleSetSummary> SummaryAsync(RulePublication publication, CancellationToken cancellation)
    {
        IReadOnlyList<CoreActivation> history = await store.Activations.ListAsync(
            long.MaxValue, StoreLimits.MaximumPage, cancellation);
        return PublicationWire.Write(
            publication, history.FirstOrDefault(one => one.Digest == publication.Digest), Latest(history));
    }

    private static CoreActivation? Latest(IReadOnlyList<CoreActivation> history) =>
        history.Count > 0 ? history[0] : null;
}
