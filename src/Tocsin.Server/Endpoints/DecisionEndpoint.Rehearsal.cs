using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Journal.Recording;
using Tocsin.V1;

namespace Tocsin.Server.Endpoints;

internal sealed partial class DecisionEndpoint
{
    /// <summary>
    /// Looks nobody up, decides on nobody, once for each product, and writes the answers for nobody: whoever calls
    /// first then finds all of it compiled. Nothing is journaled, counted or kept.
    /// </summary>
    public async Task RehearseAsync(ActivatedRuleSet rules, CancellationToken cancellation)
    {
        var nobody = BorrowerId.Parse("nobody");
        await store.Features.ReadAsync(nobody, cancellation);
        await store.Warnings.ReadAsync(nobody, cancellation);
        var asOf = RequestFields.Now(time);
        foreach (var policy in rules.Set.Policies.Values)
        {
            var request = new DecideRequest { Product = policy.Product };
            var asked = DecisionWire.Read(request, policy);
            var carried = FeatureWire.ReadViews(request.Views, rules.Set.Catalogue, FeatureSource.Request, asOf);
            var profile = DecidedBorrower.Nobody.Profile(rules.Set.Layout, carried, default, asOf);
            asked.WriteTo(profile);
            var decision = Decider.Decide(rules.Set, policy, profile);
            var facts = new DecisionFacts
            {
                Id = journal.NewId(asOf),
                Borrower = nobody,
                Asked = asked,
                Caller = Caller.Anonymous.Name,
                Activation = rules.Number,
            };
            AnswerWriter.Write(new EncodedAnswer(decision, policy, rules, facts, asOf), new MessageBytes());
        }
    }
}
