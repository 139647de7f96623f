using System.Globalization;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules;

/// <summary>Counts what examples make of the rules of one product.</summary>
internal sealed class PolicyCoverage
{
    private readonly DecisionPolicy _policy;
    private readonly List<(RuleCoverage Coverage, Rule Rule)> _knockOuts = [];
    private readonly List<RuleCoverage> _bins = [];
    private readonly RuleCoverage? _formula;
    private readonly OfferCoverage _offer;

    public PolicyCoverage(DecisionPolicy policy)
    {
        _policy = policy;
        _offer = new OfferCoverage(policy);
        foreach (var knockOut in policy.KnockOuts) Add(knockOut.Rule, knockOut.Rule.Name);
        foreach (var characteristic in policy.Scorecard?.Characteristics ?? []) Add(characteristic);
        if (policy.Formula is { } formula)
        {
            _formula = new RuleCoverage(
                CoverageRole.Formula, policy.Product, formula.Rule, "", formula.Value.Text);
        }
    }

    /// <summary>The product.</summary>
    public string Product => _policy.Product;

    /// <summary>Its rules, in the order of a decision.</summary>
    public IEnumerable<RuleCoverage> Rules =>
        [.. _knockOuts.Select(pair => pair.Coverage), .. _bins, .. _formula is null ? [] : (RuleCoverage[])[_formula],
            .. _offer.Rules];

    /// <summary>Counts one example that expects a decision, and perhaps a score.</summary>
    /// <param name="set">The rule set.</param>
    /// <param name="profile">The borrower that is decided on.</param>
    /// <param name="expects">What the example expects.</param>
    public void Note(RuleSet set, BorrowerProfile profile, ExampleResult expects)
    {
        var decision = Decider.Decide(set, _policy, profile);
        _offer.Note(decision, profile, expects);
        foreach (var (coverage, rule) in _knockOuts) coverage.Note(rule.Evaluate(profile));
        // Without a required value nothing is scored.
        if (_policy.Required.Any(feature => !profile.IsPresent(profile.Layout.Find(feature.FullName)!.Index))) return;
        var scored = ScoredProfile(decision, profile);
        foreach (var bins in _bins.GroupBy(bin => bin.Characteristic!)) Note(bins, scored, expects.ExpectsScore);
        if (_formula is null) return;
        var isKnown = _policy.Formula!.Value.Evaluate(profile) is not null;
        if (!isKnown || expects.ExpectsScore) _formula.Note(isKnown ? RuleOutcome.Hit : RuleOutcome.Unknown);
    }

    // The score of a counter-offer is that of the amount that is offered.
    private static BorrowerProfile ScoredProfile(Decision decision, BorrowerProfile profile)
    {
        if (decision is not { Outcome: DecisionOutcome.CounterOffer, Offer: { } offer }) return profile;
        var scored = profile.Copy();
        scored.Set(ReservedInputs.RequestAmount, FeatureValue.OfNumber(offer.Amount));
        return scored;
    }

    private static void Note(IGrouping<Characteristic, RuleCoverage> bins, BorrowerProfile profile, bool expectsScore)
    {
        var value = bins.Key.Value.Evaluate(profile);
        var isMissing = value is null && bins.Key.Evaluate(profile).IsMissing;
        var taken = value is { } known ? bins.Key.Bins.FirstOrDefault(bin => bin.Takes(known)) : null;
        var isKnown = taken is not null || (isMissing && bins.Key.MissingPoints is not null);
        // Without points there is no score that could be expected.
        if (isKnown && !expectsScore) return;
        foreach (var bin in bins)
        {
            var isTaken = bin.Bin is null ? isMissing : ReferenceEquals(bin.Bin, taken);
            bin.Note(!isKnown ? RuleOutcome.Unknown : isTaken ? RuleOutcome.Hit : RuleOutcome.Miss);
        }
    }

    private void Add(Rule rule, string path)
    {
        var coverage = new RuleCoverage(CoverageRole.KnockOut, Product, path, "", rule.Condition?.Text ?? "")
        {
            Condition = rule.Condition,
        };
        _knockOuts.Add((coverage, rule));
        foreach (var nested in rule.Nested) Add(nested, $"{path}/{nested.Name}");
    }

    private void Add(Characteristic characteristic)
    {
        foreach (var bin in characteristic.Bins) Add(characteristic, bin, PartOf(bin));
        // A required value is never missing where points are given.
        var canLack = characteristic.Value.Reads.Any(slot => slot.Feature is null || !_policy.Required.Any(
            feature => feature.FullName == slot.Name));
        if (characteristic.MissingPoints is not null && canLack) Add(characteristic, null, "missing");
    }

    private void Add(Characteristic characteristic, Bin? bin, string part) => _bins.Add(
        new RuleCoverage(CoverageRole.Bin, Product, characteristic.Name, part, characteristic.Value.Text)
        {
            Characteristic = characteristic,
            Bin = bin,
        });

    private static string PartOf(Bin bin) => bin switch
    {
        { Texts: { } texts } => $"in {string.Join(", ", texts)}",
        { Below: { } bound } => string.Create(CultureInfo.InvariantCulture, $"below {bound}"),
        _ => "the rest",
    };
}
