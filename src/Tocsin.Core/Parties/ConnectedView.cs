using System.Globalization;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Parties;

/// <summary>
/// What rules read of the parties that a borrower is linked to: the view <c>connected</c>. One hop, no further. Pure.
/// </summary>
public static class ConnectedView
{
    /// <summary>
    /// The value of the stored view, besides those of the catalogue, that names the party whose change led to its
    /// writing; absent where none did.
    /// </summary>
    public const string ChangedParty = "changed_party";

    /// <summary>The values of the view.</summary>
    /// <param name="rules">The rules, whose catalogue has the view.</param>
    /// <param name="links">The links that hold today.</param>
    /// <param name="standings">Where each party stands.</param>
    /// <param name="ownBalance">What the borrower itself owes; null when that is not known.</param>
    public static IReadOnlyDictionary<string, FeatureValue> Of(
        RuleSet rules, IReadOnlyList<Link> links, IReadOnlyDictionary<BorrowerId, PartyStanding> standings,
        double? ownBalance)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(standings);
        var values = new Dictionary<string, FeatureValue>(StringComparer.Ordinal);
        Set(ServerViews.OwnerLevel, ServerViews.KnownOwnerLevel, LinkKind.Owner, LinkKind.Spouse);
        Set(ServerViews.WorstGuarantorLevel, ServerViews.KnownGuarantorLevel, LinkKind.Guarantor);
        Set(ServerViews.WorstGroupLevel, ServerViews.KnownGroupLevel, LinkKind.Group);
        if (Together() is { } sum && Has(ServerViews.GroupExposure))
            values[ServerViews.GroupExposure] = FeatureValue.OfNumber(sum);
        return values;

        // Of a party that was never reviewed nobody knows where it stands: it may be worse than the others, unless one
        // of them stands as badly as can be.
        void Set(string worstName, string knownName, params LinkKind[] kinds)
        {
            var levels = links.Where(link => kinds.Contains(link.Kind))
                .Select(link => standings[link.Party].Level).ToList();
            var known = levels.Count == 0 ? WarningLevel.None : levels.Max();
            Write(knownName, known);
            Write(worstName, levels.Contains(null) && known != WarningLevel.Red ? null : known);
        }

        void Write(string name, WarningLevel? level)
        {
            if (level is { } value && Has(name))
                values[name] = FeatureValue.OfText(WarningsView.LevelText(value));
        }

        bool Has(string name) => rules.Catalogue.FindFeature($"{ServerViews.Connected}.{name}") is not null;

        // A sum of which a part is unknown is unknown.
        double? Together()
        {
            var members = links.Where(link => link.Kind == LinkKind.Group).Select(link => link.Party).Distinct()
                .Select(party => standings[party].Balance).Append(ownBalance).ToList();
            return members.Contains(null) ? null : members.Sum();
        }
    }

    /// <summary>When the view must be written anew though no party changed; null when it need not be.</summary>
    public static DateTimeOffset? DueAt(FeatureCatalogue catalogue, StoredProfile? stored)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        if (catalogue.FindView(ServerViews.Connected) is not { } view) return null;
        if (BorrowerLinks.Of(stored) is not { } links) return null;
        if (stored!.Views.GetValueOrDefault(ServerViews.Connected) is not { } written) return links.ObservedAt;
        // It was made of other links than these, or for another catalogue.
        if (written.Values.GetValueOrDefault(MadeOf) != Digest(catalogue, links)) return links.ObservedAt;
        var refresh = written.ObservedAt + (view.Refresh ?? TimeSpan.FromDays(1));
        return links.Turns.Where(day => day < DateOnly.FromDateTime(refresh.UtcDateTime.AddDays(2)))
            .Select(catalogue.BeginOf).Where(turn => turn > written.ObservedAt).Append(refresh).Min();
    }

    /// <summary>The value of the stored view that tells what it was made of.</summary>
    internal const string MadeOf = "made_of";

    /// <summary>
    /// True when all that was stored after a features revision is this view: nobody told anything new of the borrower
    /// itself.
    /// </summary>
    internal static bool IsAllSince(StoredProfile? stored, long revision) =>
        stored is not null && stored.Revision > revision && OthersRevision(stored) <= revision;

    /// <summary>Notes in values of the view over which features they are written.</summary>
    internal static void Note(Dictionary<string, FeatureValue> values, StoredProfile over)
    {
        values[WrittenAt] = FeatureValue.OfInteger(over.Revision + 1);
        values[OthersAt] = FeatureValue.OfInteger(OthersRevision(over));
    }

    /// <summary>The links that hold on the civil day of a moment.</summary>
    internal static List<Link> InForce(FeatureCatalogue catalogue, BorrowerLinks links, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(catalogue.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return [.. links.All.Where(link => link.Holds(today))];
    }

    /// <summary>The values of the stored view, but for the notes of why and when it was written.</summary>
    internal static Dictionary<string, FeatureValue> Make(
        RuleSet rules, StoredProfile stored, BorrowerLinks links, IReadOnlyList<Link> inForce,
        IReadOnlyDictionary<BorrowerId, PartyStanding> standings, DateTimeOffset now) =>
        new(Of(rules, inForce, standings, PartyStanding.BalanceOf(rules, stored, now)), StringComparer.Ordinal)
        {
            [MadeOf] = FeatureValue.OfText(Digest(rules.Catalogue, links)),
        };

    /// <summary>True when the stored view says the same, but for its notes.</summary>
    internal static bool IsSame(StoredView written, Dictionary<string, FeatureValue> values) =>
        written.Values.Where(pair => !IsNote(pair.Key)).ToHashSet()
            .SetEquals(values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToCanonicalText())));

    /// <summary>When a view is written that takes another's place: never as old, whatever the clock says.</summary>
    internal static DateTimeOffset WrittenAfter(StoredView? written, DateTimeOffset now) =>
        written is null || now > written.ObservedAt ? now : written.ObservedAt.AddMicroseconds(1);

    /// <summary>True for a value of the stored view that says why or when it was written, not what of.</summary>
    internal static bool IsNote(string name) => name is ChangedParty or WrittenAt or OthersAt;

    // The features revision that this view wrote, and the latest one that another view did.
    private const string WrittenAt = "written_at_revision";
    private const string OthersAt = "others_at_revision";

    private static long OthersRevision(StoredProfile stored) =>
        stored.Views.GetValueOrDefault(ServerViews.Connected) is { } view
        && Number(view, WrittenAt) == stored.Revision && Number(view, OthersAt) is { } others
            ? others : stored.Revision;

    private static long? Number(StoredView view, string name) =>
        long.TryParse(view.Values.GetValueOrDefault(name), CultureInfo.InvariantCulture, out var number)
            ? number : null;

    /// <summary>
    /// What tells links from others that were put before or after, and what is asked of them from what another
    /// catalogue asks.
    /// </summary>
    internal static string Digest(FeatureCatalogue catalogue, BorrowerLinks links)
    {
        var view = catalogue.FindView(ServerViews.Connected)!;
        var asked = view.Features.Select(feature => feature.Name).Order(StringComparer.Ordinal);
        return $"{links.ToUpdate().ContentDigest()} {string.Join(',', asked)} {view.GroupExposureOf}".TrimEnd();
    }

    /// <summary>The input that holds what a borrower owes; null where no rule asks for a group's exposure.</summary>
    internal static InputSlot? BalanceSlot(RuleSet rules) =>
        rules.Catalogue.FindView(ServerViews.Connected)?.GroupExposureOf is { Length: > 0 } name
            ? rules.Layout.Find(name) : null;
}
