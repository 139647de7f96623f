using Tocsin.Replay.Invoices;

namespace Tocsin.Replay.Reports;

/// <summary>A result as lines of text.</summary>
internal static class ReplayReport
{
    /// <summary>What was read.</summary>
    public static IEnumerable<string> Data(InvoiceFolder folder)
    {
        var defaulters = folder.Enterprises.Count(one => one.HasDefaulted);
        yield return $"data     {folder.Enterprises.Count} enterprises, {defaulters} of them defaulted; "
            + $"{folder.Invoices} invoices of {folder.First:O} to {folder.Last:O}; {folder.Broken.Count} rows broken";
        foreach (var told in folder.Broken.Told) yield return $"broken   {told}";
        if (folder.Broken.Count > folder.Broken.Told.Count) yield return "broken   and more";
    }

    /// <summary>What came of it.</summary>
    public static IEnumerable<string> Result(InvoiceFolder folder, ReplayResult result)
    {
        var months = result.Months.Count == 0
            ? "none" : $"{result.Months.Count}, {result.Months[0]} to {result.Months[^1]}";
        var (feed, changes) = (result.Feed, result.Changes.Values.Sum());
        yield return $"months   {months}";
        yield return $"updates  {feed.Sent} in {result.Elapsed.TotalSeconds:f1} s, each reviewed: {feed.Taken} taken, "
            + $"{feed.Older} older than what is stored, {feed.Refused} refused";
        foreach (var refusal in feed.Refusals) yield return $"refused  {refusal}";
        yield return $"changes  {changes} told to the subscription, {result.Gaps} missed, "
            + $"{result.Undated} without a month";
        yield return "";
        yield return "By the level reached; those cleared by the level left:";
        foreach (var line in TextTable.Lines(ReplayTables.ByKind(result))) yield return line;
        foreach (var check in result.Checks)
        {
            yield return "";
            yield return $"{check.Indicator} at orange or above at the end of {check.Month}, "
                + "by the label lender.bank_grade:";
            foreach (var line in TextTable.Lines(ReplayTables.ByGrade(check))) yield return line;
            if (!check.IsAsListed) yield return "The server lists others than the subscription told.";
        }

        yield return "";
        yield return Verdict(folder, result);
    }

    /// <summary>True when everything held that can be said of the data.</summary>
    public static bool Holds(InvoiceFolder folder, ReplayResult result) => result.IsSound
        && (result.ZeroSales is not { } check || !PublishedFigures.AreOf(folder) || PublishedFigures.Are(check));

    private static string Verdict(InvoiceFolder folder, ReplayResult result)
    {
        if (!result.IsSound)
            return "DOES NOT HOLD: updates were refused, changes missed, or list and subscription differ";
        if (result.ZeroSales is not { } check) return $"no check: {DefaulterCheck.CheckMonth} was not fed";
        var seen = $"{check.All.Flagged} of {check.All.Enterprises} enterprises flagged, "
            + $"{check.All.FlaggedDefaulters} of {check.All.Defaulters} defaulters among them";
        if (!PublishedFigures.AreOf(folder)) return $"{seen}; nothing is known of this data to compare with";
        return PublishedFigures.Are(check) ? $"HOLDS: {seen}" : $"DOES NOT HOLD: {seen}; "
            + $"{PublishedFigures.Flagged} and {PublishedFigures.FlaggedDefaulters} are known";
    }
}
