using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>What warnings were worth, for people at a terminal.</summary>
internal static class FiguresReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(TerminalPage page, ReportWarningsResponse report, TimeZoneInfo local)
    {
        foreach (var (name, value) in Facts(report, local)) page.Fact(name, value);
        foreach (var table in FiguresTable.All(report)) page.Table(table.Title, table.Columns, table.Rows);
        foreach (var gap in FiguresText.Gaps(report.Incomplete)) page.Line($"Not counted in full: {gap}.", "yellow");
    }

    /// <summary>What the report is about, in pairs of a name and a value.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(ReportWarningsResponse report, TimeZoneInfo local)
    {
        yield return ("from", MomentText.Text(report.From, local));
        yield return ("until before", MomentText.Text(report.To, local));
        yield return ("borrowers", $"{report.Borrowers}");
        yield return ("came true", $"{CountText.Of(report.BorrowersCameTrue, "borrower")}, foreseen within "
            + $"{CountText.Of(report.HorizonDays, "day")}: {report.Total.BorrowersForeseen}");
        var watchlist = report.Watchlist ?? new WatchlistFigures();
        yield return ("watch list", $"{watchlist.Listed} now, {watchlist.CameOn} of them since the period began, "
            + $"{watchlist.ReviewsMissed} overdue for another look");
    }
}
