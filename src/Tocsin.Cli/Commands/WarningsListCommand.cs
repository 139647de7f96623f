using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin warnings list</c>: warnings in order of borrower.</summary>
internal static class WarningsListCommand
{
    // Warnings carry evidence, so smaller pages than borrowers' keep a message within its bound.
    private const int Page = 500;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var filter = new WarningFilterOptions();
        var limit = SharedOptions.Limit();
        var state = new Option<string>("--state") { Description = "Only warnings in this state; else open ones." };
        state.AcceptOnlyFromAmong(EnumText.All<WarningState>());
        var command = new Command("list", "List warnings in order of borrower.") { state, limit };
        filter.AddTo(command);
        return shell.OnRun(command, async run =>
        {
            var request = new ListWarningsRequest
            {
                Filter = filter.Read(run),
                State = EnumText.Parse<WarningState>(run.Get(state)),
            };
            var all = await ReadAsync(run, request, run.Get(limit));
            await run.AnswerAsync(all, page => WarningReport.Write(page, all, run.Terminal.Clock.GetUtcNow()));
            return ExitCode.Done;
        });
    }

    private static async Task<ListWarningsResponse> ReadAsync(CommandRun run, ListWarningsRequest request, int limit)
    {
        var all = new ListWarningsResponse();
        do
        {
            request.PageSize = Math.Min(Page, limit - all.Warnings.Count);
            request.PageToken = all.NextPageToken;
            var page = await run.Warnings.ListWarningsAsync(request, run.Call);
            all.Warnings.Add(page.Warnings);
            all.NextPageToken = page.NextPageToken;
        }
        while (all.NextPageToken.Length > 0 && all.Warnings.Count < limit);

        return all;
    }
}
