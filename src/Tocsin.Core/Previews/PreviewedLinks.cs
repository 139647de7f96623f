using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Previews;

/// <summary>
/// The view of a borrower's connected parties as an activation would have it written, without writing it. Pure.
/// </summary>
public static class PreviewedLinks
{
    /// <summary>The parties whose standing the view is made of; empty without links.</summary>
    public static IReadOnlyList<BorrowerId> PartiesOf(RuleSet rules, StoredProfile stored, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return BorrowerLinks.Of(stored) is not { } links ? []
            : [.. ConnectedView.InForce(rules.Catalogue, links, asOf).Select(link => link.Party).Distinct()];
    }

    /// <summary>True when the view is also made of what parties owe.</summary>
    public static bool AsksBalance(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return ConnectedView.BalanceSlot(rules) is not null;
    }

    /// <summary>True when a review would write the view before it looks.</summary>
    public static bool IsDue(RuleSet rules, BorrowerWarnings before, StoredProfile stored, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(before);
        if (before.IsResting(stored)) return false;
        var dueAt = ConnectedView.DueAt(rules.Catalogue, stored);
        return dueAt <= asOf || (before.Closed && dueAt is not null);
    }

    /// <summary>The view as it would be written; null where nothing would be written.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="stored">The borrower's features.</param>
    /// <param name="standings">Where each of <see cref="PartiesOf"/> stands.</param>
    /// <param name="asOf">The moment.</param>
    public static StoredView? Write(
        RuleSet rules, StoredProfile stored, IReadOnlyDictionary<BorrowerId, PartyStanding> standings,
        DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(standings);
        if (BorrowerLinks.Of(stored) is not { } links) return null;
        if (rules.Catalogue.FindView(ServerViews.Connected) is null) return null;
        var written = stored.Views.GetValueOrDefault(ServerViews.Connected);
        var inForce = ConnectedView.InForce(rules.Catalogue, links, asOf);
        var values = ConnectedView.Make(rules, stored, links, inForce, standings, asOf);
        var isDue = ConnectedView.DueAt(rules.Catalogue, stored) <= asOf;
        if (!isDue && written is not null && ConnectedView.IsSame(written, values)) return null;
        ConnectedView.Note(values, stored);
        return new StoredView(
            ConnectedView.WrittenAfter(written, asOf),
            values.ToDictionary(pair => pair.Key, pair => pair.Value.ToCanonicalText(), StringComparer.Ordinal));
    }

    /// <summary>A borrower's features with another view of its connected parties, one revision on.</summary>
    public static StoredProfile With(StoredProfile stored, StoredView connected)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return stored with
        {
            Revision = stored.Revision + 1,
            Views = new Dictionary<string, StoredView>(stored.Views, StringComparer.Ordinal)
            {
                [ServerViews.Connected] = connected,
            },
        };
    }
}
