using Tocsin.Core.Rules;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>What becomes active, and what is told, of everything files do under a server.</summary>
public sealed class WatchedFolderTests : IDisposable
{
    // Without the poll, so that only events can tell.
    private const string EventsAlone = "Rules:PollMs=600000";

    // A folder that changes all the time is a problem once as many reads are different, which is another test's.
    private const string ReadsThroughout = "Rules:ReadTries=1000";

    private readonly TemporaryFolder _folder = new();
    private readonly RuleCopy _rules;

    public WatchedFolderTests() => _rules = new RuleCopy(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ConfigMap_RenamedQuickly_NeverMixesVersions_AndTheLastIsActive()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Links are renamed otherwise here.");
        const int Versions = 200;
        var mount = MountedInPart();
        var digests = new HashSet<string> { RuleFolder.Read(mount.Folder).Digest };
        await using var server = await ServerProcess.StartReadyAsync(
            _folder.At("data"), $"Rules:Folder={mount.Folder}", "Rules:QuietMs=10", "Rules:MaximumWaitMs=20",
            ReadsThroughout, EventsAlone, "Samples:Enabled=false");
        var clients = new Clients(server);
        for (var i = 1; i <= Versions; i++)
        {
            mount.Update((_, text) => text + "\n");
            digests.Add(RuleFolder.Read(mount.Folder).Digest);
        }

        var number = await clients.ActivatedAsync(RuleFolder.Read(mount.Folder).Digest);
        var list = await clients.RuleSets.ListRuleSetsAsync(new ListRuleSetsRequest { PageSize = 1_000 });
        using var page = new OperatorPage(server);

        Assert.Equal(Versions + 1, digests.Count);
        Assert.Equal(number, list.RuleSets.Count);
        Assert.All(list.RuleSets, set => Assert.Contains(set.RuleSet.Digest, digests));
        Assert.Equal(0, await page.SwapsAsync("rejected"));
        Assert.Empty(await page.RuleProblemsAsync());
    }

    [Fact]
    public async Task Folder_DeletedAndMadeAgain_IsTold_AndThenTaken()
    {
        await using var server = await StartAsync(EventsAlone);
        var clients = new Clients(server);
        using var page = new OperatorPage(server);
        var before = await clients.ActiveAsync();
        var kept = _folder.CopyOf(_rules.Folder, "kept");
        Directory.Delete(_rules.Folder, recursive: true);

        await ProblemAsync(page, "There is no folder");
        var active = await clients.RuleSets.GetActiveRuleSetAsync(new GetActiveRuleSetRequest());
        Assert.Equal(before, active.RuleSet);
        Assert.Equal("FOLDER_UNREADABLE", Assert.Single(active.FolderProblems).Code);
        Assert.Equal(1, await page.MetricAsync("tocsin_rule_problems"));
        Assert.Equal("ready", (string?)(await page.ReadyAsync())["status"]);
        Assert.Contains("cannot be read: There is no folder", server.Output, StringComparison.Ordinal);

        _folder.CopyOf(kept, Path.GetFileName(_rules.Folder));
        await NoProblemAsync(page);
        Assert.Equal(before, await clients.ActiveAsync());
        _rules.SetParameter("firm_age_min", 13);
        Assert.Equal(2, await clients.ActivatedAsync(_rules.Digest));
        Assert.Equal("events", (string?)(await page.ReadyAsync())["rules_watch"]);
    }

    [Fact]
    public async Task File_GrownBeyondTheBound_IsTold_AndTheSetStays()
    {
        await using var server = await StartAsync(EventsAlone);
        var clients = new Clients(server);
        using var page = new OperatorPage(server);
        var before = await clients.ActiveAsync();
        using (var file = File.OpenWrite(Path.Combine(_rules.Folder, "extra.json")))
            file.SetLength(Core.Rules.RuleFiles.MaximumFileBytes + 1);
        await ProblemAsync(page, "at most");
        // Another fault of the folder takes the place of the first.
        _rules.Delete("extra.json");
        File.CreateSymbolicLink(Path.Combine(_rules.Folder, "extra.json"), "nowhere.json");
        await ProblemAsync(page, "nowhere.json");
        Assert.Equal(before, await clients.ActiveAsync());

        _rules.Delete("extra.json");
        await NoProblemAsync(page);
        Assert.Equal(before, await clients.ActiveAsync());
    }

    [Theory]
    [InlineData("Rules:UseEvents=true", "events")]
    [InlineData("Rules:UseEvents=false", "polled")]
    public async Task Touch_WithoutAChange_TakesNoNumber(string setting, string watching)
    {
        await using var server = await StartAsync(setting, "Rules:PollMs=100");
        var clients = new Clients(server);
        using var page = new OperatorPage(server);
        foreach (var time in new[] { DateTime.UnixEpoch, DateTime.UnixEpoch.AddYears(100) })
        {
            foreach (var file in Directory.EnumerateFiles(_rules.Folder, "*", SearchOption.AllDirectories))
                File.SetLastWriteTimeUtc(file, time);
        }

        _rules.Write("ruleset.json", _rules.Read("ruleset.json"));
        _rules.SetParameter("firm_age_min", 14);

        Assert.Equal(2, await clients.ActivatedAsync(_rules.Digest));
        Assert.Equal(watching, (string?)(await page.ReadyAsync())["rules_watch"]);
    }

    [Fact]
    public async Task StoreSource_FolderIsNeitherWatchedNorOffered_AndMayBeGone()
    {
        var server = await StartAsync("Rules:Source=store", "Rules:PollMs=100");
        var risk = new RulePublishing(server);
        var next = new RuleCopy(_folder, "next");
        next.SetParameter("firm_age_min", 13);
        if (await InotifyWatches.AreToldAsync(_rules.Folder))
            Assert.False(await InotifyWatches.HasAsync(server.Id, _rules.Folder));
        _rules.Write("parameters.json", "{");
        await risk.PublishAndActivateAsync(next.Folder);
        using (var page = new OperatorPage(server))
        {
            Assert.Empty(await page.RuleProblemsAsync());
            Assert.Equal("off", (string?)(await page.ReadyAsync())["rules_watch"]);
        }

        await server.DisposeAsync();
        Directory.Delete(_rules.Folder, recursive: true);

        await using var again = await StartAsync("Rules:Source=store", "Rules:PollMs=100");
        using var after = new OperatorPage(again);
        Assert.Equal(next.Digest, (await new Clients(again).ActiveAsync()).Digest);
        Assert.Empty(await after.RuleProblemsAsync());
        Assert.Equal(0, await after.SwapsAsync("rejected"));
    }

    // Two files change with each version, so that a mixture would be seen; the others lie beside it.
    private ConfigMapMount MountedInPart()
    {
        Directory.CreateDirectory(_folder.At("first"));
        foreach (var name in new[] { "parameters.json", "ruleset.json" })
            File.Move(Path.Combine(_rules.Folder, name), _folder.At($"first/{name}"));
        var mount = new ConfigMapMount(_folder.At("mount"), _folder.At("first"));
        foreach (var path in Directory.EnumerateFileSystemEntries(_rules.Folder))
            Directory.Move(path, Path.Combine(mount.Folder, Path.GetFileName(path)));
        return mount;
    }

    private Task<ServerProcess> StartAsync(params string[] settings) => ServerProcess.StartReadyAsync(
        _folder.At("data"), [_rules.Setting, "Samples:Enabled=false", .. settings]);

    private static Task ProblemAsync(OperatorPage page, string text) => Eventually.SoAsync(
        async () => (await page.RuleProblemsAsync()).Any(one => one.Contains(text, StringComparison.Ordinal)),
        $"'{text}' is told");

    private static Task NoProblemAsync(OperatorPage page) => Eventually.SoAsync(
        async () => (await page.RuleProblemsAsync()).Count == 0, "the problems are gone");
}
