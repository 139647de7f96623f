using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules rollback</c>: goes back to a rule set that was active before.</summary>
internal static class RulesRollBackCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var to = new Option<long>("--to")
        {
            Description = "The activation to go back to; without it the latest one of other files than those active, "
                + "unless that is a roll back itself.",
            HelpName = "N",
        };
        var reason = SharedOptions.Reason();
        var (expected, wait) = (PublishedDigest.Expected(), PublishedDigest.Wait());
        var description = "Go back to the rule set that was active before, under a new activation number. It needs no "
            + "approval. Where rules come from a folder it holds until the folder's files change. Ends as 'activate'.";
        var command = new Command("rollback", description) { to, reason, expected, wait };
        return shell.OnRun(command, async run =>
        {
            var request = new RollBackRuleSetRequest
            {
                ToActivation = run.Get(to),
                Reason = run.Get(reason),
                Wait = PublishedDigest.ReadWait(run, wait),
            };
            if (run.Get(expected) is { } number) request.ExpectedActivation = number;
            var answer = await run.RuleSets.RollBackRuleSetAsync(request, run.LongCall);
            await run.AnswerAsync(answer, page => FleetReport.Write(page, answer, run.Terminal.Clock.LocalTimeZone));
            return answer.Complete ? ExitCode.Done : ExitCode.FleetBehind;
        });
    }
}
