using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules approve</c>: agrees that a published rule set may become active.</summary>
internal static class RulesApproveCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var digest = PublishedDigest.Argument();
        var reason = new Option<string>("--reason") { Description = "Why, at most 500 characters; kept with it." };
        var command = new Command("approve", "Agree that a published rule set may become active.") { digest, reason };
        return shell.OnRun(command, async run =>
        {
            var request = new ApproveRuleSetRequest
            {
                Digest = PublishedDigest.Read(run.Get(digest)),
                Reason = run.Get(reason) ?? "",
            };
            var answer = await run.RuleSets.ApproveRuleSetAsync(request, run.Call);
            await run.AnswerAsync(answer, page =>
                PublicationReport.Write(page, answer, run.Terminal.Clock.LocalTimeZone));
            return ExitCode.Done;
        });
    }
}
