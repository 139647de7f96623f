using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules list</c>: the rule sets that the store keeps.</summary>
internal static class RulesListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var limit = SharedOptions.Limit();
        var command = new Command("list", "List the rule sets that the store keeps, the latest published first.")
        {
            limit,
        };
        return shell.OnRun(command, async run =>
        {
            var all = new ListRuleSetsResponse();
            var request = new ListRuleSetsRequest();
            do
            {
                request.PageSize = Math.Min(1_000, run.Get(limit) - all.RuleSets.Count);
                var page = await run.RuleSets.ListRuleSetsAsync(request, run.Call);
                all.RuleSets.Add(page.RuleSets);
                request.PageToken = all.NextPageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0 && all.RuleSets.Count < run.Get(limit));
            await run.AnswerAsync(all, page => PublicationReport.Write(page, all, run.Terminal.Clock.LocalTimeZone));
            return ExitCode.Done;
        });
    }
}
