using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Links, for people.</summary>
internal static class LinkReport
{
    /// <summary>Writes what became of links.</summary>
    public static void Write(TerminalPage page, PutLinksResponse answer)
    {
        page.Fact("links", EnumText.Of(answer.Outcome));
        page.Fact("revision", $"{answer.Revision}");
        page.Fact("reviewed", answer.Reviewed ? "yes" : "not waited for");
        page.WriteFacts();
    }

    /// <summary>Writes the links of a borrower.</summary>
    public static void Write(TerminalPage page, GetLinksResponse answer, TimeZoneInfo local)
    {
        page.Table($"Links of {answer.BorrowerId}", ["kind", "party", "from", "to"], answer.Links.Select(link => new[]
        {
            EnumText.Of(link.Kind), link.PartyId, DateText.Of(link.From), DateText.Of(link.To),
        }));
        var since = answer.ObservedAt is null ? "none were ever put" : MomentText.Text(answer.ObservedAt, local);
        page.Line($"{CountText.Of(answer.Links.Count, "link")}, {since}", "grey");
    }
}
