using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules shadow stop</c>: ends the shadow before its time.</summary>
internal static class RulesShadowStopCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var description = "End the shadow on every instance. Where none runs nothing happens. What it found is shown "
            + "by 'rules shadow show' until the next one starts.";
        var command = new Command("stop", description);
        return shell.OnRun(command, async run =>
        {
            var answer = await run.RuleSets.StopShadowAsync(new StopShadowRequest(), run.Call);
            await run.AnswerAsync(answer, page => ShadowText.Write(page, answer, run.Terminal.Clock.LocalTimeZone));
            return ExitCode.Done;
        });
    }
}
