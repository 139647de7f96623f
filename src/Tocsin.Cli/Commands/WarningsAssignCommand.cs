using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin warnings assign</c>: gives an open warning to a person.</summary>
internal static class WarningsAssignCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var warning = new Argument<string>("WARNING") { Description = "The warning's id." };
        var to = new Option<string>("--to") { Description = "The person, by your name for them.", Required = true };
        var reason = SharedOptions.Reason();
        var revision = SharedOptions.Revision();
        var command = new Command("assign", "Give an open warning to a person.") { warning, to, reason, revision };
        return shell.OnRun(command, async run =>
        {
            var answer = await run.Warnings.AssignWarningAsync(new AssignWarningRequest
            {
                WarningId = run.Get(warning),
                Assignee = run.Get(to),
                Reason = run.Get(reason),
                ExpectedRevision = run.Get(revision),
            }, run.Call);
            var local = run.Terminal.Clock.LocalTimeZone;
            await run.AnswerAsync(answer, page => WarningReport.Write(page, answer.Warning, local));
            return ExitCode.Done;
        });
    }
}
