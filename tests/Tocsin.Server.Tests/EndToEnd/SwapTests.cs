using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Rule files change under a server that goes on answering.</summary>
public sealed class SwapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RuleCopy _rules;

    public SwapTests() => _rules = new RuleCopy(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Swaps_GoodAndBrokenUnderLoad_FailNoCall()
    {
        var report = await SwapRun.RunAsync(swaps: 8, seed: 5, idle: TimeSpan.FromMilliseconds(100));

        Assert.Empty(report.Faults);
        Assert.Equal((4, 4.0, 5), (report.Good, report.Rejected, report.Activations));
    }

    [Fact]
    public async Task File_ReplacedAddedDeleted_IsTakenEachTime()
    {
        await using var server = await StartAsync();
        var clients = new Clients(server);
        var first = await clients.ActiveAsync();

        _rules.SetParameter("firm_age_min", 13);
        var replaced = await clients.ActivatedAsync(_rules.Digest);
        _rules.Write("workflows/extra.json", """
            [{"WorkflowName": "extra", "Rules": [{"RuleName": "old", "Expression": "registry.age_months > 120"}]}]
            """);
        var added = await clients.ActivatedAsync(_rules.Digest);
        var loaded = await WorkflowsAsync(clients);
        _rules.Delete("workflows/extra.json");
        var deleted = await clients.ActivatedAsync(_rules.Digest);

        Assert.Equal([1, 2, 3, 4], [first.Activation, replaced, added, deleted]);
        Assert.Contains("extra", loaded);
        Assert.DoesNotContain("extra", await WorkflowsAsync(clients));
    }

    [Fact]
    public async Task BrokenFile_KeepsTheOldSet_AndIsTold()
    {
        await using var server = await StartAsync();
        var clients = new Clients(server);
        using var page = new OperatorPage(server);
        var good = _rules.Read("parameters.json");
        var before = await clients.ActiveAsync();

        _rules.Write("parameters.json", good[..100]);
        var problems = await Eventually.FoundAsync(
            async () => await page.RuleProblemsAsync() is { Count: > 0 } found ? found : null, "the problems are told");
        var active = await clients.RuleSets.GetActiveRuleSetAsync(new GetActiveRuleSetRequest());

        Assert.Contains("parameters.json", string.Join('\n', problems), StringComparison.Ordinal);
        Assert.Equal(before, active.RuleSet);
        Assert.NotEmpty(active.FolderProblems);
        Assert.Equal(1, await page.SwapsAsync("rejected"));
        Assert.True(await page.MetricAsync("tocsin_rule_problems") >= 1);
        Assert.Equal("ready", (string?)(await page.ReadyAsync())["status"]);
        Assert.Contains("parameters.json", server.Output, StringComparison.Ordinal);

        _rules.Write("parameters.json", good);
        await Eventually.SoAsync(async () => (await page.RuleProblemsAsync()).Count == 0, "the problems are gone");
        Assert.Equal(before, await clients.ActiveAsync());
        Assert.Equal(0, await page.MetricAsync("tocsin_rule_problems"));
    }

    [Fact]
    public async Task Touch_WithoutAChange_IsNoActivation()
    {
        await using var server = await StartAsync();
        var clients = new Clients(server);
        _rules.Write("ruleset.json", _rules.Read("ruleset.json"));
        _rules.SetParameter("firm_age_min", 14);

        Assert.Equal(2, await clients.ActivatedAsync(_rules.Digest));
    }

    [Fact]
    public async Task Folder_RenamedAndMadeAgain_IsStillWatched()
    {
        // Without the poll, so that only events can tell.
        await using var server = await StartAsync("Rules:PollMs=600000");
        var clients = new Clients(server);
        Directory.Move(_rules.Folder, _rules.Folder + "-old");
        _folder.CopyOf(_rules.Folder + "-old", Path.GetFileName(_rules.Folder));

        _rules.SetParameter("firm_age_min", 16);
        var first = await clients.ActivatedAsync(_rules.Digest);
        _rules.SetParameter("firm_age_min", 17);

        Assert.Equal((2, 3), (first, await clients.ActivatedAsync(_rules.Digest)));
    }

    [Fact]
    public async Task FolderThatIsALink_LedElsewhere_IsStillWatched()
    {
        var link = _folder.At("link");
        Directory.CreateSymbolicLink(link, _rules.Folder);
        await using var server = await ServerProcess.StartReadyAsync(
            _folder.At("data"), $"Rules:Folder={link}", "Rules:PollMs=600000", "Samples:Enabled=false");
        var clients = new Clients(server);
        var next = new RuleCopy(_folder, "next");
        next.SetParameter("firm_age_min", 18);
        Directory.Delete(link);
        Directory.CreateSymbolicLink(link, next.Folder);

        var first = await clients.ActivatedAsync(next.Digest);
        next.SetParameter("firm_age_min", 19);

        Assert.Equal((2, 3), (first, await clients.ActivatedAsync(next.Digest)));
    }

    [Fact]
    public async Task Links_AsKubernetesSwapsThem_AreTaken()
    {
        var mount = new ConfigMapMount(_folder.At("mount"), _rules.Folder);
        // Without the poll, so that only the rename can tell.
        await using var server = await ServerProcess.StartReadyAsync(
            _folder.At("data"), $"Rules:Folder={mount.Folder}", "Rules:PollMs=600000", "Samples:Enabled=false");
        var clients = new Clients(server);
        mount.Update((path, text) =>
            path == "parameters.json" ? RuleCopy.WithParameter(text, "firm_age_min", 15) : text);

        await Eventually.SoAsync(async () => (await clients.ActiveAsync()).Activation == 2, "the new version answers");
    }

    [Fact]
    public async Task Manifest_ActivationOnRevision_WaitsForTheRevision()
    {
        await using var server = await StartAsync("Rules:ActivateOn=manifest", "Rules:PollMs=100");
        var clients = new Clients(server);
        using var page = new OperatorPage(server);
        var good = _rules.Read("parameters.json");

        _rules.Write("parameters.json", good[..100]);
        await Eventually.SoAsync(async () => (await page.RuleProblemsAsync()).Count > 0, "the problems are told");
        _rules.Write("parameters.json", RuleCopy.WithParameter(good, "firm_age_min", 16));
        await Eventually.SoAsync(async () => (await page.RuleProblemsAsync()).Count == 0, "the problems are gone");
        Assert.Equal(1, (await clients.ActiveAsync()).Activation);

        _rules.Edit("ruleset.json", file => file["revision"] = "2026.11.2");
        Assert.Equal(2, await clients.ActivatedAsync(_rules.Digest));
    }

    private Task<ServerProcess> StartAsync(params string[] settings) => ServerProcess.StartReadyAsync(
        _folder.At("data"), [_rules.Setting, "Samples:Enabled=false", .. settings]);

    private static async Task<IEnumerable<string>> WorkflowsAsync(Clients clients)
    {
        var active = await clients.RuleSets.GetActiveRuleSetAsync(new GetActiveRuleSetRequest());
        return active.Workflows.Select(workflow => workflow.Workflow);
    }
}
