using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Rule sets are published to the store, approved, activated and taken back.</summary>
public sealed class PublishingTests : IDisposable
{
    private const string Store = "Rules:Source=store";

    private readonly TemporaryFolder _folder = new();
    private readonly RuleCopy _rules;
    private readonly RuleCopy _next;

    public PublishingTests()
    {
        (_rules, _next) = (new RuleCopy(_folder), new RuleCopy(_folder, "next"));
        _next.SetParameter("firm_age_min", 13);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Publish_GoodRules_AreKeptAndBecomeActiveWhenToldSo()
    {
        await using var server = await StartAsync(Store);
        var risk = new RulePublishing(server);

        var published = await risk.PublishAsync(_next.Folder, "older firms alone");
        var again = await risk.PublishAsync(_next.Folder, "once more");
        var before = await risk.StatusAsync();
        var activated = await risk.ActivateAsync(_next.Digest[..8], expected: 1);
        var list = await risk.RuleSets.ListRuleSetsAsync(new ListRuleSetsRequest());
        var status = await risk.StatusAsync();

        Assert.Equal((true, false, "older firms alone", "anonymous"), (published.Check.Accepted,
            published.AlreadyPublished, published.RuleSet.Reason, published.RuleSet.Author));
        Assert.Equal((true, "older firms alone"), (again.AlreadyPublished, again.RuleSet.Reason));
        Assert.Equal(1, before.Activation.RuleSet.Activation);
        Assert.Equal((2, _next.Digest, true, false), (activated.RuleSet.Activation, activated.RuleSet.Digest,
            activated.Complete, activated.AlreadyActive));
        Assert.Equal(activated.RuleSet, await new Clients(server).ActiveAsync());
        Assert.Equal(
            [(_next.Digest, 2, true), (_rules.Digest, 1, false)],
            list.RuleSets.Select(set => (set.RuleSet.Digest, set.RuleSet.Activation, set.Active)));
        Assert.Equal((RuleSource.Store, FourEyes.Off), (status.Source, status.FourEyes));
        var only = Assert.Single(status.Instances);
        Assert.Equal((true, true, status.AnsweredBy, ""), (only.Live, only.Confirmed, only.Instance, only.LastError));
        Assert.Equal(
            [(2, ActivationOrigin.Request, "anonymous"), (1, ActivationOrigin.Folder, only.Instance)],
            status.History.Select(one => (one.RuleSet.Activation, one.Origin, one.By)));
    }

    [Fact]
    public async Task Publish_NothingAnywhere_FirstSetMakesTheServerReady()
    {
        await using var server = await ServerProcess.StartAsync(
            _folder.At("data"), Store, $"Rules:Folder={_folder.At("nowhere")}", "Samples:Enabled=false");
        await server.HasSaidAsync("waiting for what the store says");
        var decisions = new Clients(server).Decisions;
        await RefusedAsync("Unavailable RULE_SET_NOT_LOADED",
            () => decisions.DecideAsync(SampleRequests.SoundLoan()).ResponseAsync);

        var risk = new RulePublishing(server);
        await risk.PublishAsync(_next.Folder);
        await risk.ActivateAsync(_next.Digest, expected: 0, wait: 0);
        await server.ReadyAsync();

        var decided = await decisions.DecideAsync(SampleRequests.SoundLoan());
        Assert.Equal((1, _next.Digest, Outcome.Approve),
            (decided.RuleSet.Activation, decided.RuleSet.Digest, decided.Outcome));
    }

    [Fact]
    public async Task RollBack_Twice_IsRefusedRatherThanBringingTheBadSetBack()
    {
        await using var server = await StartAsync(Store);
        var risk = new RulePublishing(server);
        await risk.PublishAndActivateAsync(_next.Folder);

        var back = await risk.RollBackAsync();
        await RefusedAsync("FailedPrecondition ROLLED_BACK_ALREADY", () => risk.RollBackAsync());
        var forth = await risk.RollBackAsync(2);

        Assert.Equal((3, _rules.Digest), Of(back.RuleSet));
        Assert.Equal((4, _next.Digest), Of(forth.RuleSet));
    }

    [Fact]
    public async Task Activate_WaitThatIsNone_IsRefused()
    {
        await using var server = await StartAsync(Store);
        foreach (var (seconds, nanos) in ((long, int)[])[(long.MaxValue, 0), (1, -1), (61, 0)])
        {
            var request = new ActivateRuleSetRequest
            {
                Digest = _rules.Digest,
                Wait = new Google.Protobuf.WellKnownTypes.Duration { Seconds = seconds, Nanos = nanos },
            };
            await RefusedAsync("InvalidArgument REQUEST_INVALID",
                () => new RulePublishing(server).RuleSets.ActivateRuleSetAsync(request).ResponseAsync);
        }
    }

    [Fact]
    public async Task Publish_MoreAtOnceThanAreRead_IsTold()
    {
        await using var server = await StartAsync(Store, "Rules:Uploads=1");
        var risk = new RulePublishing(server);
        using (var one = risk.RuleSets.PublishRuleSet())
        using (var other = risk.RuleSets.PublishRuleSet())
        {
            await one.RequestStream.WriteAsync(new PublishRuleSetRequest { Reason = "nothing follows" });
            await other.RequestStream.WriteAsync(new PublishRuleSetRequest { Reason = "nothing follows" });
            var refused = await Task.WhenAny(one.ResponseAsync, other.ResponseAsync);
            await RefusedAsync("ResourceExhausted UPLOADS_TOO_MANY", () => refused);
        }

        await Eventually.SoAsync(
            async () => await TryPublishAsync(risk) == "published", "whoever gives up makes room");
    }

    [Fact]
    public async Task Publish_NothingComesForTooLong_IsEnded()
    {
        await using var server = await StartAsync(Store, "Rules:UploadMs=200");
        using var slow = new RulePublishing(server).RuleSets.PublishRuleSet();
        await slow.RequestStream.WriteAsync(new PublishRuleSetRequest { Reason = "nothing follows" });

        await RefusedAsync("InvalidArgument REQUEST_INVALID", () => slow.ResponseAsync);
    }

    [Fact]
    public async Task Publish_BrokenRules_KeepsNothingAndSaysWhy()
    {
        await using var server = await StartAsync(Store);
        var risk = new RulePublishing(server);
        _next.Write("parameters.json", _next.Read("parameters.json")[..100]);

        var answer = await risk.PublishAsync(_next.Folder);
        var list = await risk.RuleSets.ListRuleSetsAsync(new ListRuleSetsRequest());

        Assert.Null(answer.RuleSet);
        Assert.False(answer.Check.Accepted);
        Assert.Contains(answer.Check.Problems, problem => problem.File == "parameters.json");
        Assert.Equal([_rules.Digest], list.RuleSets.Select(set => set.RuleSet.Digest));
        await RefusedAsync("NotFound RULE_SET_UNKNOWN", () => risk.ActivateAsync(_next.Digest));
    }

    [Fact]
    public async Task Activate_AnotherActivationExpected_IsTold()
    {
        await using var server = await StartAsync(Store);
        var risk = new RulePublishing(server);
        await risk.PublishAsync(_next.Folder);

        await RefusedAsync("Aborted ACTIVATION_DIFFERS", () => risk.ActivateAsync(_next.Digest, expected: 7));
        Assert.Equal(_rules.Digest, (await new Clients(server).ActiveAsync()).Digest);
        await RefusedAsync("InvalidArgument REQUEST_INVALID", () => risk.ActivateAsync(_next.Digest[..7]));
        await RefusedAsync("NotFound RULE_SET_UNKNOWN", () => risk.ActivateAsync(new string('0', 12)));
        await RefusedAsync("InvalidArgument REQUEST_INVALID", () => risk.ActivateAsync(_next.Digest, wait: 61));
    }

    [Fact]
    public async Task Activate_WhatIsActive_TakesNoNumber()
    {
        await using var server = await StartAsync(Store);

        var answer = await new RulePublishing(server).ActivateAsync(_rules.Digest);

        Assert.Equal((1, true, true), (answer.RuleSet.Activation, answer.AlreadyActive, answer.Complete));
    }

    [Fact]
    public async Task StoreSource_FolderChangesAndRestarts_GoOnWithTheStore()
    {
        var server = await StartAsync(Store);
        await new RulePublishing(server).PublishAndActivateAsync(_next.Folder);
        _rules.SetParameter("firm_age_min", 14);
        await server.DisposeAsync();

        await using var again = await StartAsync(Store);

        Assert.Equal((2, _next.Digest), Of(await new Clients(again).ActiveAsync()));
    }

    [Fact]
    public async Task FolderSource_IsNotPublishedTo()
    {
        await using var server = await StartAsync();
        var risk = new RulePublishing(server);

        await RefusedAsync("FailedPrecondition SOURCE_IS_FOLDER", () => risk.PublishAsync(_next.Folder));
        await RefusedAsync("FailedPrecondition SOURCE_IS_FOLDER", () => risk.ActivateAsync(_rules.Digest));
    }

    [Fact]
    public async Task RollBack_FolderSource_HoldsUntilTheFolderChanges()
    {
        var server = await StartAsync("Rules:PollMs=100");
        var first = _rules.Digest;
        _rules.SetParameter("firm_age_min", 13);
        await new Clients(server).ActivatedAsync(_rules.Digest);

        var back = await new RulePublishing(server).RollBackAsync();
        // A file that is written again as it is, the polls and a restart change nothing of it.
        _rules.Write("parameters.json", _rules.Read("parameters.json"));
        await server.DisposeAsync();
        await using var again = await StartAsync("Rules:PollMs=100");
        var held = await new Clients(again).ActiveAsync();
        _rules.SetParameter("firm_age_min", 14);
        var changed = await new Clients(again).ActivatedAsync(_rules.Digest);

        Assert.Equal((3, first, true), (back.RuleSet.Activation, back.RuleSet.Digest, back.Complete));
        Assert.Equal((3, first), Of(held));
        Assert.Equal(4, changed);
    }

    [Fact]
    public async Task RollBack_ToAnActivation_OrToNone_IsToldWhatThereIs()
    {
        await using var server = await StartAsync(Store);
        var risk = new RulePublishing(server);

        await RefusedAsync("NotFound ACTIVATION_UNKNOWN", () => risk.RollBackAsync());
        await risk.PublishAndActivateAsync(_next.Folder);
        _next.SetParameter("firm_age_min", 15);
        await risk.PublishAndActivateAsync(_next.Folder);
        await RefusedAsync("NotFound ACTIVATION_UNKNOWN", () => risk.RollBackAsync(9));
        var toFirst = await risk.RollBackAsync(1);
        var status = await risk.StatusAsync();

        Assert.Equal((4, _rules.Digest), Of(toFirst.RuleSet));
        Assert.Equal((ActivationOrigin.RollBack, "a test"), (status.History[0].Origin, status.History[0].Reason));
    }

    private async Task<string> TryPublishAsync(RulePublishing risk)
    {
        try
        {
            await risk.PublishAsync(_rules.Folder);
            return "published";
        }
        catch (RpcException refusal)
        {
            return EndedCall.Of(refusal);
        }
    }

    private Task<ServerProcess> StartAsync(params string[] settings) => ServerProcess.StartReadyAsync(
        _folder.At("data"), [_rules.Setting, "Samples:Enabled=false", "Rules:FollowMs=50", .. settings]);

    private static (long Activation, string Digest) Of(RuleSetReference ruleSet) =>
        (ruleSet.Activation, ruleSet.Digest);

    private static async Task RefusedAsync(string expected, Func<Task> call) =>
        Assert.Equal(expected, EndedCall.Of(await Assert.ThrowsAsync<RpcException>(call)));
}
