using Google.Protobuf.WellKnownTypes;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesActivateCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task Activate_AllConfirm_SendsWhatWasSaid()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.RuleSets.Activated = Answer(isConfirmed: true);

        var result = await tool.RunAsync("rules activate 4bf92f35 --reason older --expect 3 --wait 30s");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("Active.", result.Out, StringComparison.Ordinal);
        Assert.Contains("all of 2 instances confirm", result.Out, StringComparison.Ordinal);
        Assert.Equal(
            new ActivateRuleSetRequest
            {
                Digest = "4bf92f35",
                Reason = "older",
                ExpectedActivation = 3,
                Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30)),
            },
            tool.Services.Requests.Single());
    }

    [Fact(Timeout = 60_000)]
    public async Task Activate_AnInstanceIsBehind_NamesIt_AndEndsWith9()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.RuleSets.Activated = Answer(isConfirmed: false);

        var result = await tool.RunAsync("rules activate 4bf92f35");

        Assert.Equal(ExitCode.FleetBehind, result.ExitCode);
        Assert.Equal(9, (int)result.ExitCode);
        Assert.Contains("1 of 2 instances confirm: waiting for b", result.Out, StringComparison.Ordinal);
        var request = Assert.IsType<ActivateRuleSetRequest>(tool.Services.Requests.Single());
        Assert.Equal((false, null), (request.HasExpectedActivation, request.Wait));
    }

    private static ActivateRuleSetResponse Answer(bool isConfirmed) => new()
    {
        RuleSet = new RuleSetReference { Activation = 4, Digest = ScriptedRuleSets.Digest, Variant = "live" },
        ActivatedAt = ScriptedRuleSets.Noon,
        Complete = isConfirmed,
        Instances =
        {
            ScriptedRuleSets.Instance("a", 4, isConfirmed: true),
            ScriptedRuleSets.Instance("b", isConfirmed ? 4 : 3, isConfirmed),
        },
    };
}
