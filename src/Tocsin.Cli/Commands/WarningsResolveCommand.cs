using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin warnings resolve</c>: closes a warning by hand.</summary>
internal static class WarningsResolveCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var warning = new Argument<string>("WARNING") { Description = "The warning's id." };
        var reason = SharedOptions.Reason();
        var evidence = new Option<string>("--evidence")
        {
            Description = "What shows it, such as the number of a document; at most 64 characters.",
        };
        var revision = SharedOptions.Revision();
        var description = "Close a warning by hand; it stays so until it clears once or rises.";
        var command = new Command("resolve", description) { warning, reason, evidence, revision };
        return shell.OnRun(command, async run =>
        {
            var request = new ResolveWarningRequest
            {
                WarningId = run.Get(warning),
                Reason = run.Get(reason),
                Evidence = run.Get(evidence) ?? "",
                ExpectedRevision = run.Get(revision),
            };
            var answer = await run.Warnings.ResolveWarningAsync(request, run.Call);
            var local = run.Terminal.Clock.LocalTimeZone;
            await run.AnswerAsync(answer, page => WarningReport.Write(page, answer.Warning, local));
            return ExitCode.Done;
        });
    }
}
