using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin warnings treat</c>: begins an action on an open warning.</summary>
internal static class WarningsTreatCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var warning = new Argument<string>("WARNING") { Description = "The warning's id." };
        var action = new Option<string>("--action")
        {
            Description = "The action's code, such as A02.",
            Required = true,
        };
        var due = new Option<string>("--due")
        {
            Description = "When it must be done: a date or a moment, local without an offset.",
            HelpName = "T",
        };
        var reason = SharedOptions.Reason();
        var revision = SharedOptions.Revision();
        var description = "Begin an action on an open warning; it escalates when the action is due and not done.";
        var command = new Command("treat", description) { warning, action, due, reason, revision };
        return shell.OnRun(command, async run =>
        {
            var local = run.Terminal.Clock.LocalTimeZone;
            var answer = await run.Warnings.TreatWarningAsync(new TreatWarningRequest
            {
                WarningId = run.Get(warning),
                Action = run.Get(action),
                DueAt = MomentText.Read(run.Get(due), "--due", local),
                Reason = run.Get(reason),
                ExpectedRevision = run.Get(revision),
            }, run.Call);
            await run.AnswerAsync(answer, page => WarningReport.Write(page, answer.Warning, local));
            return ExitCode.Done;
        });
    }
}
