using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesListCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task List_MoreThanAPage_AsksOnUntilTheLimit()
    {
        await using var tool = await ToolFixture.StartAsync();
        var active = ScriptedRuleSets.Summary();
        active.RuleSet.Activation = 4;
        active.Active = true;
        active.Approvals.Add(new RuleSetApproval { Approver = "branch" });
        tool.Services.RuleSets.Pages.Enqueue(new ListRuleSetsResponse { RuleSets = { active }, NextPageToken = "t" });
        tool.Services.RuleSets.Pages.Enqueue(new ListRuleSetsResponse
        {
            RuleSets = { ScriptedRuleSets.Summary() },
            NextPageToken = "u",
        });

        var result = await tool.RunAsync("rules list --limit 2 -o json");
        tool.Services.RuleSets.Pages.Enqueue(new ListRuleSetsResponse { RuleSets = { active } });
        var shown = await tool.RunAsync("rules list");

        Assert.Equal((ExitCode.Done, ExitCode.Done), (result.ExitCode, shown.ExitCode));
        Assert.Equal(
            [(2, ""), (1, "t"), (1_000, "")],
            tool.Services.Requests.Cast<ListRuleSetsRequest>().Select(one => (one.PageSize, one.PageToken)));
        Assert.Contains("4bf92f3577b3", shown.Out, StringComparison.Ordinal);
        Assert.Contains("branch", shown.Out, StringComparison.Ordinal);
        Assert.Contains("1 rule set", shown.Out, StringComparison.Ordinal);
    }
}
