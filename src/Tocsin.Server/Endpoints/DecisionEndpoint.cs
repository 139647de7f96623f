using Grpc.Core;
using Tocsin.Core.Classification;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Journal.Recording;
using Tocsin.Server.Caching;
using Tocsin.Server.Journaling;
using Tocsin.Server.RuleFiles;
using Tocsin.Server.Settings;
using Tocsin.Server.Shadows;
using Tocsin.Server.Telemetry;
using Tocsin.Server.Warnings;
using Tocsin.V1;

namespace Tocsin.Server.Endpoints;

/// <summary>Answers <c>DecisionService</c>.</summary>
[BindServiceMethod(typeof(EncodedAnswers), nameof(EncodedAnswers.BindService))]
internal sealed partial class DecisionEndpoint(
    IStore store, NearCache near, ActiveRuleSet active, ReviewQueue reviews, JournalWorker journal,
    RecourseQueue recourse, ArchivedRuleSets archived, ShadowWorker shadows, RuleSettings settings,
    DecisionSettings decisions, FailureInterceptor failures, ServerMetrics metrics, TimeProvider time)
    : DecisionService.DecisionServiceBase
{
    // Each is read anew and interpreted, which takes about a millisecond.
    private const int MaximumExplained = 500;

    /// <inheritdoc/>
    public override Task<DecideResponse> Decide(DecideRequest request, ServerCallContext context) =>
        DecideAsync(request, Patience(context), context.CancellationToken);

    /// <inheritdoc/>
    public override async Task<EvaluateWorkflowResponse> EvaluateWorkflow(
        EvaluateWorkflowRequest request, ServerCallContext context)
    {
        var rules = RequestFields.Rules(active);
        var requestId = RequestFields.Short(request.RequestId, "request_id");
        if (!rules.Set.Workflows.TryGetValue(request.Workflow, out var workflow))
            throw new FailureException(FailureReason.WorkflowUnknown, "The rule set has no such workflow.", "workflow");
        if (request.Explain && workflow.Rules.Count > MaximumExplained)
        {
            throw new FailureException(FailureReason.TooMany,
                $"A workflow of at most {MaximumExplained} rules is explained; this one has {workflow.Rules.Count}.",
                "explain");
        }

        var asOf = time.GetUtcNow();
        var carried = FeatureWire.ReadViews(request.Views, rules.Set.Catalogue, FeatureSource.Trial, asOf);
        var exposure = FeatureWire.ReadExposure(request.ExposureId, carried);
        var borrower = request.BorrowerId.Length == 0 ? DecidedBorrower.Nobody : await DecidedBorrower.ReadAsync(
            near, RequestFields.Borrower(request.BorrowerId), rules, withStanding: true, asOf, Patience(context),
            context.CancellationToken);
        var profile = borrower.Profile(rules.Set.Layout, carried, exposure, asOf);
        return new EvaluateWorkflowResponse
        {
            RequestId = requestId,
            RuleSet = DecisionWire.WriteRuleSet(rules),
            AsOf = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(asOf),
            Degraded = borrower.IsDegraded,
            Results = { workflow.Rules.Select(rule => DecisionWire.Write(rule, profile, request.Explain)) },
        };
    }

    /// <inheritdoc/>
    public override async Task<ClassifyExposuresResponse> ClassifyExposures(
        ClassifyExposuresRequest request, ServerCallContext context)
    {
        var rules = RequestFields.Rules(active, request.AtLeastActivation);
        var requestId = RequestFields.Short(request.RequestId, "request_id");
        var borrower = RequestFields.Borrower(request.BorrowerId);
        var asked = ClassificationWire.Read(request, settings.UseDrafts);
        if (rules.Set.Classification is null)
        {
            throw new FailureException(
                FailureReason.ClassificationUndefined, "The rule set has no classification.json.");
        }

        var asOf = time.GetUtcNow();
        var carried = FeatureWire.ReadViews(request.Views, rules.Set.Catalogue, FeatureSource.Request, asOf);
        var known = await DecidedBorrower.ReadAsync(
            near, borrower, rules, withStanding: false, asOf, Patience(context), context.CancellationToken);
        var (stored, degraded) = (known.Stored, known.IsDegraded);
        if (stored is null && !degraded && carried.Count == 0)
            throw new FailureException(FailureReason.BorrowerUnknown, "There is no such borrower.", "borrower_id");
        var exposures = BorrowerExposures.Of(rules.Set.Catalogue, stored, carried);
        if (!degraded) ClassificationWire.CheckKnown(asked.Exposures, exposures);
        var profile = BorrowerProfileReader.Read(rules.Set.Layout, stored, carried, exposures, asOf);
        if (degraded) metrics.Degraded.Inc();
        var classified = ExposureClassifier.Classify(
            rules.Set, exposures, profile, asked with { IsOfPart = degraded });
        var response = ClassificationWire.Write(classified, profile);
        (response.RequestId, response.RuleSet) = (requestId, DecisionWire.WriteRuleSet(rules));
        response.AsOf = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(asOf);
        (response.Degraded, response.UsesDrafts) = (degraded, settings.UseDrafts);
        return response;
    }

    private async Task<DecideResponse> DecideAsync(
        DecideRequest request, TimeSpan? patience, CancellationToken cancellation)
    {
        if (request.RuleSetAsOf is not null) return await DecideAsOfAsync(request, cancellation);
        var rules = RequestFields.Rules(active, request.AtLeastActivation);
        var requestId = RequestFields.Short(request.RequestId, "request_id");
        var borrower = RequestFields.Borrower(request.BorrowerId);
        var policy = PolicyOf(rules, request);
        var asked = DecisionWire.Read(request, policy);
        var asOf = RequestFields.Now(time);
        var carried = FeatureWire.ReadViews(request.Views, rules.Set.Catalogue, FeatureSource.Request, asOf);
        var exposure = FeatureWire.ReadExposure(request.ExposureId, carried);
        var known = await DecidedBorrower.ReadAsync(
            near, borrower, rules, policy.ReadsWarnings, asOf, patience, cancellation);
        var profile = known.Profile(rules.Set.Layout, carried, exposure, asOf);
        asked.WriteTo(profile);
        var depth = request.OutcomeOnly ? DecisionDepth.OutcomeAlone : DecisionDepth.Whole;
        var decision = Decider.Decide(rules.Set, policy, profile, depth);
        var facts = new DecisionFacts
        {
            Id = journal.NewId(asOf),
            RequestId = requestId,
            Borrower = borrower,
            Asked = asked,
            Exposure = exposure,
            Caller = Caller.Anonymous.Name,
            Stored = known.State,
            Activation = rules.Number,
            IsOutcomeAlone = request.OutcomeOnly,
            Carried = carried,
        };
        await journal.RecordAsync(facts, rules.Set, policy, decision, profile, cancellation);
        metrics.Decided(policy.Product, decision.Outcome);
        if (known.IsDegraded) metrics.Degraded.Inc();
        if (shadows.RunFor(facts.Id, asOf) is { } shadow)
            shadow.Offer(Shadowed(facts.Id.ToString(), facts, rules, known, policy, decision, asOf));
        var answer = new EncodedAnswer(decision, policy, rules, facts, asOf);
        if (!request.WithRecourse && AnswerAudience.SeesEverything(request.ForAudience))
            return new DecideResponse { Encoded = answer };
        var response = DecisionWire.Write(answer);
        if (request.WithRecourse)
            RecourseWire.Write(await recourse.FindAsync(rules.Set, policy, profile, cancellation), response);
        return AnswerAudience.Narrow(response, request.ForAudience, policy, rules.Set.Reasons);
    }

    private TimeSpan? Patience(ServerCallContext context) => CallPatience.Of(context, decisions.DeadlineMargin);

    private DecisionPolicy PolicyOf(ActivatedRuleSet rules, DecideRequest request)
    {
        if (!rules.Set.Policies.TryGetValue(request.Product, out var policy))
        {
            throw new FailureException(
                FailureReason.ProductUnknown,
                $"The rule set has no such product; it has {string.Join(", ", rules.Set.Policies.Keys.Order())}.",
                "product");
        }

        if (policy.IsDraft && !settings.UseDrafts)
        {
            throw new FailureException(FailureReason.ProductDraft,
                $"The policy of {policy.Product} is a draft: {policy.DraftBecause} Rules:UseDrafts decides on drafts.",
                "product");
        }

        return policy;
    }
}
