using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin warnings outcome</c>: records whether a warning came true.</summary>
internal static class WarningsOutcomeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var warning = new Argument<string>("WARNING") { Description = "The warning's id." };
        var happened = new Option<bool>("--came-true")
        {
            Description = "It happened, such as a default; --came-true false: a false alarm.",
            Required = true,
        };
        var on = new Option<string>("--on") { Description = "The day of it.", HelpName = "DATE", Required = true };
        var reason = SharedOptions.Reason();
        var revision = SharedOptions.Revision();
        var description = "Record whether what a warning is for came true; it may be closed.";
        var command = new Command("outcome", description) { warning, happened, on, reason, revision };
        return shell.OnRun(command, async run =>
        {
            var local = run.Terminal.Clock.LocalTimeZone;
            var answer = await run.Warnings.RecordWarningOutcomeAsync(new RecordWarningOutcomeRequest
            {
                WarningId = run.Get(warning),
                CameTrue = run.Get(happened),
                On = DateText.Read(run.Get(on)!, "--on"),
                Reason = run.Get(reason),
                ExpectedRevision = run.Get(revision),
            }, run.Call);
            await run.AnswerAsync(answer, page => WarningReport.Write(page, answer.Warning, local));
            return ExitCode.Done;
        });
    }
}
