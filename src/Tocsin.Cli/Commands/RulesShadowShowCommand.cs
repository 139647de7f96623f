using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules shadow show</c>: how the shadow's decisions differ from the live ones.</summary>
internal static class RulesShadowShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var description = "Show how the shadow's decisions differ from the live ones of the instance that is asked: by "
            + "outcome, product and rule. Ends with 5 when there is none, and there was none on this instance.";
        var command = new Command("show", description);
        return shell.OnRun(command, async run =>
        {
            var answer = await run.RuleSets.GetShadowReportAsync(new GetShadowReportRequest(), run.Call);
            await run.AnswerAsync(answer, page => ShadowText.Write(page, answer, run.Terminal.Clock.LocalTimeZone));
            return ExitCode.Done;
        });
    }
}
