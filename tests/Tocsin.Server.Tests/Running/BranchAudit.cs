using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>Holds what a subscriber's messages add up to against what the server lists.</summary>
internal static class BranchAudit
{
    private const int MostTold = 10;

    /// <summary>Every borrower as the server lists it.</summary>
    public static async Task<IReadOnlyList<BorrowerSummary>> BorrowersAsync(Clients clients, bool onWatchlist = false)
    {
        var found = new List<BorrowerSummary>();
        var request = new ListBorrowersRequest { OnWatchlist = onWatchlist };
        do
        {
            var page = await clients.Features.ListBorrowersAsync(request);
            found.AddRange(page.Borrowers);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return found;
    }

    /// <summary>What does not agree.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(
        Clients clients, WatchedView view, BranchLedger ledger, WarningReportFigures told)
    {
        var listed = (await clients.OpenAsync()).ToDictionary(
            warning => warning.Id, warning => new WatchedWarning(warning.Revision, warning.Level));
        foreach (var borrower in await BorrowersAsync(clients, onWatchlist: true))
        {
            var status = await clients.Warnings.GetBorrowerStatusAsync(new() { BorrowerId = borrower.BorrowerId });
            listed[WatchedView.PlaceOf(borrower.BorrowerId)] = new WatchedWarning(status.Watchlist.Revision, default);
        }

        var open = view.Open;
        var faults = listed.Keys.Union(open.Keys)
            .Where(id => !listed.TryGetValue(id, out var one) || !open.TryGetValue(id, out var other) || one != other)
            .Take(MostTold).Select(id => $"{id}: the subscriber and the server do not agree").ToList();
        foreach (var borrower in await BorrowersAsync(clients))
        {
            if (ledger.LevelOf(borrower.BorrowerId) != borrower.Level)
                faults.Add($"{borrower.BorrowerId} stands at {borrower.Level}, the subscriber was told otherwise");
        }

        if (!told.IsCut && told.Alerts != told.AlertsTold)
            faults.Add($"the report has {told.Alerts} alerts, the subscriber was told of {told.AlertsTold}");
        return faults;
    }
}

/// <summary>How often a warning was raised, by the server's report and by what the subscriber was told.</summary>
/// <param name="Alerts">By the report.</param>
/// <param name="AlertsTold">By the changes.</param>
/// <param name="IsCut">True when the report no longer knows everything.</param>
internal readonly record struct WarningReportFigures(long Alerts, long AlertsTold, bool IsCut)
{
    /// <summary>The figures of a report and of a subscriber.</summary>
    public static WarningReportFigures Of(ReportWarningsResponse report, BranchLedger ledger)
    {
        var raised = report.Total.Raised;
        var told = ledger.Changes
            .Where(change => change.Key.Kind is WarningChangeKind.Raised or WarningChangeKind.Reopened)
            .Sum(change => change.Value);
        return new WarningReportFigures(
            raised.Blue + raised.Yellow + raised.Orange + raised.Red + raised.Unknown, told,
            report.Incomplete.HistoriesCut + report.Incomplete.BorrowersFull > 0);
    }
}
