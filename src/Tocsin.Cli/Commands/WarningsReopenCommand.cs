using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin warnings reopen</c>: opens a warning again that a person closed.</summary>
internal static class WarningsReopenCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var warning = new Argument<string>("WARNING") { Description = "The warning's id." };
        var reason = SharedOptions.Reason();
        var revision = SharedOptions.Revision();
        var description = "Open a warning again that a person closed, while its condition holds.";
        var command = new Command("reopen", description) { warning, reason, revision };
        return shell.OnRun(command, async run =>
        {
            var local = run.Terminal.Clock.LocalTimeZone;
            var answer = await run.Warnings.ReopenWarningAsync(new ReopenWarningRequest
            {
                WarningId = run.Get(warning),
                Reason = run.Get(reason),
                ExpectedRevision = run.Get(revision),
            }, run.Call);
            await run.AnswerAsync(answer, page => WarningReport.Write(page, answer.Warning, local));
            return ExitCode.Done;
        });
    }
}
