using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin warnings suppress</c>: silences an open warning until a time.</summary>
internal static class WarningsSuppressCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var warning = new Argument<string>("WARNING") { Description = "The warning's id." };
        var until = new Option<string>("--until")
        {
            Description = "Until when: a date or a moment, local without an offset.",
            HelpName = "T",
            Required = true,
        };
        var reason = SharedOptions.Reason();
        var revision = SharedOptions.Revision();
        var description = "Silence an open warning until a time, 180 days ahead at most; a rise wakes it.";
        var command = new Command("suppress", description) { warning, until, reason, revision };
        return shell.OnRun(command, async run =>
        {
            var local = run.Terminal.Clock.LocalTimeZone;
            var answer = await run.Warnings.SuppressWarningAsync(new SuppressWarningRequest
            {
                WarningId = run.Get(warning),
                Until = MomentText.Read(run.Get(until), "--until", local),
                Reason = run.Get(reason),
                ExpectedRevision = run.Get(revision),
            }, run.Call);
            await run.AnswerAsync(answer, page => WarningReport.Write(page, answer.Warning, local));
            return ExitCode.Done;
        });
    }
}
