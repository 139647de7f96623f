using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin warnings escalate</c>: hands an open warning up to a person.</summary>
internal static class WarningsEscalateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var warning = new Argument<string>("WARNING") { Description = "The warning's id." };
        var to = new Option<string>("--to") { Description = "The person, by your name for them.", Required = true };
        var reason = SharedOptions.Reason();
        var revision = SharedOptions.Revision();
        var description = "Hand an open warning up to a person.";
        var command = new Command("escalate", description) { warning, to, reason, revision };
        return shell.OnRun(command, async run =>
        {
            var local = run.Terminal.Clock.LocalTimeZone;
            var answer = await run.Warnings.EscalateWarningAsync(new EscalateWarningRequest
            {
                WarningId = run.Get(warning),
                To = run.Get(to),
                Reason = run.Get(reason),
                ExpectedRevision = run.Get(revision),
            }, run.Call);
            await run.AnswerAsync(answer, page => WarningReport.Write(page, answer.Warning, local));
            return ExitCode.Done;
        });
    }
}
