using Tocsin.Core.Decisions;
using Tocsin.Core.Rules;
using Tocsin.Journal.Recording;
using Tocsin.V1;
using CoreActivation = Tocsin.Core.Rules.Activation;

namespace Tocsin.Server.Endpoints;

/// <summary>Answers what would have been decided at an earlier moment.</summary>
internal sealed partial class DecisionEndpoint
{
    /// <summary>The variant of such an answer's rule set.</summary>
    private const string AsOfVariant = "as_of";

    private async Task<DecideResponse> DecideAsOfAsync(DecideRequest request, CancellationToken cancellation)
    {
        var asOf = StepWire.ReadMoment(request.RuleSetAsOf, "rule_set_as_of");
        if (request.AtLeastActivation != 0 || asOf > time.GetUtcNow())
        {
            throw new FailureException(FailureReason.RequestInvalid,
                "rule_set_as_of is a moment that has passed, and stands without at_least_activation.",
                "rule_set_as_of");
        }

        var requestId = RequestFields.Short(request.RequestId, "request_id");
        var borrower = RequestFields.Borrower(request.BorrowerId);
        var rules = await RulesAtAsync(asOf, cancellation);
        var policy = PolicyOf(rules, request);
        var asked = DecisionWire.Read(request, policy);
        var carried = FeatureWire.ReadViews(request.Views, rules.Set.Catalogue, FeatureSource.Trial, asOf);
        var exposure = FeatureWire.ReadExposure(request.ExposureId, carried);
        var profile = DecidedBorrower.Nobody.Profile(rules.Set.Layout, carried, exposure, asOf);
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
            Activation = rules.Number,
            IsOutcomeAlone = request.OutcomeOnly,
            Carried = carried,
        };
        var response = DecisionWire.Write(decision, policy, rules, facts, asOf);
        (response.DecisionId, response.ValidUntil, response.RuleSet.Variant) = ("", null, AsOfVariant);
        if (request.WithRecourse)
            RecourseWire.Write(await recourse.FindAsync(rules.Set, policy, profile, cancellation), response);
        return AnswerAudience.Narrow(response, request.ForAudience, policy, rules.Set.Reasons);
    }

    private async Task<ActivatedRuleSet> RulesAtAsync(DateTimeOffset asOf, CancellationToken cancellation)
    {
        var activation = await ActivationAtAsync(asOf, cancellation) ?? throw new FailureException(
            FailureReason.ActivationUnknown, "No rule set was active at that moment, or it is known no more which.",
            "rule_set_as_of");
        var set = await archived.FindAsync(activation.Digest, cancellation) ?? throw new FailureException(
            FailureReason.RuleSetUnknown,
            $"The files of activation {activation.Number}, active at that moment, are kept nowhere.", "rule_set_as_of");
        return new ActivatedRuleSet(set, activation.Number, activation.At);
    }

    // Numbers and times rise together, so that few of them have to be read.
    private async Task<CoreActivation?> ActivationAtAsync(DateTimeOffset asOf, CancellationToken cancellation)
    {
        CoreActivation? found = null;
        var (low, high) = (1L, (await store.Activations.ReadAsync(cancellation))?.Number ?? 0);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var page = await store.Activations.ListAsync(middle + 1, 1, cancellation);
            var activation = page.Count > 0 ? page[0] : null;
            // Those that are not kept any more are the oldest.
            if (activation is null || activation.At <= asOf) (found, low) = (activation ?? found, middle + 1);
            else high = middle - 1;
        }

        return found;
    }
}
