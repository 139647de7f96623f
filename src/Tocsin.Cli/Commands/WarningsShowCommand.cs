using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin warnings show</c>: one warning with its evidence and its history.</summary>
internal static class WarningsShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var warning = new Argument<string>("WARNING") { Description = "The warning's id." };
        var command = new Command("show", "Show a warning with its evidence and history.") { warning };
        return shell.OnRun(command, async run =>
        {
            var request = new GetWarningRequest { WarningId = run.Get(warning) };
            var answer = await run.Warnings.GetWarningAsync(request, run.Call);
            await run.AnswerAsync(answer, page => Write(page, answer, run.Terminal.Clock.LocalTimeZone));
            return ExitCode.Done;
        });
    }

    private static void Write(TerminalPage page, GetWarningResponse answer, TimeZoneInfo local)
    {
        WarningReport.Write(page, answer.Warning, local);
        WarningReport.WriteSituation(page, answer.Borrower);
        WarningReport.WriteHistory(page, answer.History, local);
    }
}
