using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin borrowers list</c>: who has stored features, in order of id.</summary>
internal static class BorrowersListCommand
{
    private const int LargestPage = 1000;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell) =>
        Create(shell, "List borrowers in order of id.", isWatchlist: false);

    /// <summary>Makes <c>tocsin watchlist list</c>.</summary>
    public static Command CreateWatchlist(CommandShell shell) =>
        Create(shell, "List the borrowers on the watch list in order of id.", isWatchlist: true);

    private static Command Create(CommandShell shell, string description, bool isWatchlist)
    {
        var limit = SharedOptions.Limit();
        var command = new Command("list", description) { limit };
        return shell.OnRun(command, async run =>
        {
            var all = await ReadAsync(run, run.Get(limit), isWatchlist);
            await run.AnswerAsync(all, page => Write(page, all));
            return ExitCode.Done;
        });
    }

    private static async Task<ListBorrowersResponse> ReadAsync(
        CommandRun run, int limit, bool isWatchlist)
    {
        var all = new ListBorrowersResponse();
        do
        {
            var size = Math.Min(LargestPage, limit - all.Borrowers.Count);
            var request = new ListBorrowersRequest
            {
                PageSize = size,
                PageToken = all.NextPageToken,
                OnWatchlist = isWatchlist,
            };
            var page = await run.Features.ListBorrowersAsync(request, run.Call);
            all.Borrowers.Add(page.Borrowers);
            all.NextPageToken = page.NextPageToken;
        }
        while (all.NextPageToken.Length > 0 && all.Borrowers.Count < limit);

        return all;
    }

    private static void Write(TerminalPage page, ListBorrowersResponse all)
    {
        page.Table("Borrowers", ["borrower", "level", "open warnings", "watch list", "closed"],
            all.Borrowers.Select(borrower => new[]
            {
                TerminalPage.Text(borrower.BorrowerId), LevelText.Of(borrower.Level),
                TerminalPage.Text($"{borrower.OpenWarnings}"),
                TerminalPage.Text(borrower.OnWatchlist ? "yes" : ""), TerminalPage.Text(borrower.Closed ? "yes" : ""),
            }));
        var more = all.NextPageToken.Length > 0 ? "; there are more, --limit lists them" : "";
        page.Line($"{CountText.Of(all.Borrowers.Count, "borrower")}{more}", "grey");
    }
}
