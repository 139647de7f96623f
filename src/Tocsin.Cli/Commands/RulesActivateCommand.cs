using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules activate</c>: makes a published rule set active on every instance.</summary>
internal static class RulesActivateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var digest = PublishedDigest.Argument();
        var reason = new Option<string>("--reason") { Description = "Why, at most 500 characters; kept with it." };
        var (expected, wait) = (PublishedDigest.Expected(), PublishedDigest.Wait());
        var description = "Make a published rule set active, and wait until every live instance answers with it. "
            + "Ends with 9 when one does not in time: it is active all the same, and 'rules status' shows who follows.";
        var command = new Command("activate", description) { digest, reason, expected, wait };
        return shell.OnRun(command, async run =>
        {
            var request = new ActivateRuleSetRequest
            {
                Digest = PublishedDigest.Read(run.Get(digest)),
                Reason = run.Get(reason) ?? "",
                Wait = PublishedDigest.ReadWait(run, wait),
            };
            if (run.Get(expected) is { } number) request.ExpectedActivation = number;
            var answer = await run.RuleSets.ActivateRuleSetAsync(request, run.LongCall);
            await run.AnswerAsync(answer, page => FleetReport.Write(page, answer, run.Terminal.Clock.LocalTimeZone));
            return answer.Complete ? ExitCode.Done : ExitCode.FleetBehind;
        });
    }
}
