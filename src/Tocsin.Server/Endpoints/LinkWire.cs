using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.V1;
using Date = Google.Type.Date;
using Link = Tocsin.Core.Parties.Link;
using LinkKind = Tocsin.Core.Parties.LinkKind;
using WireLink = Tocsin.V1.Link;
using WireLinkKind = Tocsin.V1.LinkKind;

namespace Tocsin.Server.Endpoints;

/// <summary>Reads and writes links.</summary>
internal static class LinkWire
{
    /// <summary>The links of a request, checked.</summary>
    /// <exception cref="FailureException">There are too many, or one cannot be.</exception>
    public static IReadOnlyList<Link> Read(PutLinksRequest request, BorrowerId borrower)
    {
        if (request.Links.Count > BorrowerLinks.Maximum)
        {
            throw new FailureException(
                FailureReason.TooMany, $"A borrower has at most {BorrowerLinks.Maximum} links.", "links");
        }

        var links = request.Links.Select((link, index) => Read(link, $"links[{index}]", borrower)).ToList();
        var twice = links.GroupBy(link => (link.Kind, link.Party)).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? links : throw Fault(
            $"{twice.Key.Party} is named twice as {twice.Key.Kind.ToString().ToLowerInvariant()}.", "links");
    }

    /// <summary>A link for the wire.</summary>
    public static WireLink Write(Link link) => new()
    {
        Kind = (WireLinkKind)link.Kind,
        PartyId = link.Party.Value,
        From = link.From is { } from ? FeatureWire.WriteDate(from) : null,
        To = link.To is { } to ? FeatureWire.WriteDate(to) : null,
    };

    /// <summary>The links of a borrower.</summary>
    public static GetLinksResponse Write(BorrowerId borrower, BorrowerLinks? links) => new()
    {
        BorrowerId = borrower.Value,
        Links = { (links?.All ?? []).Select(Write) },
        ObservedAt = links?.ObservedAt.ToTimestamp(),
    };

    private static Link Read(WireLink link, string field, BorrowerId borrower)
    {
        var party = RequestFields.Borrower(link.PartyId, $"{field}.party_id");
        if (party == borrower) throw Fault("A borrower is not linked to itself.", $"{field}.party_id");
        if (link.Kind is WireLinkKind.Unspecified || !System.Enum.IsDefined(link.Kind))
            throw Fault("Say owner, guarantor, spouse or group.", $"{field}.kind");
        var (from, to) = (ReadDay(link.From, $"{field}.from"), ReadDay(link.To, $"{field}.to"));
        return !(to < from) ? new Link((LinkKind)link.Kind, party, from, to)
            : throw Fault("The last day comes before the first.", $"{field}.to");
    }

    private static DateOnly? ReadDay(Date? date, string field)
    {
        if (date is null) return null;
        var text = string.Create(CultureInfo.InvariantCulture, $"{date.Year:0000}-{date.Month:00}-{date.Day:00}");
        return DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : throw Fault("This is no day.", field);
    }

    private static FailureException Fault(string message, string field) =>
        new(FailureReason.LinkInvalid, message, field);
}
