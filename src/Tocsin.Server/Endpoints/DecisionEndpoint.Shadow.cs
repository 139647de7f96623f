using Tocsin.Core.Decisions;
using Tocsin.Core.Rules;
using Tocsin.Core.Shadows;
using Tocsin.Journal.Recording;

namespace Tocsin.Server.Endpoints;

/// <summary>Hands what was decided to the shadow.</summary>
internal sealed partial class DecisionEndpoint
{
    // Only references: everything it was made of is immutable, and the candidate lays it out by itself.
    private static ShadowedDecision Shadowed(
        string id, DecisionFacts facts, ActivatedRuleSet rules, DecidedBorrower known, DecisionPolicy policy,
        Decision decision, DateTimeOffset asOf) => new()
        {
            DecisionId = id,
            RequestId = facts.RequestId,
            Borrower = facts.Borrower,
            Activation = rules.Number,
            Digest = rules.Set.Digest,
            Policy = policy,
            Stored = known.Stored,
            Views = known.Views(facts.Carried),
            Exposure = facts.Exposure,
            Asked = facts.Asked,
            Depth = facts.IsOutcomeAlone ? DecisionDepth.OutcomeAlone : DecisionDepth.Whole,
            AsOf = asOf,
            Decision = decision,
        };
}
