using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Parties;

/// <summary>Where a party stands, as far as those linked to it may know. Immutable.</summary>
/// <param name="Level">
/// Its level without the warnings that come from its own connected parties, so that no ring of guarantors feeds itself;
/// null when it was never reviewed.
/// </param>
/// <param name="Balance">What it owes the lender; null when that is missing or stale.</param>
public sealed record PartyStanding(WarningLevel? Level, double? Balance)
{
    /// <summary>The level that a borrower would have without its own connected parties.</summary>
    public static WarningLevel OwnLevel(RuleSet rules, BorrowerWarnings state)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(state);
        return rules.ConnectedFamilies.Count == 0
            ? state.Level
            : rules.Combination.Of(state.Warnings.Where(
                warning => !rules.ConnectedFamilies.Contains(warning.Family)));
    }

    /// <summary>Where a party stands.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="state">Its warnings.</param>
    /// <param name="stored">Its features; null where what it owes is not asked, or nothing is stored.</param>
    /// <param name="asOf">The moment as of which its features are fresh or stale, in UTC.</param>
    public static PartyStanding Of(
        RuleSet rules, BorrowerWarnings state, StoredProfile? stored, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(state);
        var level = state.Activation == 0 ? default(WarningLevel?) : OwnLevel(rules, state);
        return new PartyStanding(level, BalanceOf(rules, stored, asOf));
    }

    /// <summary>What a borrower owes the lender; null when that is missing or stale, or not asked.</summary>
    internal static double? BalanceOf(RuleSet rules, StoredProfile? stored, DateTimeOffset asOf)
    {
        if (ConnectedView.BalanceSlot(rules) is not { } slot || stored is null) return null;
        var profile = BorrowerProfileReader.Read(rules.Layout, stored, [], asOf);
        return profile.ValueOf(slot)?.AsNumber;
    }
}
