using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin watchlist remove</c>: takes a borrower off the watch list.</summary>
internal static class WatchlistRemoveCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var borrower = new Argument<string>("BORROWER") { Description = "The borrower's id." };
        var reason = SharedOptions.Reason();
        var description = "Take a borrower off the watch list, once it was calm for long enough.";
        var command = new Command("remove", description) { borrower, reason };
        return shell.OnRun(command, async run =>
        {
            var local = run.Terminal.Clock.LocalTimeZone;
            var answer = await run.Warnings.TakeOffWatchlistAsync(new TakeOffWatchlistRequest
            {
                BorrowerId = run.Get(borrower),
                Reason = run.Get(reason),
            }, run.Call);
            await run.AnswerAsync(answer, page => WatchlistReport.Write(page, answer.Watchlist, local));
            return ExitCode.Done;
        });
    }
}
