using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>With Rules:FourEyes nothing becomes active that nobody approved.</summary>
public sealed class FourEyesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RuleCopy _rules;

    public FourEyesTests() => _rules = new RuleCopy(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Activate_WithoutApproval_IsRefused_AndUnenforcedWhileCallersAreAnonymous()
    {
        var next = new RuleCopy(_folder, "next");
        next.SetParameter("firm_age_min", 13);
        await using var server = await StartAsync("Rules:Source=store");
        var risk = new RulePublishing(server);
        await risk.PublishAsync(next.Folder);

        var refused = await Assert.ThrowsAsync<RpcException>(() => risk.ActivateAsync(next.Digest));
        var approved = await ApproveAsync(risk, next.Digest);
        var activated = await risk.ActivateAsync(next.Digest);
        var back = await risk.RollBackAsync();

        Assert.Equal("FailedPrecondition APPROVAL_MISSING", EndedCall.Of(refused));
        Assert.Equal(("anonymous", "read"), (approved.RuleSet.Approvals.Single().Approver,
            approved.RuleSet.Approvals.Single().Reason));
        Assert.Equal((FourEyes.Unenforced, FourEyes.Unenforced), (approved.FourEyes, activated.FourEyes));
        Assert.Equal((2, 3), (activated.RuleSet.Activation, back.RuleSet.Activation));
        Assert.Contains("that two people agreed is not enforced", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_EmptyDiskAndTheStoreAway_DecidesByNothingThatNobodyApproved()
    {
        await using var server = await ServerProcess.StartAsync(
            _folder.At("data"), _rules.Setting, "Rules:FourEyes=true", "Store:Redis=127.0.0.1:1");

        await server.HasSaidAsync("held back until the store says what is active");
        var refusal = await Refusal.OfAsync(new Clients(server).Decisions.DecideAsync(SampleRequests.SoundLoan()));

        Assert.Equal("RULE_SET_NOT_LOADED", refusal.Reason);
    }

    [Fact]
    public async Task Folder_ThatChanges_OnlyProposes()
    {
        await using var server = await StartAsync();
        var risk = new RulePublishing(server);
        var first = _rules.Digest;
        var proposed = server.SaysAsync("is proposed");

        _rules.SetParameter("firm_age_min", 13);
        await proposed;
        var waiting = await new Clients(server).ActiveAsync();
        var refused = await Assert.ThrowsAsync<RpcException>(() => risk.ActivateAsync(_rules.Digest));
        await ApproveAsync(risk, _rules.Digest);
        var activated = await risk.ActivateAsync(_rules.Digest);

        Assert.Equal((1, first), (waiting.Activation, waiting.Digest));
        Assert.Equal("FailedPrecondition APPROVAL_MISSING", EndedCall.Of(refused));
        Assert.Equal((2, _rules.Digest), (activated.RuleSet.Activation, activated.RuleSet.Digest));
    }

    [Fact]
    public async Task Folder_ThatChangedWhileTheServerWasDown_OnlyProposes()
    {
        var server = await StartAsync();
        var first = await new Clients(server).ActiveAsync();
        await server.DisposeAsync();
        _rules.SetParameter("firm_age_min", 13);

        await using var again = await StartAsync();
        await again.HasSaidAsync("is proposed");

        Assert.Equal(first, await new Clients(again).ActiveAsync());
        var list = await new RulePublishing(again).RuleSets.ListRuleSetsAsync(new ListRuleSetsRequest());
        Assert.Equal(
            [(_rules.Digest, "folder", 0), (first.Digest, "folder", 1)],
            list.RuleSets.Select(set => (set.RuleSet.Digest, set.Author, set.RuleSet.Activation)));
    }

    private Task<ServerProcess> StartAsync(params string[] settings) => ServerProcess.StartReadyAsync(
        _folder.At("data"),
        [_rules.Setting, "Samples:Enabled=false", "Rules:FourEyes=true", "Rules:FollowMs=50", .. settings]);

    private static async Task<ApproveRuleSetResponse> ApproveAsync(RulePublishing risk, string digest) =>
        await risk.RuleSets.ApproveRuleSetAsync(new ApproveRuleSetRequest { Digest = digest, Reason = "read" });
}
