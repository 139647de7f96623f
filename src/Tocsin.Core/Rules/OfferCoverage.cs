using Tocsin.Core.Decisions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules;

/// <summary>Counts what examples make of the rules of one product that come after its score.</summary>
internal sealed class OfferCoverage
{
    private readonly List<(RuleCoverage Coverage, Rule Rule)> _rules = [];
    private readonly string _product;

    public OfferCoverage(DecisionPolicy policy)
    {
        _product = policy.Product;
        foreach (var rule in policy.Grading?.Behaviour ?? []) Add(CoverageRole.Behaviour, rule.Rule);
        foreach (var rule in policy.Grading?.Events ?? []) Add(CoverageRole.Event, rule.Rule);
        foreach (var cap in policy.Limit?.Caps ?? []) Add(CoverageRole.Cap, cap.Rule);
        foreach (var component in policy.Price?.Components ?? []) Add(CoverageRole.Component, component.Rule);
        foreach (var condition in policy.Conditions) Add(CoverageRole.Condition, condition.Rule);
    }

    /// <summary>The rules, in the order of a decision.</summary>
    public IEnumerable<RuleCoverage> Rules => _rules.Select(pair => pair.Coverage);

    /// <summary>Counts one example by what it expects: only what it would notice the loss of.</summary>
    /// <param name="decision">What was decided.</param>
    /// <param name="profile">The borrower, with what the stages wrote.</param>
    /// <param name="expects">What the example expects.</param>
    public void Note(Decision decision, BorrowerProfile profile, ExampleResult expects)
    {
        foreach (var (coverage, rule) in _rules)
        {
            var isSeen = coverage.Role switch
            {
                CoverageRole.Behaviour or CoverageRole.Event => expects.ExpectsScore && decision.Score is not null,
                CoverageRole.Cap => expects.ExpectsLimit && decision.Limit is not null,
                CoverageRole.Component => expects.ExpectsPrice && decision.Price is not null,
                _ => expects.ExpectsConditions && decision is { Score: not null, Outcome: <= DecisionOutcome.Refer },
            };
            if (isSeen) coverage.Note(rule.Evaluate(profile));
        }
    }

    private void Add(CoverageRole role, Rule rule) => _rules.Add((
        new RuleCoverage(role, _product, rule.Name, "", rule.Condition?.Text ?? "") { Condition = rule.Condition },
        rule));
}
