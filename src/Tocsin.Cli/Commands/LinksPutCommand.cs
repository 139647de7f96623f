using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin links put</c>: puts the links of a borrower to other parties, whole.</summary>
internal static class LinksPutCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var borrower = new Argument<string>("BORROWER") { Description = "The borrower's id." };
        var links = new Option<string[]>("--link")
        {
            Description = "A link: owner, guarantor, spouse or group, and the party; repeat for more. None: none hold.",
            HelpName = "kind=PARTY[,FROM..TO]",
            DefaultValueFactory = _ => [],
        };
        var observed = new Option<string>("--observed-at")
        {
            Description = "When they held: a date or a moment, local without an offset; now without it.",
            HelpName = "T",
        };
        var wait = new Option<bool>("--wait") { Description = "Answer once the borrower has been reviewed." };
        var description = "Put a borrower's links to other parties; those not named any more hold no longer.";
        var command = new Command("put", description) { borrower, links, observed, wait };
        return shell.OnRun(command, async run =>
        {
            var answer = await run.Features.PutLinksAsync(new PutLinksRequest
            {
                BorrowerId = run.Get(borrower),
                Links = { run.Get(links)!.Select(LinkText.Read) },
                ObservedAt = MomentText.Read(run.Get(observed), "--observed-at", run.Terminal.Clock.LocalTimeZone),
                WaitForReview = run.Get(wait),
            }, run.Call);
            await run.AnswerAsync(answer, page => LinkReport.Write(page, answer));
            return ExitCode.Done;
        });
    }
}
