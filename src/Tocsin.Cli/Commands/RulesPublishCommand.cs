using System.CommandLine;
using Tocsin.Cli.Loading;
using Tocsin.Cli.Reports;
using Tocsin.Core.Rules;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules publish</c>: gives a folder of rules to the store; nothing becomes active.</summary>
internal static class RulesPublishCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var path = new Argument<string>("PATH") { Description = "The folder that holds ruleset.json." };
        var reason = new Option<string>("--reason") { Description = "Why, at most 500 characters; kept with it." };
        var description = "Check a folder of rules and give it to the server's store. Nothing becomes active: "
            + "'rules activate' does that. Ends with 3 when the rules have errors, and nothing is kept then.";
        var command = new Command("publish", description) { path, reason };
        return shell.OnRun(command, async run =>
        {
            var files = RuleFolder.Read(run.Get(path));
            using var call = run.RuleSets.PublishRuleSet(run.LongCall);
            await call.RequestStream.WriteAsync(
                new PublishRuleSetRequest { Reason = run.Get(reason) ?? "" }, run.Stopping);
            foreach (var chunk in RuleFileChunks.Of(files))
                await call.RequestStream.WriteAsync(new PublishRuleSetRequest { File = chunk }, run.Stopping);
            await call.RequestStream.CompleteAsync();
            var answer = await call.ResponseAsync;
            var local = run.Terminal.Clock.LocalTimeZone;
            await run.AnswerAsync(answer, page => PublicationReport.Write(page, answer, local));
            return answer.RuleSet is null ? ExitCode.RulesHaveProblems : ExitCode.Done;
        });
    }
}
