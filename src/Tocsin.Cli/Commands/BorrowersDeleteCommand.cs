using System.CommandLine;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin borrowers delete</c>: erases a borrower, after asking.</summary>
internal static class BorrowersDeleteCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var borrower = new Argument<string>("BORROWER") { Description = "The borrower." };
        var reason = SharedOptions.Reason();
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var description = "Erase a borrower with its features and warnings. This cannot be undone.";
        var command = new Command("delete", description) { borrower, reason, yes };
        return shell.OnRun(command, async run =>
        {
            var request = new DeleteBorrowerRequest { BorrowerId = run.Get(borrower), Reason = run.Get(reason) };
            if (!run.Get(yes) && !await ConfirmAsync(run, request.BorrowerId)) return ExitCode.Cancelled;
            var answer = await run.Features.DeleteBorrowerAsync(request, run.Call);
            await run.AnswerAsync(answer, page => page.Line(
                $"{request.BorrowerId} is erased; {CountText.Of(answer.RetiredWarnings, "warning")} closed with it."));
            return ExitCode.Done;
        });
    }

    private static async Task<bool> ConfirmAsync(CommandRun run, string borrower)
    {
        // A script that forgot --yes must end with an error instead of waiting for an answer nobody gives.
        if (run.Terminal.IsInputRedirected)
            throw CommandFailedException.Usage($"Nobody is there to confirm that {borrower} is erased; add --yes.");
        await run.Terminal.Error.WriteAsync(
            $"Erase {borrower} with its features and warnings? Type its id to confirm: ");
        var typed = await run.Terminal.In.ReadLineAsync(run.Stopping);
        if (typed?.Trim() == borrower) return true;
        await run.Terminal.Error.WriteLineAsync("Nothing was erased.");
        return false;
    }
}
