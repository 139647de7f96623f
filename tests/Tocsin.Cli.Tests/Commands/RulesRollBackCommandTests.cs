using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesRollBackCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task RollBack_ToAnActivation_SendsIt()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.RuleSets.RolledBack = new RollBackRuleSetResponse
        {
            RuleSet = new RuleSetReference { Activation = 5, Digest = ScriptedRuleSets.Digest, Variant = "live" },
            Complete = true,
            Instances = { ScriptedRuleSets.Instance("a", 5, isConfirmed: true) },
        };

        var result = await tool.RunAsync("rules rollback --to 3 --reason worse");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("Rolled back.", result.Out, StringComparison.Ordinal);
        Assert.Equal(
            new RollBackRuleSetRequest { ToActivation = 3, Reason = "worse" }, tool.Services.Requests.Single());
    }

    [Fact(Timeout = 60_000)]
    public async Task RollBack_WithoutAReason_IsRefusedBeforeItAsks()
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync("rules rollback");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Empty(tool.Services.Requests);
    }
}
