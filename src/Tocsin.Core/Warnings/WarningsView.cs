using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Warnings;

/// <summary>What decisions read of a borrower's warnings: the view <c>warnings</c>. Pure.</summary>
public static class WarningsView
{
    /// <summary>The view as of a moment, as if it had been sent; null where the catalogue does not have it.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="state">Where the borrower stands.</param>
    /// <param name="asOf">The moment, in UTC.</param>
    public static FeatureViewUpdate? Of(RuleSet rules, BorrowerWarnings state, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(state);
        if (rules.Catalogue.FindView(ServerViews.Warnings) is null) return null;
        var values = new Dictionary<string, FeatureValue>(StringComparer.Ordinal)
        {
            [ServerViews.Level] = FeatureValue.OfText(LevelText(state.Level)),
            [ServerViews.OnWatchlist] = FeatureValue.OfFlag(state.Watch is not null),
        };
        foreach (var action in rules.Actions.Values.Where(action => action.Flag.Length > 0))
            values[action.Flag] = FeatureValue.OfFlag(action.IsInForce(state.Warnings));
        return new FeatureViewUpdate(ServerViews.Warnings, asOf, values);
    }

    /// <summary>
    /// Where a borrower stands as of a moment: the stored state, or what a review would make of it now where one is
    /// due, so that an update that is stored already counts though nobody has looked at it yet.
    /// </summary>
    public static BorrowerWarnings Standing(
        ActivatedRuleSet rules, BorrowerWarnings state, StoredProfile? stored, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(state);
        var isLookedAt = (stored?.Revision ?? 0) <= state.FeaturesRevision && !(state.DueAt <= asOf)
            && state.Activation >= rules.WarningsSince;
        if (isLookedAt || (stored is null && state.Revision == 0)) return state;
        var moment = asOf > state.AsOf ? asOf : state.AsOf;
        return WarningReview.Run(rules, state, stored, new WarningCause(WarningCauseKind.Time), moment).State;
    }

    /// <summary>A level as rules read it.</summary>
    public static string LevelText(WarningLevel level) => level.ToString().ToLowerInvariant();
}
