using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Shadows;

/// <summary>A candidate that makes live decisions too, on the same values as of the same moment. Thread-safe.</summary>
/// <param name="candidate">The candidate.</param>
/// <param name="usesDrafts">True when policies that are drafts decide, too.</param>
public sealed class Shadow(RuleSet candidate, bool usesDrafts)
{
    /// <summary>The candidate.</summary>
    public RuleSet Candidate => candidate;

    /// <summary>Makes a live decision too, and compares.</summary>
    public ShadowResult Decide(ShadowedDecision live)
    {
        ArgumentNullException.ThrowIfNull(live);
        if (!candidate.Policies.TryGetValue(live.Policy.Product, out var policy) || !IsComparable(live, policy))
            return ShadowResult.NotComparable;
        var profile = Profile(live);
        live.Asked.WriteTo(profile);
        var decision = Decider.Decide(candidate, policy, profile, live.Depth);
        return new ShadowResult(decision, DecisionDifference.Between(live.Decision, decision));
    }

    // What the candidate would refuse to decide is no other decision. Where the live policy reads no warnings nobody
    // looked how the borrower stands, and a candidate that reads them would take that for unknown.
    private bool IsComparable(ShadowedDecision live, DecisionPolicy policy)
    {
        if (policy.ReadsWarnings && !(live.Policy.ReadsWarnings && HasWarnings(live, policy))) return false;
        return policy.Currency == live.Policy.Currency
            && policy.RefusalOf(live.Asked, live.Policy.Currency, usesDrafts) is null;
    }

    // The live set says what it knows of its own actions: of one that only the candidate has nobody knows whether it
    // would be in force.
    private static bool HasWarnings(ShadowedDecision live, DecisionPolicy policy) =>
        live.Views.FirstOrDefault(view => view.View == ServerViews.Warnings) is not { } carried
        || policy.Reads.All(slot =>
            slot.Feature?.View != ServerViews.Warnings || carried.Values.ContainsKey(slot.Feature.Name));

    private BorrowerProfile Profile(ShadowedDecision live)
    {
        var views = live.Views.Select(Known).OfType<FeatureViewUpdate>().ToList();
        var exposures = BorrowerExposures.Of(candidate.Catalogue, live.Stored, views);
        var profile = BorrowerProfileReader.Read(candidate.Layout, live.Stored, views, exposures, live.AsOf);
        return live.Exposure.IsNone ? profile
            : BorrowerProfileReader.ReadExposure(profile, exposures, live.Exposure);
    }

    // The live catalogue checked them; of the candidate's they keep what it has, as the type it has.
    private FeatureViewUpdate? Known(FeatureViewUpdate view)
    {
        if (candidate.Catalogue.FindView(view.View) is not { } known || known.IsPerExposure != view.IsOfExposure)
            return null;
        var values = new Dictionary<string, FeatureValue>(StringComparer.Ordinal);
        foreach (var feature in known.Features)
        {
            if (!view.Values.TryGetValue(feature.Name, out var value)) continue;
            if (value.Type == feature.Type) values[feature.Name] = value;
            else if (FeatureValue.TryParse(feature.Type, value.ToCanonicalText(), out var read))
                values[feature.Name] = read;
        }

        return view with { Values = values };
    }
}

/// <summary>What a candidate made of a live decision. Immutable.</summary>
/// <param name="Decision">Its decision; null when the two cannot be compared.</param>
/// <param name="Difference">What made them differ; null when they are the same, or cannot be compared.</param>
public sealed record ShadowResult(Decision? Decision, DecisionDifference? Difference)
{
    /// <summary>The candidate would not decide this, or on other grounds.</summary>
    public static ShadowResult NotComparable { get; } = new(null, null);
}
