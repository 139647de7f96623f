using System.Text.Json;
using Google.Rpc;
using Grpc.Core;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesShadowShowCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task Show_AReport_ShowsCountsOutcomesNumbersAndRules()
    {
        await using var tool = await ToolFixture.StartAsync();
        var report = Report(tool);
        tool.Services.RuleSets.ShadowReport = () => report;

        var result = await tool.RunAsync("rules shadow show");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        foreach (var part in (string[])
            [
                "abcdef012345", "activation 41", "2, 33.33 %", "approve", "decline", "-0.25", "knock_out", "firm_age",
                "not hit", "b-1", "expired",
            ])
            Assert.Contains(part, result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("annual rate", result.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Show_AsJson_IsTheWholeReport()
    {
        await using var tool = await ToolFixture.StartAsync();
        var report = Report(tool);
        tool.Services.RuleSets.ShadowReport = () => report;

        var result = await tool.RunAsync("rules shadow show --output json");

        using var json = JsonDocument.Parse(result.Out);
        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal("firm_age", json.RootElement.GetProperty("rules")[0].GetProperty("rule").GetString());
    }

    [Fact(Timeout = 60_000)]
    public async Task Show_OneThatCouldNotBeHad_ShowsWhy()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.RuleSets.ShadowReport = () => new GetShadowReportResponse
        {
            Shadow = tool.Services.RuleSets.Shadow,
            Instance = "a",
            Problem = "this build finds errors",
        };

        var result = await tool.RunAsync("rules shadow show");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("this build finds errors", result.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Show_None_EndsWith5()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.RuleSets.ShadowReport = () => throw new Google.Rpc.Status
        {
            Code = (int)StatusCode.NotFound,
            Message = "No candidate runs in the shadow.",
            Details =
            {
                Google.Protobuf.WellKnownTypes.Any.Pack(new ErrorInfo { Domain = "tocsin", Reason = "SHADOW_UNKNOWN" }),
            },
        }.ToRpcException();

        var result = await tool.RunAsync("rules shadow show");

        Assert.Equal(ExitCode.NotFound, result.ExitCode);
        Assert.Contains("[SHADOW_UNKNOWN]", result.Error, StringComparison.Ordinal);
    }

    private static GetShadowReportResponse Report(ToolFixture tool) => new()
    {
        Live = new RuleSetReference { Digest = "abcdef0123456789", Activation = 41, Variant = "live" },
        LiveSince = new Google.Protobuf.WellKnownTypes.Timestamp(),
        Shadow = tool.Services.RuleSets.Shadow,
        Instance = "a",
        RunningSince = ScriptedRuleSets.Noon,
        EndedAt = ScriptedRuleSets.Noon,
        End = ShadowEnd.Expired,
        Decided = 6,
        Same = 4,
        Differing = 2,
        Outcomes = { new ShadowOutcomes { Live = Outcome.Approve, Shadow = Outcome.Decline, Count = 2 } },
        Products =
        {
            new ShadowProduct
            {
                Product = "loan",
                Currency = "CNY",
                Decided = 6,
                Differing = 2,
                Points = new NumberDifference { Compared = 6, Down = 1, Mean = -0.25, Largest = -1.5 },
            },
        },
        Rules =
        {
            new ShadowRuleDifference
            {
                Kind = DifferenceKind.KnockOut,
                Rule = "firm_age",
                Count = 2,
                Worse = 2,
                Live = "not hit",
                Shadow = "hit",
            },
        },
        Recent = { new ShadowDecision { DecisionId = "d-1", BorrowerId = "b-1", Product = "loan", Rule = "firm_age" } },
    };
}
