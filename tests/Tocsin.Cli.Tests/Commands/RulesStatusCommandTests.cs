using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesStatusCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task Status_AllConfirm_ShowsInstancesAndActivations()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.RuleSets.Status = Answer(ScriptedRuleSets.Instance("a", 4, isConfirmed: true));

        var result = await tool.RunAsync("rules status");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.Contains("the store", result.Out, StringComparison.Ordinal);
        Assert.Contains("confirmed", result.Out, StringComparison.Ordinal);
        Assert.Contains("roll_back", result.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Status_ALiveInstanceIsBehind_SaysWhy_AndEndsWith9()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.RuleSets.Status = Answer(ScriptedRuleSets.Instance("b", 3, isConfirmed: false));

        var result = await tool.RunAsync("rules status");

        Assert.Equal(ExitCode.FleetBehind, result.ExitCode);
        Assert.Contains("behind", result.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Status_ASilentInstanceIsBehind_IsNothingToEndFor()
    {
        await using var tool = await ToolFixture.StartAsync();
        var silent = ScriptedRuleSets.Instance("b", 3, isConfirmed: false);
        silent.Live = false;
        tool.Services.RuleSets.Status = Answer(silent);

        var result = await tool.RunAsync("rules status");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("silent", result.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Status_StoreIsAway_SaysSo_AndEndsWith9()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.RuleSets.Status = Answer(ScriptedRuleSets.Instance("a", 4, isConfirmed: true));
        tool.Services.RuleSets.Status.StoreProblem = "the store is away";

        var result = await tool.RunAsync("rules status");

        Assert.Equal(ExitCode.FleetBehind, result.ExitCode);
        Assert.Contains("the store is away", result.Out, StringComparison.Ordinal);
    }

    private static GetRuleSetStatusResponse Answer(InstanceStatus instance) => new()
    {
        Activation = new RuleSetActivation { RuleSet = instance.RuleSet, ActivatedAt = ScriptedRuleSets.Noon },
        Instances = { instance },
        Source = RuleSource.Store,
        FourEyes = FourEyes.Off,
        AnsweredBy = "a",
        History =
        {
            new RuleSetActivation
            {
                RuleSet = instance.RuleSet,
                ActivatedAt = ScriptedRuleSets.Noon,
                Origin = ActivationOrigin.RollBack,
                By = "risk",
                Reason = "worse",
            },
        },
    };
}
