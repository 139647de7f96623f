using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin watchlist review</c>: records a look at a borrower on the watch list.</summary>
internal static class WatchlistReviewCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var borrower = new Argument<string>("BORROWER") { Description = "The borrower's id." };
        var review = SharedOptions.Review();
        var reason = SharedOptions.Reason();
        var description = "Record that you looked at a borrower on the watch list.";
        var command = new Command("review", description) { borrower, review, reason };
        return shell.OnRun(command, async run =>
        {
            var local = run.Terminal.Clock.LocalTimeZone;
            var answer = await run.Warnings.ReviewWatchlistAsync(new ReviewWatchlistRequest
            {
                BorrowerId = run.Get(borrower),
                ReviewBy = MomentText.Read(run.Get(review), "--review", local),
                Reason = run.Get(reason),
            }, run.Call);
            await run.AnswerAsync(answer, page => WatchlistReport.Write(page, answer.Watchlist, local));
            return ExitCode.Done;
        });
    }
}
