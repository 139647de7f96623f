using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>A borrower's place on the watch list, for people.</summary>
internal static class WatchlistReport
{
    /// <summary>Writes it; a line alone when there is none.</summary>
    public static void Write(TerminalPage page, WatchlistEntry? entry, TimeZoneInfo local)
    {
        if (entry is null)
        {
            page.Line("not on the watch list", "grey");
            return;
        }

        page.Fact("on the list since", MomentText.Text(entry.Since, local));
        var review = MomentText.Text(entry.ReviewBy, local);
        if (entry.ReviewMissed) page.Fact("look again by", $"{review}, MISSED", "red");
        else page.Fact("look again by", review);
        if (entry.CalmSince is not null) page.Fact("calm since", MomentText.Text(entry.CalmSince, local));
        page.Fact("by", entry.Actor.Length > 0 ? entry.Actor : "its level");
        page.Fact("reason", entry.Reason);
        page.WriteFacts();
    }
}
