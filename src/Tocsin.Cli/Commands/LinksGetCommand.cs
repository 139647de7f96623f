using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin links get</c>: shows the links of a borrower.</summary>
internal static class LinksGetCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var borrower = new Argument<string>("BORROWER") { Description = "The borrower's id." };
        var command = new Command("get", "Show a borrower's links to other parties.") { borrower };
        return shell.OnRun(command, async run =>
        {
            var answer = await run.Features.GetLinksAsync(
                new GetLinksRequest { BorrowerId = run.Get(borrower) }, run.Call);
            await run.AnswerAsync(answer, page => LinkReport.Write(page, answer, run.Terminal.Clock.LocalTimeZone));
            return ExitCode.Done;
        });
    }
}
