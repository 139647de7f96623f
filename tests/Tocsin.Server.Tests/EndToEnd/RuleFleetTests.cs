using Grpc.Core;
using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Three instances on one Redis take a published rule set together, and say who does not.</summary>
public sealed class RuleFleetTests(RedisServer redis) : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<ServerProcess> _servers = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Activate_ThreeInstances_AllConfirm_AndAnswerWithIt()
    {
        var (rules, place) = await StartThreeAsync();
        var digest = Next(rules, 13);

        var answer = await new RulePublishing(_servers[0]).PublishAndActivateAsync(rules.Folder);

        Assert.True(answer.Complete);
        Assert.Equal(["a", "b", "c"], answer.Instances.Select(one => one.Instance));
        Assert.All(answer.Instances, one => Assert.Equal((true, digest), (one.Confirmed, one.RuleSet.Digest)));
        foreach (var server in _servers) Assert.Equal(answer.RuleSet, await new Clients(server).ActiveAsync());
        var back = await new RulePublishing(_servers[2]).RollBackAsync();
        Assert.Equal((true, 3), (back.Complete, back.RuleSet.Activation));
        Assert.NotNull(place.Redis);
    }

    [Fact]
    public async Task Activate_OneInstanceStopped_NamesIt_AndItConvergesWhenItIsBack()
    {
        var (rules, place) = await StartThreeAsync("Rules:LeaseMs=600000");
        await _servers[1].KillAsync();
        Next(rules, 13);

        var risk = new RulePublishing(_servers[0]);
        var digest = (await risk.PublishAsync(rules.Folder)).RuleSet.RuleSet.Digest;
        var answer = await risk.ActivateAsync(digest, wait: 1);
        await OnlyBehindAsync(risk, "b");
        var started = await StartAsync(place, rules, "b");
        var status = await Eventually.FoundAsync(
            async () => await risk.StatusAsync() is var now && now.Instances.All(one => one.Confirmed) ? now : null,
            "the instance is back and confirms");

        Assert.False(answer.Complete);
        Assert.Contains("b", Behind(answer.Instances));
        Assert.Equal(answer.RuleSet, await new Clients(started).ActiveAsync());
        Assert.Equal(["a", "b", "c"], status.Instances.Select(one => one.Instance));
    }

    [Fact]
    public async Task Activate_OneInstanceCutOff_NamesIt_AndItGoesOnWithTheLastGoodSet()
    {
        RedisServer.Require();
        await using var wire = new CutWire(redis.Port);
        var (rules, place) = await StartThreeAsync("Rules:LeaseMs=600000");
        var cutOff = await StartAsync(place with { }, rules, "d", $"Store:Redis={wire.Configuration}");
        var before = await new Clients(cutOff).ActiveAsync();
        wire.Cut();
        Next(rules, 13);

        var risk = new RulePublishing(_servers[0]);
        var digest = (await risk.PublishAsync(rules.Folder)).RuleSet.RuleSet.Digest;
        var answer = await risk.ActivateAsync(digest, wait: 1);
        await OnlyBehindAsync(risk, "d");
        var alone = await Eventually.FoundAsync(
            async () => await new RulePublishing(cutOff).StatusAsync() is { StoreProblem.Length: > 0 } told
                ? told : null,
            "the instance tells that its store is away");
        var decided = await new Clients(cutOff).Decisions.DecideAsync(SampleRequests.SoundLoan());
        wire.Mend();
        await Eventually.SoAsync(
            async () => await new Clients(cutOff).ActiveAsync() is var now && now.Equals(answer.RuleSet),
            "the instance follows when its store is back");

        Assert.False(answer.Complete);
        Assert.Contains("d", Behind(answer.Instances));
        Assert.Equal((before, Outcome.Approve), (decided.RuleSet, decided.Outcome));
        var self = Assert.Single(alone.Instances);
        Assert.Equal(("d", before), (self.Instance, self.RuleSet));
    }

    [Fact]
    public async Task Activate_OneInstanceSlow_NamesIt_AndItConvergesByItself()
    {
        var (rules, place) = await StartThreeAsync();
        var slow = await StartAsync(place, rules, "d", "Rules:FollowMs=3000");
        Next(rules, 13);

        var risk = new RulePublishing(_servers[0]);
        var digest = (await risk.PublishAsync(rules.Folder)).RuleSet.RuleSet.Digest;
        var answer = await risk.ActivateAsync(digest, wait: 0);
        await Eventually.SoAsync(
            async () => (await risk.StatusAsync()).Instances.All(one => one.Confirmed), "all confirm");

        Assert.False(answer.Complete);
        Assert.Contains("d", Behind(answer.Instances));
        Assert.Equal(answer.RuleSet, await new Clients(slow).ActiveAsync());
    }

    [Fact]
    public async Task Activate_TwoAtOnce_OneWinsAndTheOtherIsTold()
    {
        var (rules, _) = await StartThreeAsync();
        var digests = new List<string>();
        foreach (var age in (int[])[13, 14])
        {
            Next(rules, age);
            var published = await new RulePublishing(_servers[0]).PublishAsync(rules.Folder);
            digests.Add(published.RuleSet.RuleSet.Digest);
        }

        var results = await Task.WhenAll(
            TryAsync(_servers[0], digests[0]), TryAsync(_servers[1], digests[1]));

        Assert.Single(results, result => result == "won");
        Assert.Single(results, result => result == "Aborted ACTIVATION_DIFFERS");
        var winner = digests[Array.IndexOf(results, "won")];
        foreach (var server in _servers)
        {
            await Eventually.SoAsync(
                async () => await new Clients(server).ActiveAsync() is var now && now.Digest == winner
                    && now.Activation == 2,
                "everybody has the winner's");
        }
    }

    [Fact]
    public async Task Start_EmptyDiskAndNoRulesFolder_AnswersWithWhatTheStoreSays()
    {
        var (rules, place) = await StartThreeAsync();
        Next(rules, 13);
        var activated = await new RulePublishing(_servers[0]).PublishAndActivateAsync(rules.Folder);

        var bare = await StartAsync(place, rules, "d", $"Rules:Folder={_folder.At("nowhere")}");

        Assert.Equal(activated.RuleSet, await new Clients(bare).ActiveAsync());
        await bare.HasSaidAsync("waiting for what the store says");
    }

    [Fact]
    public async Task Folder_PutBackOnAFreshDisk_IsNotTakenForNews_AndSaysSo()
    {
        var place = StorePlace.Of(StoreKind.Redis, _folder, redis);
        var (rules, reverted) = (new RuleCopy(_folder), new RuleCopy(_folder, "reverted"));
        var first = await place.StartBesideAsync(_folder.At("a"), rules.Setting, "Journal:Instance=a");
        _servers.Add(first);
        Next(rules, 13);
        await new Clients(first).ActivatedAsync(rules.Digest);

        var fresh = await place.StartBesideAsync(
            _folder.At("b"), reverted.Setting, "Journal:Instance=b", "Rules:PollMs=200");
        _servers.Add(fresh);
        var clients = new Clients(fresh);
        await Eventually.SoAsync(
            async () => (await clients.RuleSets.GetActiveRuleSetAsync(new GetActiveRuleSetRequest()))
                .FolderProblems.Any(problem => problem.Code == "FOLDER_NOT_ACTIVE"),
            "it is told that the folder's files are not active");
        var followed = await clients.ActiveAsync();
        reverted.Edit("ruleset.json", file => file["revision"] = "2026.11.3");
        var activation = await clients.ActivatedAsync(reverted.Digest);

        Assert.Equal((2, rules.Digest), (followed.Activation, followed.Digest));
        Assert.Equal(3, activation);
    }

    private static async Task<string> TryAsync(ServerProcess server, string digest)
    {
        try
        {
            await new RulePublishing(server).ActivateAsync(digest, expected: 1);
            return "won";
        }
        catch (RpcException exception)
        {
            return EndedCall.Of(exception);
        }
    }

    private static IEnumerable<string> Behind(IEnumerable<InstanceStatus> instances) =>
        instances.Where(one => !one.Confirmed).Select(one => one.Instance);

    // A busy machine takes its time to confirm; what is cut off or stopped stays behind however long it is waited for.
    private static Task OnlyBehindAsync(RulePublishing risk, string instance) => Eventually.SoAsync(
        async () => Behind((await risk.StatusAsync()).Instances).ToList() is [var only] && only == instance,
        $"all but {instance} confirm");

    private static string Next(RuleCopy rules, int age)
    {
        rules.SetParameter("firm_age_min", age);
        return rules.Digest;
    }

    private async Task<(RuleCopy Rules, StorePlace Place)> StartThreeAsync(params string[] settings)
    {
        var place = StorePlace.Of(StoreKind.Redis, _folder, redis);
        var rules = new RuleCopy(_folder);
        foreach (var name in (string[])["a", "b", "c"]) await StartAsync(place, rules, name, settings);
        return (rules, place);
    }

    private async Task<ServerProcess> StartAsync(
        StorePlace place, RuleCopy rules, string name, params string[] settings)
    {
        var server = await place.StartBesideAsync(
            _folder.At(name),
            [rules.Setting, "Rules:Source=store", "Rules:FollowMs=100", $"Journal:Instance={name}", .. settings]);
        _servers.Add(server);
        return server;
    }
}
