using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>What the server shows of its rule sets.</summary>
public sealed class RuleSetTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task GetActiveRuleSet_ShippedRules_ShowsWhatTheyHold()
    {
        var active = await server.RuleSets.GetActiveRuleSetAsync(new GetActiveRuleSetRequest());

        Assert.Equal(("mse_credit", "mse_credit_risk"), (active.Name, active.Owner));
        Assert.Equal((1, "live"), (active.RuleSet.Activation, active.RuleSet.Variant));
        Assert.Matches("^[0-9a-f]{64}$", active.RuleSet.Digest);
        Assert.Equal(
            [
                "altman_sabato", "altman_z1", "altman_z2", "altman_z2_ems", "it_guarantee_fund", "mse_working_capital",
                "ohlson", "sba-lmt-2018", "springate", "zmijewski",
            ],
            active.Products.Select(product => product.Product));
        Assert.Equal("USD", active.Products.Single(product => product.Product == "sba-lmt-2018").Currency);
        Assert.Equal(
            ["altman_sabato", "altman_z2_ems", "it_guarantee_fund"],
            active.Products.Where(product => product.DraftBecause.Length > 0).Select(product => product.Product));
        Assert.Contains(active.Workflows, workflow => workflow.Workflow == "mse_knock_outs" && workflow.Rules > 10);
        Assert.True(active.Indicators.Count >= 10);
        Assert.All(active.Indicators, indicator => Assert.NotEmpty(indicator.Levels));
        Assert.Contains(active.Views, view => view is { View: "sba_loan", AcceptsFeed: false, AcceptsRequest: true });
        Assert.Empty(active.FolderProblems);
    }

    [Fact]
    public async Task ListRuleSets_OneActivation_ShowsIt()
    {
        var active = await server.RuleSets.GetActiveRuleSetAsync(new GetActiveRuleSetRequest());
        var list = await server.RuleSets.ListRuleSetsAsync(new ListRuleSetsRequest());

        var only = Assert.Single(list.RuleSets);
        Assert.Equal(active.RuleSet, only.RuleSet);
        Assert.Equal((active.Name, active.Revision), (only.Name, only.Revision));
        Assert.Equal(active.ActivatedAt, only.ActivatedAt);
        Assert.Empty(list.NextPageToken);
    }

    [Fact]
    public async Task ListRuleSets_TwoActivations_GivesTheLatestFirstPageByPage()
    {
        using var folder = new TemporaryFolder();
        var rules = folder.CopyOf(ProjectFolder.Rules, "rules");
        await using var other = await ServerProcess.StartReadyAsync(
            folder.At("data"), "Samples:Enabled=false", $"Rules:Folder={rules}");
        var sets = new RuleSetService.RuleSetServiceClient(other.Channel);
        var swapped = other.SaysAsync("is active as activation 2");
        var manifest = Path.Combine(rules, "ruleset.json");
        var text = await File.ReadAllTextAsync(manifest);
        await File.WriteAllTextAsync(manifest, text.Replace("2026.11.1", "2026.11.2", StringComparison.Ordinal));
        await swapped;

        var first = await sets.ListRuleSetsAsync(new ListRuleSetsRequest { PageSize = 1 });
        var second = await sets.ListRuleSetsAsync(
            new ListRuleSetsRequest { PageSize = 1, PageToken = first.NextPageToken });

        var (latest, before) = (first.RuleSets.Single(), second.RuleSets.Single());
        Assert.Equal((2, "2026.11.2"), (latest.RuleSet.Activation, latest.Revision));
        Assert.Equal((1, "2026.11.1"), (before.RuleSet.Activation, before.Revision));
    }
}
