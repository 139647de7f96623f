using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin warnings ack</c>: takes up an open warning.</summary>
internal static class WarningsAcknowledgeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var warning = new Argument<string>("WARNING") { Description = "The warning's id." };
        var reason = SharedOptions.Reason();
        var revision = SharedOptions.Revision();
        var command = new Command("ack", "Take up an open warning.") { warning, reason, revision };
        command.Aliases.Add("acknowledge");
        return shell.OnRun(command, async run =>
        {
            var request = new AcknowledgeWarningRequest
            {
                WarningId = run.Get(warning),
                Reason = run.Get(reason),
                ExpectedRevision = run.Get(revision),
            };
            var answer = await run.Warnings.AcknowledgeWarningAsync(request, run.Call);
            var local = run.Terminal.Clock.LocalTimeZone;
            await run.AnswerAsync(answer, page => WarningReport.Write(page, answer.Warning, local));
            return ExitCode.Done;
        });
    }
}
