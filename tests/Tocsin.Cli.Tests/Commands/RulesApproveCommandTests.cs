using Tocsin.Core.Rules;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesApproveCommandTests
{
    [Theory(Timeout = 60_000)]
    [InlineData(FourEyes.Off, "no approval is asked for")]
    [InlineData(FourEyes.Unenforced, "callers are anonymous")]
    [InlineData(FourEyes.Enforced, "somebody else than the author")]
    public async Task Approve_PublishedSet_SaysWhatItCounts(FourEyes fourEyes, string said)
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.RuleSets.Approved = new ApproveRuleSetResponse
        {
            RuleSet = ScriptedRuleSets.Summary(),
            FourEyes = fourEyes,
        };

        var result = await tool.RunAsync(["rules", "approve", "4bf92f35", "--reason", "looked at"]);

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.Contains(said, result.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(
            new ApproveRuleSetRequest { Digest = "4bf92f35", Reason = "looked at" },
            tool.Services.Requests.Single());
    }

    [Fact(Timeout = 60_000)]
    public async Task Approve_Folder_SendsTheDigestOfItsFilesNow()
    {
        using var rules = new SmallRuleFolder();
        await using var tool = await ToolFixture.StartAsync();

        await tool.RunAsync(["rules", "approve", rules.Folder]);

        var request = Assert.IsType<ApproveRuleSetRequest>(tool.Services.Requests.Single());
        Assert.Equal(RuleFolder.Read(rules.Folder).Digest, request.Digest);
    }
}
