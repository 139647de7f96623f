using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules status</c>: which instance answers with which activation.</summary>
internal static class RulesStatusCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var description = "Show what is active, which instance answers with it, and what was active before. "
            + "Ends with 9 when a live instance does not answer with what is active.";
        var command = new Command("status", description);
        return shell.OnRun(command, async run =>
        {
            var answer = await run.RuleSets.GetRuleSetStatusAsync(new GetRuleSetStatusRequest(), run.Call);
            await run.AnswerAsync(answer, page => FleetReport.Write(page, answer, run.Terminal.Clock.LocalTimeZone));
            var isAll = answer.StoreProblem.Length == 0 && answer.Instances.All(one => !one.Live || one.Confirmed);
            return isAll ? ExitCode.Done : ExitCode.FleetBehind;
        });
    }
}
