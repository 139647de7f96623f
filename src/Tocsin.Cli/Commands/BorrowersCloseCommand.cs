using System.CommandLine;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin borrowers close</c>: ends the reviews of a borrower whose loans are repaid.</summary>
internal static class BorrowersCloseCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var borrower = new Argument<string>("BORROWER") { Description = "The borrower." };
        var reason = SharedOptions.Reason();
        var description = "Close a borrower: its warnings close, and it is not reviewed until it is fed again.";
        var command = new Command("close", description) { borrower, reason };
        return shell.OnRun(command, async run =>
        {
            var request = new CloseBorrowerRequest { BorrowerId = run.Get(borrower), Reason = run.Get(reason) };
            var answer = await run.Features.CloseBorrowerAsync(request, run.Call);
            await run.AnswerAsync(answer, page => page.Line(
                $"{request.BorrowerId} is closed; {CountText.Of(answer.RetiredWarnings, "warning")} closed with it."));
            return ExitCode.Done;
        });
    }
}
