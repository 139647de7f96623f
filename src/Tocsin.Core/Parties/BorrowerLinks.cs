using System.Globalization;
using Tocsin.Core.Features;

namespace Tocsin.Core.Parties;

/// <summary>
/// The links of a borrower, put whole like a view and kept as one, so that stores know nothing of them: the view
/// <c>links</c> has a value <c>guarantor:B-7</c> with the days from and to, <c>2026-01-01/</c>. Immutable.
/// </summary>
/// <param name="ObservedAt">When they held, in UTC.</param>
/// <param name="All">The links, by kind and party; empty for a borrower that is known to have none.</param>
public sealed record BorrowerLinks(DateTimeOffset ObservedAt, IReadOnlyList<Link> All)
{
    /// <summary>The view under which a store keeps them; no catalogue may have one of that name.</summary>
    public const string View = "links";

    /// <summary>The most links of a borrower.</summary>
    public const int Maximum = 200;

    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>The days on which one of them begins or no longer holds.</summary>
    public IEnumerable<DateOnly> Turns => All.SelectMany(link => new[]
    {
        link.From, link.To < DateOnly.MaxValue ? link.To?.AddDays(1) : null,
    }).OfType<DateOnly>();

    /// <summary>The links that a store holds; null when none were ever put. What cannot be read is left out.</summary>
    public static BorrowerLinks? Of(StoredProfile? stored)
    {
        if (stored?.Views.GetValueOrDefault(View) is not { } view) return null;
        return new BorrowerLinks(
            view.ObservedAt, [.. view.Values.Select(pair => Read(pair.Key, pair.Value)).OfType<Link>().Order(_order)]);
    }

    /// <summary>The update that puts them.</summary>
    public FeatureViewUpdate ToUpdate() => new(View, ObservedAt, All.ToDictionary(
        link => $"{KindText(link.Kind)}:{link.Party.Value}",
        link => FeatureValue.OfText($"{DayText(link.From)}/{DayText(link.To)}"), StringComparer.Ordinal));

    private static readonly Comparer<Link> _order = Comparer<Link>.Create((one, other) =>
        (one.Kind, one.Party).CompareTo((other.Kind, other.Party)));

    private static Link? Read(string name, string days)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var slash = days.IndexOf('/', StringComparison.Ordinal);
        if (colon <= 0 || slash < 0 || !BorrowerId.TryParse(name[(colon + 1)..], out var party)) return null;
        return Enum.TryParse<LinkKind>(name[..colon], ignoreCase: true, out var kind)
            ? new Link(kind, party, Day(days[..slash]), Day(days[(slash + 1)..])) : null;
    }

    private static string KindText(LinkKind kind) => kind.ToString().ToLowerInvariant();

    private static string DayText(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture) ?? "";

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(
        text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
