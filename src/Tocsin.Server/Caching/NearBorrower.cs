using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;

namespace Tocsin.Server.Caching;

/// <summary>
/// What the store had of a borrower when it was read, and that laid out for the rules that asked last. Thread-safe.
/// </summary>
/// <param name="stored">Its features; null when it had none.</param>
/// <param name="warnings">Its warning state; null when that was not read.</param>
internal sealed class NearBorrower(StoredProfile? stored, BorrowerWarnings? warnings)
{
    // Most first applicants are not stored, and one empty profile does for all of them.
    private static volatile LaidOutFeatures? _nobody;

    private volatile LaidOutFeatures? _laidOut;
    private volatile StandingView? _standing;

    /// <summary>The features; null when there are none.</summary>
    public StoredProfile? Stored => stored;

    /// <summary>The warning state; null when it was not read.</summary>
    public BorrowerWarnings? Warnings => warnings;

    /// <summary>The features laid out, anew where what is kept does not hold any more.</summary>
    public LaidOutFeatures LaidOut(InputLayout layout, DateTimeOffset asOf)
    {
        var kept = stored is null ? _nobody : _laidOut;
        if (kept is not null && kept.Holds(layout, asOf)) return kept;
        var made = LaidOutFeatures.Of(layout, stored, asOf);
        if (stored is null) _nobody = made;
        else _laidOut = made;
        return made;
    }

    /// <summary>Forgets what was made for rules: they are not in force any more.</summary>
    public void LetRulesGo()
    {
        _laidOut = null;
        _standing = null;
    }

    /// <summary>
    /// Where the borrower stands with its warnings, as the view of them; null where rules have no such view, or its
    /// state is not known.
    /// </summary>
    public FeatureViewUpdate? Standing(ActivatedRuleSet rules, DateTimeOffset asOf)
    {
        if (warnings is null) return null;
        var state = WarningsView.Standing(rules, warnings, stored, asOf);
        // A review that is due gives another state each time; one that was looked at is the same until it is.
        if (!ReferenceEquals(state, warnings)) return WarningsView.Of(rules.Set, state, asOf);
        var kept = _standing;
        if (kept is null || !ReferenceEquals(kept.Rules, rules.Set))
            _standing = kept = new StandingView(rules.Set, WarningsView.Of(rules.Set, state, asOf));
        return kept.View is { } view ? view with { ObservedAt = asOf } : null;
    }

    private sealed record StandingView(RuleSet Rules, FeatureViewUpdate? View);
}
